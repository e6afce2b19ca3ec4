"""Labels of the kinds and states of transfers."""

LABELS = {
    "TransferKind": {
        "permanent": "chuyển hẳn",
        "temporary": "sinh hoạt tạm thời",
        "merged": "chuyển do sáp nhập",
    },
    "DepartureState": {
        "recorded": "đã ghi",
        "waiting": "chờ nơi đến trả lời",
        "accepted": "nơi đến đã tiếp nhận",
        "refused": "nơi đến không tiếp nhận",
        "taken_back": "đã hủy",
    },
    "ArrivalState": {
        "waiting": "chờ tiếp nhận",
        "accepted": "đã tiếp nhận",
        "refused": "không tiếp nhận",
        "cancelled": "nơi đi đã hủy",
    },
}
