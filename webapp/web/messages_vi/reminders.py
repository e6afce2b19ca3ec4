"""Sentences about reminding those who are late."""

MESSAGES = {
    "reminder.nobody_late": "Không còn ai quá hạn việc này.",
    "reminder.too_soon": "Đã nhắc lúc {at}. Mỗi việc nhắc lại được sau ít nhất 6 giờ.",
    "reminder.nobody_else": "Việc này không có ai khác để nhắc.",
    "reminder.has_left": "Lời nhắc đã gửi đi, không lấy lại được nữa.",
}
