"""The sentences and titles of notices about reports on their way."""

from webapp.notices.rules import NoticeKind

SENTENCES: dict[NoticeKind, tuple[str, ...]] = {
    NoticeKind.DUTY: ("{said}. Hạn: {by}.", "{said}.", "Có việc cần làm."),
    NoticeKind.REMINDED: (
        "{said}. Hạn: {by}. {member} nhắc.",
        "{said}. {member} nhắc.",
        "Có việc đã qua hạn cần làm.",
    ),
    NoticeKind.TURN_ASSIGNED: (
        "Được phân công báo cáo trong buổi sinh hoạt {month}. Hạn gửi dự thảo: {by}.",
        "Được phân công báo cáo trong buổi sinh hoạt {month}.",
        "Được phân công báo cáo trong buổi sinh hoạt sắp tới.",
    ),
    NoticeKind.TURN_COMING: (
        "Sắp đến lượt báo cáo trong buổi sinh hoạt {meeting_on}. Hạn gửi dự thảo: {by}.",
        "Sắp đến lượt báo cáo trong buổi sinh hoạt {month}.",
        "Sắp đến lượt báo cáo.",
    ),
    NoticeKind.DRAFT_DUE: (
        "Dự thảo báo cáo {month} cần gửi {committee} trước hết {by}.",
        "Dự thảo báo cáo sắp đến hạn gửi {committee}.",
    ),
    NoticeKind.DRAFT_LATE: (
        (
            "Dự thảo báo cáo {month} đã qua hạn gửi {committee} ({by}). "
            "Cần gửi sớm để {committee} kịp cho ý kiến."
        ),
        "Dự thảo báo cáo đã qua hạn gửi {committee}.",
    ),
    NoticeKind.DRAFT_LATE_CHAIR: (
        (
            "{member} chưa gửi dự thảo báo cáo {month} (hạn {by}). "
            "Có thể nhắc, nhập hộ hoặc chuyển sang tháng sau."
        ),
        "{member} chưa gửi dự thảo báo cáo.",
        "Có dự thảo báo cáo đã qua hạn gửi {committee}.",
    ),
    NoticeKind.REVIEW_WAITING: (
        "Dự thảo báo cáo của {member} đang chờ ý kiến {committee}, cần xong trước hết {by}.",
        "Dự thảo báo cáo của {member} đang chờ ý kiến {committee}.",
        "Có dự thảo báo cáo đang chờ ý kiến {committee}.",
    ),
    NoticeKind.REPORT_RETURNED: (
        "{committee} đề nghị bổ sung dự thảo báo cáo {month}. Hạn gửi lại: {by}.",
        "{committee} đề nghị bổ sung dự thảo báo cáo {month}.",
        "{committee} đề nghị bổ sung dự thảo báo cáo.",
    ),
    NoticeKind.REPORT_ACCEPTED: (
        (
            "{committee} đã nhất trí với dự thảo báo cáo {month}. "
            "Buổi sinh hoạt để trình bày: {meeting_on}."
        ),
        "{committee} đã nhất trí với dự thảo báo cáo {month}. Báo cáo sẵn sàng trình bày.",
        "{committee} đã nhất trí với dự thảo báo cáo. Báo cáo sẵn sàng trình bày.",
    ),
    NoticeKind.REPORT_POSTPONED: (
        "Lượt báo cáo {month} của {member} được chuyển sang {next_month}.",
        "Lượt báo cáo {month} được chuyển sang {next_month}.",
        "Lượt báo cáo {month} được hoãn.",
        "Lượt báo cáo được hoãn.",
    ),
    NoticeKind.REPORT_WITHDRAWN: (
        "Báo cáo {month} được rút khỏi chương trình, lượt này không còn.",
        "Báo cáo được rút khỏi chương trình, lượt này không còn.",
    ),
    NoticeKind.REPORT_CONCLUDED: (
        "Chủ trì đã kết luận về báo cáo {month}. Hạn hoàn thiện và nộp lưu: {by}.",
        "Chủ trì đã kết luận về báo cáo {month}. Báo cáo cần được hoàn thiện và nộp lưu.",
        "Chủ trì đã kết luận về báo cáo. Báo cáo cần được hoàn thiện và nộp lưu.",
    ),
    NoticeKind.FINAL_DUE: (
        "Báo cáo {month} cần được hoàn thiện và nộp lưu. Hạn: {by}.",
        "Báo cáo cần được hoàn thiện và nộp lưu.",
    ),
    NoticeKind.FILING_REJECTED: (
        "{member} chưa đồng ý bản lưu nhập hộ của báo cáo {month}. Báo cáo được hoàn thiện lại.",
        "Một bản lưu nhập hộ chưa được đồng ý.",
    ),
}

TITLES: dict[NoticeKind, str] = {
    NoticeKind.TURN_ASSIGNED: "Được phân công báo cáo",
    NoticeKind.DUTY: "Việc cần làm",
    NoticeKind.REMINDED: "Nhắc việc đã qua hạn",
    NoticeKind.TURN_COMING: "Sắp đến lượt báo cáo",
    NoticeKind.DRAFT_DUE: "Sắp đến hạn gửi dự thảo",
    NoticeKind.DRAFT_LATE: "Đã qua hạn gửi dự thảo",
    NoticeKind.DRAFT_LATE_CHAIR: "Có dự thảo chưa gửi",
    NoticeKind.REVIEW_WAITING: "Dự thảo chờ ý kiến",
    NoticeKind.REPORT_RETURNED: "Đề nghị bổ sung báo cáo",
    NoticeKind.REPORT_ACCEPTED: "Báo cáo đã được nhất trí",
    NoticeKind.REPORT_POSTPONED: "Lượt báo cáo được hoãn",
    NoticeKind.REPORT_WITHDRAWN: "Báo cáo được rút",
    NoticeKind.REPORT_CONCLUDED: "Đã có kết luận về báo cáo",
    NoticeKind.FINAL_DUE: "Hoàn thiện và nộp lưu báo cáo",
    NoticeKind.FILING_REJECTED: "Bản lưu nhập hộ chưa được đồng ý",
}
