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
    "WhyProposed": {
        "promised": "được chuyển từ tháng trước",
        "late_first_turn": "chưa có lượt nào, trong khi có người đã hai lượt trong cùng thời gian",
        "volunteered": "đã đăng ký báo cáo tháng này",
        "everybody": "tháng này ai cũng đến lượt",
        "never_reported": "chưa báo cáo lần nào",
        "fewest_turns": "ít lượt báo cáo nhất",
        "fewest_for_time": "ít lượt nhất so với số tháng có thể báo cáo",
        "owed_for_longer": (
            "đến lượt trước theo phần chung; người có số lượt không nhiều hơn thì mới tham gia "
            "hoặc có thể báo cáo ít tháng hơn"
        ),
        "owed_most": "đến lượt trước theo phần chung, tính cả thời gian vắng và lượt ngoài phiên",
        "leads": "người giữ chức vụ báo cáo trước",
        "leads_and_waited": "người giữ chức vụ báo cáo trước, trong đó lâu nhất chưa đến lượt",
        "leads_and_drawn": "người giữ chức vụ báo cáo trước, chờ lâu như nhau thì theo bốc thăm",
        "waited_longest": "lâu nhất chưa đến lượt",
        "drawn": "chờ lâu như nhau, thứ tự theo bốc thăm",
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
