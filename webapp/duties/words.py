"""What a row of the first screen says, and where its button leads.

A sentence takes {month}, {year}, {name}, {count} and the words of the kind of organization; of
several details the first one is used whose facts are all there, and {due} or {day} is the day.
{words} are the first words of a weakness, {names} those who wait for an answer.
"""

from webapp.duties.report_words import REPORT_WORDS
from webapp.duties.stages import DutyKind
from webapp.duties.wording import Words

_MEETING = {"meeting_id": "meeting_id"}
_MONTH = {"month": "month"}
_ANSWER = ("Nên trả lời trước buổi sinh hoạt {due}", "Đang chờ trả lời")


K = DutyKind
WORDS: dict[DutyKind, Words] = REPORT_WORDS | {
    K.LEAD_RUNNING: Words(
        "Buổi sinh hoạt {month} đang diễn ra",
        "Điều hành",
        "meetings.room",
        _MEETING,
        details=("Điểm danh, ghi ý kiến, kết luận",),
    ),
    K.RECORD_RUNNING: Words(
        "Buổi sinh hoạt {month} đang diễn ra",
        "Điểm danh, ghi ý kiến",
        "meetings.room",
        _MEETING,
        details=("Việc của thư ký cuộc họp",),
    ),
    K.ENTER_RUNNING: Words(
        "Buổi sinh hoạt {month} đang diễn ra",
        "Vào buổi sinh hoạt",
        "meetings.live",
        _MEETING,
        details=(),
    ),
    K.NOMINATION: Words(
        "Có đề nghị người giữ chức vụ {head}",
        "Xem đề nghị",
        "nominations.show",
        details=("Có hiệu lực sau 72 giờ nếu không có ý kiến phản đối",),
    ),
    K.READ_PAPERS: Words(
        "Đọc tài liệu trước buổi sinh hoạt {month}", "Đọc tài liệu", "meetings.show", _MEETING
    ),
    K.REMEDY: Words(
        "Khắc phục hạn chế đã được chỉ ra",
        "Báo kết quả",
        "followups.show",
        {"weakness_id": "weakness_id"},
        details=(
            "{words} · Hạn khắc phục: {due}",
            "Hạn khắc phục: {due}",
            "{words} · Chưa hẹn ngày khắc phục",
            "Chưa hẹn ngày khắc phục",
        ),
    ),
    K.HELP: Words(
        "Giúp đỡ {name} khắc phục hạn chế",
        "Ghi việc đã giúp",
        "followups.show",
        {"weakness_id": "weakness_id"},
        details=("Hạn khắc phục: {due}", "Chưa hẹn ngày khắc phục"),
    ),
    K.ANSWER_REQUESTS: Words(
        "Trả lời đề nghị về lượt báo cáo ({count})", "Trả lời", "exchanges.index", details=_ANSWER
    ),
    K.PREPARE_SESSION: Words(
        "Chuẩn bị sinh hoạt chuyên đề {month}", "Chuẩn bị", "thematic.preparing", _MONTH
    ),
    K.REGISTER: Words(
        "Đăng ký nội dung học tập và làm theo năm {year}",
        "Đăng ký",
        "commitments.mine",
        details=("Hạn: {due}", "Chưa có bản đăng ký của năm"),
    ),
    K.ASSESS: Words(
        "Tự đánh giá nội dung đăng ký năm {year} ({count} mục)", "Tự đánh giá", "commitments.mine"
    ),
    K.CONFIRM_REMEDIES: Words(
        "Xác nhận kết quả khắc phục ({count})",
        "Xác nhận",
        "followups.index",
        query={"xem": "cho-xac-nhan"},
    ),
    K.ANSWER_DAYS: Words(
        "Trả lời đề nghị về hạn khắc phục ({count})",
        "Trả lời",
        "followups.index",
        query={"xem": "de-nghi-han"},
        details=_ANSWER,
    ),
    K.FOLLOWED_LEFT: Words(
        "Việc theo dõi khắc phục của người đã chuyển đi ({count})",
        "Xem danh sách",
        "followups.index",
        query={"xem": "nguoi-chuyen-di"},
        details=("Phân công lại người giúp đỡ, hoặc thôi theo dõi",),
    ),
    K.CONFIRM_COMMITMENTS: Words(
        "Xác nhận bản đăng ký đầu năm ({count})",
        "Xem và xác nhận",
        "commitments.branch",
        details=("Đã gửi, đang chờ {committee} xác nhận",),
    ),
    K.TAKE_UP: Words(
        "Việc khắc phục từ đơn vị cũ ({count})",
        "Xem danh sách",
        "units.carried_threads",
        details=("Trao đổi với từng người, ghi lại việc còn cần theo dõi",),
    ),
    K.REMEDY_LATE: Words(
        "{name} chưa báo kết quả khắc phục hạn chế",
        "Mở việc theo dõi",
        "followups.show",
        {"weakness_id": "weakness_id"},
        details=("Hạn khắc phục: {due}",),
    ),
    K.REGISTRATIONS_LATE: Words(
        "{count} {member} chưa gửi bản đăng ký năm {year}",
        "Xem và nhắc",
        "commitments.branch",
        query={"trang-thai": "missing"},
        details=("Hạn đăng ký: {due}",),
    ),
    K.LEAD_MEETING: Words(
        "Điều hành buổi sinh hoạt {month}", "Điều hành", "meetings.room", _MEETING
    ),
    K.PREPARE_MEETING: Words(
        "Chốt chương trình và gửi tài liệu buổi sinh hoạt {month}",
        "Mở chương trình",
        "meetings.show",
        _MEETING,
    ),
    K.CALL_MEETING: Words(
        "Lên lịch buổi sinh hoạt {month}", "Lên lịch", "meetings.new", {"thang": "month"}
    ),
    K.ASSIGN: Words(
        "Phân công người báo cáo {month}",
        "Phân công",
        "assigning.show",
        _MONTH,
        details=(
            "{names} đăng ký báo cáo · Nêu tên tại buổi sinh hoạt {due}",
            "{names} đăng ký báo cáo",
            "Nêu tên tại buổi sinh hoạt {due}",
            "Chưa có người báo cáo",
        ),
    ),
    K.ANSWER_VOLUNTEERS: Words(
        "Trả lời {count} đăng ký báo cáo {month}",
        "Trả lời",
        "plans.month",
        _MONTH,
        details=("{names} · Nêu tên tại buổi sinh hoạt {due}", "{names}", "Hạn: {due}"),
    ),
    K.DECIDE_REQUESTS: Words(
        "Quyết định đề nghị về lượt báo cáo ({count})",
        "Quyết định",
        "exchanges.index",
        details=_ANSWER,
    ),
    K.THEMATIC: Words("Quý này chưa có sinh hoạt chuyên đề", "Mở chuyên đề", "thematic.index"),
    K.CHOOSE_TOPIC: Words(
        "Chọn chủ đề sinh hoạt chuyên đề {month}",
        "Chọn chủ đề",
        "thematic.arranging",
        _MONTH,
        details=("Buổi sinh hoạt: {due}",),
    ),
    K.HOLD_SESSION: Words(
        "Chuyên đề {month} chưa tổ chức",
        "Ghi đã sinh hoạt",
        "meetings.new",
        {"thang": "month"},
        details=("Ngày theo kế hoạch: {day} · Nếu chưa họp, chọn tháng khác trong kế hoạch năm",),
    ),
    K.ASSIGN_AGAIN: Words(
        "Lượt dự kiến tháng trước chưa được phân công ({count})",
        "Phân công lại",
        "assigning.show",
        _MONTH,
        details=("{names}",),
    ),
    K.RECEIVE: Words(
        "Trả lời việc tiếp nhận {count} người chuyển đến", "Trả lời", "transfers.index"
    ),
    K.REFUSED_LEAVE: Words(
        "Nơi đến không tiếp nhận {count} người đã ghi chuyển đi",
        "Xem",
        "transfers.index",
        details=("Hủy việc chuyển, hoặc ghi nơi đến khác",),
    ),
    K.TERM_ENDING: Words(
        "Có chức vụ sắp hết nhiệm kỳ",
        "Xem danh sách",
        "accounts.members",
        details=("Hết ngày: {due}",),
    ),
    K.TERM_OVER: Words(
        "{head} đã hết nhiệm kỳ, cần bàn giao",
        "Bàn giao",
        "handover.show",
        details=("Hết nhiệm kỳ ngày {day}, tiếp tục phụ trách đến khi bàn giao",),
    ),
    K.TAKE_OVER: Words(
        "Xem việc đang mở khi nhận chức vụ {head}", "Xem việc đang mở", "handover.show"
    ),
}
