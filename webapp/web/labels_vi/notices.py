"""Labels of what became of an e-mail."""

LABELS = {
    "DeliveryState": {
        "shown": "đã hiện trong sổ",
        "waiting": "đang chờ gửi",
        "sent": "đã gửi",
        "skipped": "không cần gửi nữa",
        "bounced": "hộp thư từ chối nhận",
        "dead": "gửi nhiều lần không được",
    },
}
