"""What each setting of an organization is called, on its page and in the log."""

SETTING_NAMES = {
    "meeting_week": "Họp vào",
    "meeting_day": "Ngày họp thường lệ trong tháng",
    "meeting_weekday": "Thứ trong tuần, nếu họp theo tuần",
    "meeting_off_weekends": "Gặp thứ Bảy, Chủ nhật",
    "meeting_moves_earlier": "Gặp ngày nghỉ thì chuyển sang",
    "meeting_hour": "Giờ bắt đầu",
    "meeting_place": "Nơi họp",
    "meets_every_months": "Mấy tháng họp một lần",
    "thematic_months": "Các tháng sinh hoạt chuyên đề (ví dụ: 1, 4, 7, 10; hoặc: không)",
    "turns_a_month": "Số người báo cáo mỗi tháng",
    "leaders_first": "Người giữ chức vụ báo cáo trước, khi số lượt ngang nhau",
    "volunteer_turns_a_year": "Số lượt ưu tiên người đăng ký trong năm, khi còn người chưa có lượt",
    "draft_due_days": "Gửi dự thảo trước buổi họp (ngày)",
    "committee_days": "Tập thể lãnh đạo cho ý kiến trước buổi họp (ngày)",
    "supplement_days": "Bổ sung xong trước buổi họp (ngày)",
    "release_days": "Gửi tài liệu trước buổi họp (ngày)",
    "final_days": "Nộp lưu sau buổi họp (ngày)",
    "notice_days": "Hạn đổi sớm lên thì cách hôm đổi ít nhất (ngày)",
    "reminders_a_month": "Số lần nhắc một người nhiều nhất mỗi tháng",
    "address_word": "Từ xưng hô trong lời chào và thư",
    "campaign": "Tên cuộc vận động",
    "checkpoint_mail": "Nơi nhận mốc kiểm tra nhật ký",
}


def hour_words(hour: float) -> str:
    """A half hour as it is said: “19 giờ 30” for 19.5."""
    whole, minute = divmod(round(hour * 60), 60)
    return f"{whole} giờ {minute:02d}"


def setting_words(name: str, value: object) -> str:
    """A value as the log says it; none is the superior's."""
    if value is None:
        return "giá trị chung"
    if name == "meeting_hour" and isinstance(value, int | float):
        return hour_words(value)
    return str(value)
