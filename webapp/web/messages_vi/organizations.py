"""Sentences about organizations and their settings."""

MESSAGES = {
    "organization.code_form": "Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối.",
    "organization.code_taken": "Mã này đã được dùng.",
    "organization.name_missing": "Cần điền tên tổ chức.",
    "organization.maybe_here": (
        "Dưới cùng cấp trên đã có {known} (mã {at}). Nếu là đơn vị khác, "
        "hãy đánh dấu ô này rồi ghi lại."
    ),
    "organization.has_chair": "Tổ chức đã có người đứng đầu; chính người đó thêm và giao chức vụ.",
    "organization.not_fresh": (
        "Đã có người tham gia tổ chức này. Người đứng đầu được đề nghị và có hiệu lực sau 72 giờ, "
        "nếu không ai trong tổ chức phản đối."
    ),
    "organization.suspended_now": "Tổ chức đang tạm ngừng. Cần mở lại trước.",
    "settings.out_of_bounds": "Cần là số từ {least} đến {greatest}.",
    "settings.half_hours": "Hãy chọn một giờ trong danh sách, chẵn giờ hoặc 30 phút.",
    "settings.months": "Hãy ghi các tháng bằng số từ 1 đến 12, cách nhau bằng dấu phẩy.",
    "settings.order": "Mốc này phải sau hoặc cùng ngày với mốc đứng trên nó.",
    "settings.changed_meanwhile": (
        "Thiết lập vừa được sửa ở nơi khác. Nội dung vừa viết vẫn còn; "
        "bấm Lưu thiết lập lần nữa để giữ nội dung này."
    ),
}
