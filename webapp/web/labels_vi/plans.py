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
    "WhySuggested": {
        "volunteered": "đã đăng ký báo cáo tháng này",
        "never_reported": "chưa báo cáo lần nào",
        "fewest_turns": "ít lượt báo cáo nhất trong năm",
        "waited_longest": "lâu nhất chưa đến lượt",
    },
}
