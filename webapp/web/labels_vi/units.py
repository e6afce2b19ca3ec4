"""Labels of a new unit's steps and of how far its chair is."""

LABELS = {
    "BeginningStep": {
        "meeting_day": "Ngày họp",
        "members": "Danh sách {member}",
        "plan": "Kế hoạch năm",
    },
    "ChairState": {
        "active": "Đã tham gia",
        "acting": "Hết nhiệm kỳ, chưa bàn giao",
        "invited": "Đã mời người đứng đầu",
        "uninvited": "Người đứng đầu chưa tham gia",
        "missing": "Chưa có người đứng đầu",
    },
}
