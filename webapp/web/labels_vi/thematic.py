"""Labels of thematic sessions."""

LABELS = {
    "SessionState": {
        "planned": "đang chuẩn bị",
        "prepared": "đã chuẩn bị",
        "unheld": "chưa tổ chức",
        "held": "đã sinh hoạt",
    },
    "SessionGap": {
        "topic": "chủ đề",
        "preparers": "người chuẩn bị",
        "questions": "câu hỏi thảo luận",
        "conclusion": "kết luận",
    },
}
