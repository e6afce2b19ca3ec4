"""What notices say about turns foreseen or changed, times away, and offers to report."""

from webapp.notices.rules import NoticeKind

SENTENCES: dict[NoticeKind, tuple[str, ...]] = {
    NoticeKind.TURN_FORESEEN: (
        "Theo kế hoạch năm, dự kiến đến lượt báo cáo trong buổi sinh hoạt {month}.",
        "Theo kế hoạch năm, dự kiến có một lượt báo cáo.",
    ),
    NoticeKind.TURN_NOT_FORESEEN: (
        "Lượt báo cáo dự kiến {month} đã chuyển cho người khác, không cần chuẩn bị nữa.",
        "Một lượt báo cáo dự kiến đã chuyển cho người khác.",
    ),
    NoticeKind.ABSENCE_TOLD: (
        "{member} báo vắng từ {from_on} đến {until_on}. Có thể xếp lại các lượt dự kiến.",
        "{member} báo vắng một thời gian. Có thể xếp lại các lượt dự kiến.",
        "Đã ghi thời gian báo vắng từ {from_on} đến {until_on}.",
        "Đã ghi một thời gian báo vắng.",
    ),
    NoticeKind.TURN_REQUESTED: (
        (
            "{member} đề nghị đổi lượt báo cáo {month} lấy lượt {next_month}. "
            "Cần trả lời đồng ý hay không."
        ),
        (
            "Có đề nghị báo cáo thay {member} trong buổi sinh hoạt {month}. "
            "Cần trả lời đồng ý hay không."
        ),
        "Có đề nghị về lượt báo cáo đang chờ trả lời.",
    ),
    NoticeKind.TURN_REQUEST_ENTERED: (
        "{member} đã ghi vào sổ đề nghị hoặc ý kiến trả lời thay người có lượt báo cáo {month}.",
        "Có đề nghị hoặc ý kiến trả lời về lượt báo cáo được ghi thay.",
    ),
    NoticeKind.TURN_REQUEST_WAITING: (
        "Đề nghị về lượt báo cáo {month} của {member} đang chờ quyết định.",
        "Có đề nghị về lượt báo cáo đang chờ quyết định.",
    ),
    NoticeKind.TURN_REQUEST_AGREED: (
        "{member} đồng ý với đề nghị về lượt báo cáo {month}. Đề nghị đang chờ quyết định.",
        "Đề nghị về lượt báo cáo đã được đồng ý, đang chờ quyết định.",
    ),
    NoticeKind.TURN_REQUEST_DISAGREED: (
        "{member} không nhận đề nghị về lượt báo cáo {month}. Lượt báo cáo giữ như cũ.",
        "Đề nghị về lượt báo cáo không được nhận. Lượt báo cáo giữ như cũ.",
    ),
    NoticeKind.TURN_REQUEST_GRANTED: (
        "Đề nghị về lượt báo cáo {month} đã được chấp thuận. Lượt mới: {next_month}.",
        "Đề nghị về lượt báo cáo {month} đã được chấp thuận.",
        "Đề nghị về lượt báo cáo đã được chấp thuận.",
    ),
    NoticeKind.TURN_REQUEST_REFUSED: (
        "Đề nghị về lượt báo cáo {month} chưa được chấp thuận. Lượt báo cáo giữ như cũ.",
        "Đề nghị về lượt báo cáo chưa được chấp thuận. Lượt báo cáo giữ như cũ.",
    ),
    NoticeKind.TURN_REPLACED: (
        "Lượt báo cáo {month} được giao cho người khác.",
        "Một lượt báo cáo được giao cho người khác.",
    ),
    NoticeKind.TURN_REQUEST_CLOSED: (
        "Đề nghị về lượt báo cáo {month} của {member} không còn, không cần trả lời nữa.",
        "Một đề nghị về lượt báo cáo không còn, không cần trả lời nữa.",
    ),
    NoticeKind.VOLUNTEER_ENTERED: (
        "{member} đã nhập hộ đăng ký báo cáo trong buổi sinh hoạt {month}.",
        "Một đăng ký báo cáo đã được nhập hộ.",
    ),
    NoticeKind.VOLUNTEER_DECLINED: (
        "Đăng ký báo cáo {month} chưa được nhận lần này. Có thể đăng ký cho tháng khác.",
        "Đăng ký báo cáo chưa được nhận lần này. Có thể đăng ký cho tháng khác.",
    ),
}

TITLES: dict[NoticeKind, str] = {
    NoticeKind.TURN_FORESEEN: "Lượt báo cáo dự kiến",
    NoticeKind.TURN_NOT_FORESEEN: "Lượt dự kiến đã thay đổi",
    NoticeKind.ABSENCE_TOLD: "Thời gian báo vắng",
    NoticeKind.TURN_REQUESTED: "Có đề nghị cần trả lời",
    NoticeKind.TURN_REQUEST_ENTERED: "Có nội dung được nhập hộ",
    NoticeKind.TURN_REQUEST_WAITING: "Đề nghị về lượt báo cáo",
    NoticeKind.TURN_REQUEST_AGREED: "Đề nghị đã được đồng ý",
    NoticeKind.TURN_REQUEST_DISAGREED: "Đề nghị không được nhận",
    NoticeKind.TURN_REQUEST_GRANTED: "Đề nghị được chấp thuận",
    NoticeKind.TURN_REQUEST_REFUSED: "Đề nghị chưa được chấp thuận",
    NoticeKind.TURN_REPLACED: "Đã có người báo cáo thay",
    NoticeKind.TURN_REQUEST_CLOSED: "Đề nghị không còn",
    NoticeKind.VOLUNTEER_ENTERED: "Đăng ký báo cáo được nhập hộ",
    NoticeKind.VOLUNTEER_DECLINED: "Đăng ký báo cáo chưa được nhận",
}
