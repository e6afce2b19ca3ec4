"""Sentences about handing an office over."""

MESSAGES = {
    "handover.past": "Ngày bàn giao từ hôm nay trở đi.",
    "handover.self": "Hãy chọn một người khác.",
}
