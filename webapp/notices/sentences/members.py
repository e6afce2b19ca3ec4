"""The sentences and titles of notices about members, offices and lists."""

from webapp.notices.rules import NoticeKind

SENTENCES: dict[NoticeKind, tuple[str, ...]] = {
    NoticeKind.INVITATION: ("Có lời mời tham gia sổ sinh hoạt của {unit}.",),
    NoticeKind.CHAIR_HANDED_OVER: (
        "{by} bàn giao chức vụ {head} cho {member}, từ {from_on}. Xem việc đang mở của {unit}.",
        "Chức vụ {head} của {unit} được bàn giao.",
    ),
    NoticeKind.ARRIVAL_WAITING: (
        "{member} được giới thiệu chuyển sinh hoạt đến {unit}, từ {from_on}. Cần trả lời.",
        "Có người được giới thiệu chuyển sinh hoạt đến {unit}. Cần trả lời.",
    ),
    NoticeKind.DEPARTURE_ANSWERED: (
        "Nơi đến đã trả lời về việc chuyển sinh hoạt của {member}.",
        "Nơi đến đã trả lời về một việc chuyển sinh hoạt.",
    ),
    NoticeKind.OFFICE_HOLDER_ADMITTED: (
        "{member}, đang giữ chức vụ ở {above}, được tiếp nhận vào {unit}.",
        "Có người đang giữ chức vụ ở cấp trên được tiếp nhận vào đơn vị.",
    ),
    NoticeKind.OFFICE_ABOVE_GIVEN: (
        "{member} giữ chức vụ ở {above}, từ {from_on}.",
        "Có người trong đơn vị giữ chức vụ ở cấp trên.",
    ),
    NoticeKind.PAST_OPENED: (
        "{by} mở nội dung cũ của {unit} cho {member}, từ {from_on}.",
        "{by} mở toàn bộ nội dung cũ của {unit} cho {member}.",
        "Nội dung cũ của đơn vị được mở cho một người mới về.",
    ),
    NoticeKind.TWO_SEATS_AGREED: (
        "{by} đồng ý để {member} vừa giữ chức vụ ở cấp trên vừa đứng đầu {unit}.",
        "Có ý kiến đồng ý để một người vừa giữ chức vụ ở cấp trên vừa đứng đầu đơn vị.",
    ),
    NoticeKind.IMPORT_READ: (
        (
            "Danh sách từ Excel đã đọc xong: {new} người mới, {changed} người thay đổi, "
            "{faulty} dòng lỗi. Cần xem trước và xác nhận."
        ),
        "Danh sách từ Excel đã đọc xong. Cần xem trước và xác nhận.",
    ),
    NoticeKind.IMPORT_ENDED: (
        "Đã nhập danh sách từ Excel: {new} người mới, {changed} người thay đổi.",
        "Đã nhập danh sách từ Excel.",
    ),
    NoticeKind.IMPORT_FAILED: ("Tệp Excel chưa nhập được. Lý do ghi ở trang nhập danh sách.",),
    NoticeKind.NOMINATION_TOLD: (
        (
            "{by} đề nghị {member} giữ chức vụ {head} của {unit}. Nếu không có ý kiến phản đối, "
            "đề nghị có hiệu lực lúc {effective_at}."
        ),
        "Có đề nghị người giữ chức vụ {head}.",
    ),
    NoticeKind.NOMINATION_TO_CONFIRM: (
        (
            "{by} đề nghị {member} giữ chức vụ {head} của {unit}. Cần thêm một người trong "
            "{committee} xác nhận; nếu không ai phản đối, đề nghị có hiệu lực lúc {effective_at}."
        ),
        "Có đề nghị người giữ chức vụ {head} đang chờ xác nhận.",
    ),
    NoticeKind.NOMINATION_STOPPED: (
        "Đề nghị {member} giữ chức vụ {head} đã dừng, không có hiệu lực.",
        "Đề nghị người giữ chức vụ {head} đã dừng, không có hiệu lực.",
    ),
    NoticeKind.CHAIR_SEATED: (
        "{member} giữ chức vụ {head} của {unit} từ {from_on}, theo đề nghị đã được thông báo.",
        "{unit} đã có người giữ chức vụ {head}.",
        "Đơn vị đã có người giữ chức vụ {head}.",
    ),
    NoticeKind.TERM_OVER: (
        (
            "Nhiệm kỳ {head} của {member} đã hết ngày {until_on}. {member} tiếp tục phụ trách "
            "đến khi bàn giao."
        ),
        "Nhiệm kỳ {head} đã hết, cần bàn giao cho người kế nhiệm.",
    ),
    NoticeKind.SEAT_EMPTY: (
        "Hiện không có {head} nào vào được sổ. Cần đề nghị một người giữ chức vụ này.",
    ),
}

TITLES: dict[NoticeKind, str] = {
    NoticeKind.INVITATION: "Mời tham gia sổ sinh hoạt",
    NoticeKind.CHAIR_HANDED_OVER: "Bàn giao chức vụ",
    NoticeKind.NOMINATION_TOLD: "Đề nghị người đứng đầu",
    NoticeKind.NOMINATION_TO_CONFIRM: "Đề nghị người đứng đầu chờ xác nhận",
    NoticeKind.NOMINATION_STOPPED: "Đề nghị người đứng đầu đã dừng",
    NoticeKind.CHAIR_SEATED: "Đã có người đứng đầu",
    NoticeKind.TERM_OVER: "Đã hết nhiệm kỳ",
    NoticeKind.SEAT_EMPTY: "Chưa có người đứng đầu",
    NoticeKind.ARRIVAL_WAITING: "Có người chuyển đến",
    NoticeKind.DEPARTURE_ANSWERED: "Trả lời về việc chuyển sinh hoạt",
    NoticeKind.OFFICE_HOLDER_ADMITTED: "Người giữ chức vụ ở cấp trên về đơn vị",
    NoticeKind.OFFICE_ABOVE_GIVEN: "Chức vụ ở cấp trên",
    NoticeKind.PAST_OPENED: "Mở nội dung cũ",
    NoticeKind.TWO_SEATS_AGREED: "Hai chức vụ do một người giữ",
    NoticeKind.IMPORT_READ: "Danh sách chờ xác nhận",
    NoticeKind.IMPORT_ENDED: "Đã nhập danh sách",
    NoticeKind.IMPORT_FAILED: "Tệp chưa nhập được",
}
