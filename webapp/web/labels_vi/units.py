"""Labels of a new unit's steps and of how far its chair is."""

LABELS = {
    "BeginningStep": {
        "meeting_day": "Ngày họp",
        "members": "Danh sách {member}",
        "plan": "Kế hoạch năm",
    },
    "ChairState": {
        "active": "Đã tham gia",
        "invited": "Đã gửi thư mời",
        "uninvited": "Thư mời hết hiệu lực",
        "missing": "Chưa có",
    },
}
