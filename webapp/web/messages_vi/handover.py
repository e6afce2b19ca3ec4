"""Sentences about handing an office over."""

MESSAGES = {
    "handover.past": "Ngày bàn giao từ hôm nay trở đi.",
    "handover.no_account": "Người nhận cần có tài khoản trước. Hãy mời người này tham gia.",
    "handover.self": "Hãy chọn một người khác.",
}
