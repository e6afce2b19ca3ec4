"""Labels of months, turns and offers to report."""

LABELS = {
    "MonthKind": {
        "reports": "báo cáo liên hệ",
        "thematic": "sinh hoạt chuyên đề",
        "none": "không sinh hoạt",
    },
    "TurnSource": {"assigned": "phân công", "volunteered": "tự đăng ký"},
    "TurnState": {
        "planned": "dự kiến",
        "standing": "đã phân công",
        "postponed": "hoãn",
        "withdrawn": "rút",
        "declined": "xin thôi",
        "exchanged": "đã đổi lượt",
        "replaced": "đã thay người",
    },
    "YearPlanState": {"draft": "dự thảo", "confirmed": "đã thông qua"},
    "VolunteerState": {
        "offered": "đang chờ trả lời",
        "accepted": "đã nhận",
        "declined": "chưa nhận",
        "taken_back": "đã rút lại",
    },
    "WhyProposed": {
        "volunteered": "đã đăng ký báo cáo tháng này",
        "everybody": "tháng này ai cũng đến lượt",
        "never_reported": "chưa báo cáo lần nào",
        "fewest_turns": "ít lượt báo cáo nhất so với thời gian sinh hoạt",
        "leads": "số lượt ngang nhau, người giữ chức vụ báo cáo trước",
        "waited_longest": "số lượt ngang nhau, lâu nhất chưa đến lượt",
        "drawn": "số lượt ngang nhau, thứ tự theo bốc thăm",
    },
    "WhyLeftOut": {
        "exempt": "được miễn sinh hoạt",
        "suspended": "tạm đình chỉ sinh hoạt",
        "temporarily_elsewhere": "sinh hoạt tạm thời nơi khác",
        "left": "không sinh hoạt tại {unit}",
        "leave": "nghỉ phép, nghỉ chế độ",
        "illness": "nghỉ ốm",
        "away": "đi công tác, đi học",
        "other": "báo vắng",
    },
    "AbsenceKind": {
        "leave": "nghỉ phép, nghỉ chế độ",
        "illness": "nghỉ ốm",
        "away": "đi công tác, đi học",
        "other": "việc khác",
    },
}
