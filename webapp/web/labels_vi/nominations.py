"""Labels of how it goes with a proposed chair."""

LABELS = {
    "NominationState": {
        "waiting": "Đang chờ",
        "in_force": "Đã có hiệu lực",
        "objected": "Dừng vì có ý kiến phản đối",
        "withdrawn": "Người đề nghị đã rút",
        "lapsed": "Không còn đủ điều kiện",
    },
}
