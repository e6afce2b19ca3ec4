"""The sentences and titles of notices about what members register for a year."""

from webapp.notices.rules import NoticeKind

SENTENCES: dict[NoticeKind, tuple[str, ...]] = {
    NoticeKind.COMMITMENT_SUBMITTED: (
        "{member} đã gửi bản đăng ký năm {year}, đang chờ {committee} xác nhận.",
        "Có bản đăng ký đầu năm đang chờ {committee} xác nhận.",
    ),
    NoticeKind.COMMITMENT_CONFIRMED: (
        "Bản đăng ký năm {year} đã được xác nhận.",
        "Bản đăng ký đầu năm đã được xác nhận.",
    ),
    NoticeKind.COMMITMENT_RETURNED: (
        "{committee} đề nghị bổ sung bản đăng ký năm {year}. Lý do ghi trong bản đăng ký.",
        "{committee} đề nghị bổ sung bản đăng ký đầu năm.",
    ),
    NoticeKind.COMMITMENT_MISSING: (
        "Bản đăng ký năm {year} chưa được gửi. Cần viết và gửi {committee}.",
        "Bản đăng ký đầu năm chưa được gửi.",
    ),
    NoticeKind.AMENDMENT_PROPOSED: (
        "{member} đề nghị điều chỉnh bản đăng ký năm {year}, đang chờ {committee} xác nhận.",
        "Có đề nghị điều chỉnh bản đăng ký đang chờ {committee} xác nhận.",
    ),
    NoticeKind.AMENDMENT_CONFIRMED: (
        "Điều chỉnh của bản đăng ký năm {year} đã được xác nhận.",
        "Điều chỉnh của bản đăng ký đã được xác nhận.",
    ),
    NoticeKind.AMENDMENT_RETURNED: (
        (
            "{committee} chưa nhất trí điều chỉnh bản đăng ký năm {year}. Bản đã xác nhận vẫn có "
            "hiệu lực; lý do ghi trong bản đăng ký."
        ),
        "{committee} chưa nhất trí điều chỉnh bản đăng ký. Bản đã xác nhận vẫn có hiệu lực.",
    ),
    NoticeKind.ASSESSMENT_OPENED: (
        "Đã có thể tự đánh giá từng nội dung đăng ký năm {year}.",
        "Đã có thể tự đánh giá từng nội dung đăng ký.",
    ),
}

TITLES: dict[NoticeKind, str] = {
    NoticeKind.COMMITMENT_SUBMITTED: "Bản đăng ký chờ xác nhận",
    NoticeKind.COMMITMENT_CONFIRMED: "Bản đăng ký đã được xác nhận",
    NoticeKind.COMMITMENT_RETURNED: "Đề nghị bổ sung bản đăng ký",
    NoticeKind.COMMITMENT_MISSING: "Chưa gửi bản đăng ký",
    NoticeKind.AMENDMENT_PROPOSED: "Đề nghị điều chỉnh bản đăng ký",
    NoticeKind.AMENDMENT_CONFIRMED: "Đã xác nhận điều chỉnh",
    NoticeKind.AMENDMENT_RETURNED: "Chưa nhất trí điều chỉnh",
    NoticeKind.ASSESSMENT_OPENED: "Tự đánh giá nội dung đăng ký",
}
