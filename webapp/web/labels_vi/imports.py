"""Labels of where an import stands and what it does with a row."""

LABELS = {
    "ImportState": {
        "uploaded": "đang chờ đọc",
        "reading": "đang đọc",
        "previewed": "chờ xác nhận",
        "applying": "đang ghi vào sổ",
        "done": "đã nhập",
        "failed": "chưa nhập được",
        "expired": "đã bỏ",
    },
    "RowOutcome": {
        "new": "người mới",
        "changed": "thay đổi",
        "unchanged": "không đổi",
        "faulty": "dòng lỗi",
        "set_aside": "đã thay đổi, chưa ghi",
    },
    "Column": {
        "full_name": "họ và tên",
        "family_names": "họ và tên đệm",
        "given_name": "tên",
        "email": "e-mail",
        "phone": "điện thoại",
        "joined_on": "ngày về đơn vị",
        "admitted_on": "{admission}",
        "status": "trạng thái",
        "role": "chức vụ",
        "unused": "không dùng cột này",
        "never_kept": "không lưu cột này",
    },
}
