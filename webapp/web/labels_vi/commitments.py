"""Labels of the states and steps of a year's registration."""

LABELS = {
    "CommitmentState": {
        "draft": "đang viết",
        "submitted": "chờ {committee} xác nhận",
        "confirmed": "đã xác nhận",
    },
    "CommitmentStep": {
        "save": "lưu nháp",
        "submit": "gửi {committee}",
        "take_back": "rút lại để sửa",
        "confirm": "xác nhận",
        "give_back": "đề nghị bổ sung",
    },
}
