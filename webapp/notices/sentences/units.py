"""The sentences and titles of notices about the unit itself."""

from webapp.notices.rules import NoticeKind

SENTENCES: dict[NoticeKind, tuple[str, ...]] = {
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
        "{unit} đã sáp nhập vào {into}. Từ nay sinh hoạt tại {into}; nội dung cũ vẫn xem được.",
        "Đơn vị đã sáp nhập vào một đơn vị khác. Nội dung cũ vẫn xem được.",
    ),
    NoticeKind.UNIT_JOINED: (
        "{unit} đã sáp nhập về đây: {count} người.",
        "Có đơn vị đã sáp nhập về đây.",
    ),
    NoticeKind.CHECKPOINT_ADDRESS_CHANGED: (
        "{member} cho gửi mốc kiểm tra nhật ký tới {address}.",
        "{member} thôi gửi mốc kiểm tra nhật ký qua thư.",
        "Nơi nhận mốc kiểm tra nhật ký đã thay đổi.",
    ),
}

TITLES: dict[NoticeKind, str] = {
    NoticeKind.UNIT_MOVED: "Đổi cấp trên trực tiếp",
    NoticeKind.UNIT_RENAMED: "Đổi tên đơn vị",
    NoticeKind.UNIT_CLOSED: "Đơn vị kết thúc hoạt động",
    NoticeKind.UNIT_REOPENED: "Đơn vị được mở lại",
    NoticeKind.UNIT_MERGED: "Sáp nhập đơn vị",
    NoticeKind.UNIT_JOINED: "Có đơn vị sáp nhập về",
    NoticeKind.CHECKPOINT_ADDRESS_CHANGED: "Đổi nơi nhận mốc kiểm tra",
}
