"""Sentences about handing an office over."""

MESSAGES = {
    "handover.past": "Ngày bàn giao từ hôm nay trở đi.",
    "handover.gap": "Nhiệm kỳ đang giữ kết thúc trước ngày này, sẽ có ngày không có {head}.",
    "handover.self": "Hãy chọn một người khác.",
}
