"""What the rows of the first screen say that are about reports, and where their buttons lead."""

from webapp.duties.stages import DutyKind
from webapp.duties.wording import Words

_REPORT = {"report_id": "report_id"}

K = DutyKind
REPORT_WORDS: dict[DutyKind, Words] = {
    K.WRITE: Words("Viết báo cáo liên hệ {month}", "Viết tiếp", "reports.edit", _REPORT),
    K.SUPPLEMENT: Words(
        "Bổ sung báo cáo liên hệ {month} theo đề nghị của {committee}",
        "Bổ sung",
        "reports.edit",
        _REPORT,
        details=("Gửi lại trước {due} để kịp trình bày",),
    ),
    K.AWAIT_REVIEW: Words(
        "Báo cáo liên hệ {month} đang chờ {committee} cho ý kiến",
        "Xem báo cáo",
        "reports.show",
        _REPORT,
        details=("Hạn cho ý kiến: {due}",),
    ),
    K.PRESENT: Words(
        "Trình bày báo cáo liên hệ {month} tại buổi sinh hoạt",
        "Xem báo cáo",
        "reports.show",
        _REPORT,
        details=("Buổi sinh hoạt: {due}",),
    ),
    K.FINALIZE: Words(
        "Hoàn thiện và nộp lưu báo cáo {month}", "Hoàn thiện", "reports.edit", _REPORT
    ),
    K.AGREE_FILING: Words(
        "Trả lời về bản lưu nhập hộ của báo cáo {month}", "Xem và trả lời", "reports.show", _REPORT
    ),
    K.REVIEW: Words(
        "Cho ý kiến vào dự thảo báo cáo của {name}",
        "Cho ý kiến",
        "reports.review",
        _REPORT,
        details=("Hạn cho ý kiến: {due}",),
    ),
    K.DRAFT_LATE: Words(
        "{name} chưa gửi dự thảo báo cáo {month}",
        "Mở báo cáo",
        "reports.show",
        _REPORT,
        details=("Hạn nộp: {due}",),
    ),
    K.SUPPLEMENT_LATE: Words(
        "{name} chưa gửi bản bổ sung báo cáo {month}",
        "Mở báo cáo",
        "reports.show",
        _REPORT,
        details=("Hạn gửi lại: {due}",),
    ),
    K.WRITE_FOR: Words(
        "{name} chưa có tài khoản, báo cáo {month} cần nhập hộ",
        "Nhập hộ",
        "reports.edit",
        _REPORT,
    ),
    K.FINALIZE_FOR: Words(
        "{name} chưa có tài khoản, bản hoàn thiện {month} cần nhập hộ",
        "Nhập hộ",
        "reports.edit",
        _REPORT,
    ),
    K.FINAL_LATE: Words(
        "{name} chưa nộp lưu báo cáo {month}",
        "Mở báo cáo",
        "reports.show",
        _REPORT,
        details=("Hạn nộp: {due}",),
    ),
    K.MOVE_REPORT: Words(
        "Báo cáo {month} của {name} chưa trình bày, cần chuyển sang tháng khác",
        "Chọn tháng",
        "reports.postpone",
        _REPORT,
        details=("Buổi sinh hoạt của tháng đã kết thúc",),
    ),
}
