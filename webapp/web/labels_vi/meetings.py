"""Labels of meetings, their states, their agenda and attendance."""

LABELS = {
    "MeetingKind": {
        "regular": "sinh hoạt định kỳ",
        "thematic": "sinh hoạt chuyên đề",
        "combined": "sinh hoạt định kỳ kết hợp chuyên đề",
        "committee": "họp {committee}",
    },
    "MeetingState": {
        "called": "đã lên lịch",
        "open": "đang diễn ra",
        "closed": "đã kết thúc",
    },
    "AgendaKind": {
        "opening": "mở đầu",
        "briefing": "thông tin",
        "self_report": "báo cáo liên hệ",
        "topic": "chuyên đề",
        "other": "nội dung khác",
    },
    "Presence": {
        "present": "có mặt",
        "excused": "vắng có lý do",
        "unexcused": "vắng không lý do",
    },
}
