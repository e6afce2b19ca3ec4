"""Labels of the states and steps of a year's registration, its versions, and how items end."""

LABELS = {
    "CommitmentState": {
        "draft": "đang viết",
        "submitted": "chờ {committee} xác nhận",
        "confirmed": "đã xác nhận",
        "amended": "đã điều chỉnh, xác nhận",
    },
    "CommitmentStep": {
        "save": "lưu nháp",
        "submit": "gửi {committee}",
        "take_back": "rút lại để sửa",
        "confirm": "xác nhận",
        "give_back": "đề nghị bổ sung",
        "propose": "đề nghị điều chỉnh",
        "amend": "xác nhận điều chỉnh",
        "note": "ghi tiến độ",
        "assess": "tự đánh giá",
        "take_over": "chuyển sang năm sau",
    },
    "VersionState": {
        "proposed": "chờ {committee} xác nhận",
        "in_force": "đã xác nhận",
        "returned": "{committee} chưa nhất trí",
        "taken_back": "đã rút lại",
    },
    "ItemChange": {
        "kept": "giữ nguyên",
        "changed": "sửa",
        "added": "thêm",
        "removed": "bỏ",
    },
    "Outcome": {
        "done": "đã xong",
        "partly": "xong một phần",
        "not_done": "chưa xong",
    },
    "RegistrationFilter": {
        "missing": "chưa gửi",
        "submitted": "chờ xác nhận",
        "in_force": "đã xác nhận",
        "amendment": "đề nghị điều chỉnh",
    },
    "MemberCategory": {
        "leader": "người trong {committee}",
        "official": "{member}",
        "probationary": "{member} dự bị",
    },
}
