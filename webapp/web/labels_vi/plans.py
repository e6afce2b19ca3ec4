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
    "RequestKind": {
        "decline": "xin thôi lượt báo cáo",
        "swap": "xin đổi lượt báo cáo",
        "postpone": "hoãn lượt báo cáo",
        "replace": "thay người báo cáo",
    },
    "RequestState": {
        "asked": "đang chờ trả lời",
        "agreed": "đã được đồng ý, chờ quyết định",
        "granted": "đã chấp thuận",
        "refused": "không chấp thuận",
        "taken_back": "đã rút",
        "lapsed": "không còn, lượt đã qua",
    },
    "RequestStep": {
        "ask": "đề nghị",
        "agree": "đồng ý",
        "disagree": "không nhận",
        "grant": "quyết định: chấp thuận",
        "refuse": "quyết định: không chấp thuận",
        "take_back": "rút đề nghị",
        "lapse": "đóng đề nghị, lượt đã qua",
    },
    "WhySuggested": {
        "volunteered": "đã đăng ký báo cáo tháng này",
        "never_reported": "chưa báo cáo lần nào",
        "fewest_turns": "ít lượt báo cáo nhất trong năm",
        "waited_longest": "lâu nhất chưa đến lượt",
    },
}
