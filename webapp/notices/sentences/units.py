"""The sentences and titles of notices about the unit itself."""

from webapp.notices.rules import NoticeKind

SENTENCES: dict[NoticeKind, tuple[str, ...]] = {
    NoticeKind.UNIT_INVITATION_FAILED: (
        (
            "Thư mời {member} làm người đứng đầu {unit} không gửi đến được. "
            "Cần mời lại qua địa chỉ khác."
        ),
        "Thư mời người đứng đầu một đơn vị không gửi đến được.",
    ),
    NoticeKind.UNIT_MOVED: (
        "{unit} nay trực thuộc {under}.",
        "Đơn vị nay có cấp trên trực tiếp khác.",
    ),
    NoticeKind.UNIT_RENAMED: ("{was} nay có tên là {unit}.", "Đơn vị nay có tên khác."),
    NoticeKind.UNIT_CLOSED: (
        "{unit} đã kết thúc hoạt động từ {closed_on}. Nội dung cũ vẫn xem được.",
        "Đơn vị đã kết thúc hoạt động. Nội dung cũ vẫn xem được.",
    ),
    NoticeKind.UNIT_REOPENED: ("{unit} đã được mở lại.",),
    NoticeKind.UNIT_MERGED: (
        (
            "{unit} đã sáp nhập vào {into}. Việc tiếp nhận từng người chờ {into} trả lời; "
            "nội dung cũ vẫn xem được."
        ),
        "Đơn vị đã sáp nhập vào một đơn vị khác. Nội dung cũ vẫn xem được.",
    ),
    NoticeKind.UNIT_JOINED: (
        "{unit} đã sáp nhập về đây: {count} người chờ tiếp nhận.",
        "Có đơn vị đã sáp nhập về đây. Cần tiếp nhận từng người.",
    ),
    NoticeKind.MERGER_RECEIVED: (
        "{into} đã tiếp nhận. Từ nay sinh hoạt tại {into}.",
        "Đơn vị mới sau sáp nhập đã tiếp nhận.",
    ),
    NoticeKind.MERGER_NOT_RECEIVED: (
        "{into} không tiếp nhận sau sáp nhập. Cần liên hệ cấp trên để được giới thiệu nơi khác.",
        "Đơn vị mới sau sáp nhập không tiếp nhận. Cần liên hệ cấp trên.",
    ),
    NoticeKind.UNIT_CHAIR_NAMED: (
        (
            "{by} ghi nhận {member} là người đứng đầu đầu tiên của {unit}. Thư mời gửi đến "
            "{address}. Nếu chưa đúng, cần báo ngay người vận hành hệ thống."
        ),
        "Một đơn vị trực thuộc vừa có người đứng đầu đầu tiên.",
    ),
    NoticeKind.UNIT_CHAIR_PROPOSED: (
        "{unit} có đề nghị người đứng đầu, đang chờ ý kiến trong đơn vị đến {effective_at}.",
        "Một đơn vị trực thuộc có đề nghị người đứng đầu.",
    ),
    NoticeKind.UNIT_CHAIR_SEATED: (
        "{unit} đã có người đứng đầu, từ {from_on}.",
        "Một đơn vị trực thuộc đã có người đứng đầu.",
    ),
    NoticeKind.UNIT_TERM_OVER: (
        "{unit}: người đứng đầu đã hết nhiệm kỳ, tiếp tục phụ trách đến khi bàn giao.",
        "Một đơn vị trực thuộc có người đứng đầu đã hết nhiệm kỳ.",
    ),
    NoticeKind.CHECKPOINT_ADDRESS_CHANGED: (
        "{member} cho gửi mốc kiểm tra nhật ký tới {address}.",
        "{member} thôi gửi mốc kiểm tra nhật ký qua thư.",
        "Nơi nhận mốc kiểm tra nhật ký đã thay đổi.",
    ),
}

TITLES: dict[NoticeKind, str] = {
    NoticeKind.UNIT_INVITATION_FAILED: "Thư mời không gửi đến được",
    NoticeKind.UNIT_CHAIR_NAMED: "Ghi nhận người đứng đầu",
    NoticeKind.UNIT_CHAIR_PROPOSED: "Đề nghị người đứng đầu đơn vị",
    NoticeKind.UNIT_CHAIR_SEATED: "Đơn vị đã có người đứng đầu",
    NoticeKind.UNIT_TERM_OVER: "Người đứng đầu hết nhiệm kỳ",
    NoticeKind.UNIT_MOVED: "Đổi cấp trên trực tiếp",
    NoticeKind.UNIT_RENAMED: "Đổi tên đơn vị",
    NoticeKind.UNIT_CLOSED: "Đơn vị kết thúc hoạt động",
    NoticeKind.UNIT_REOPENED: "Đơn vị được mở lại",
    NoticeKind.UNIT_MERGED: "Sáp nhập đơn vị",
    NoticeKind.UNIT_JOINED: "Có đơn vị sáp nhập về",
    NoticeKind.MERGER_RECEIVED: "Được tiếp nhận sau sáp nhập",
    NoticeKind.MERGER_NOT_RECEIVED: "Chưa được tiếp nhận sau sáp nhập",
    NoticeKind.CHECKPOINT_ADDRESS_CHANGED: "Đổi nơi nhận mốc kiểm tra",
}
