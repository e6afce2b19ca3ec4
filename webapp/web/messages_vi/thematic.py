"""Sentences about thematic sessions."""

MESSAGES = {
    "thematic.no_session": "Tháng {month} không có sinh hoạt chuyên đề trong kế hoạch.",
    "thematic.held": "Buổi sinh hoạt tháng {month} đã kết thúc, phần chuẩn bị không sửa được nữa.",
    "thematic.not_held": "Ghi kết luận sau khi buổi sinh hoạt chuyên đề kết thúc.",
    "thematic.changed_meanwhile": (
        "Nội dung chuyên đề vừa được sửa ở nơi khác. Nội dung vừa viết vẫn còn; "
        "bấm Lưu lần nữa để giữ nội dung này."
    ),
    "thematic.preparer_unknown": "Có người không còn sinh hoạt trong {unit}. Hãy chọn lại.",
    "thematic.many_preparers": "Nhiều nhất {most} người cùng chuẩn bị.",
    "thematic.many_materials": "Nhiều nhất {most} tài liệu.",
    "thematic.title_missing": "Cần ghi tên tài liệu.",
    "thematic.address": "Địa chỉ cần bắt đầu bằng http:// hoặc https:// và không có khoảng trắng.",
    "thematic.too_long": "Dài quá {longest} ký tự.",
    "thematic.conclusion_missing": "Cần ghi kết luận.",
}
