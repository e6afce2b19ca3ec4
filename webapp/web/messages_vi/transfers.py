"""Sentences about members who leave for another unit, and those who arrive."""

MESSAGES = {
    "transfer.end_of_lasting": "Chuyển hẳn thì để trống ngày kết thúc.",
    "transfer.end_missing": "Sinh hoạt tạm thời cần có ngày kết thúc.",
    "transfer.end_wrong": "Ngày kết thúc cần sau ngày bắt đầu và trong vòng năm năm.",
    "transfer.destination": (
        "Chọn một đơn vị trong hệ thống, hoặc ghi tên nơi đến ngoài hệ thống; chỉ một trong hai."
    ),
    "transfer.no_such_unit": "Đơn vị này không còn nhận người chuyển đến. Hãy tìm lại.",
    "transfer.waiting_already": (
        "Người này đang chờ nơi đến trả lời. Hủy việc chuyển đó trước khi ghi việc chuyển khác."
    ),
    "transfer.answered": "Việc này đã được trả lời hoặc đã hủy.",
    "transfer.nobody": "Hãy chọn ít nhất một người.",
    "transfer.too_many": "Mỗi lần tiếp nhận nhiều nhất {most} người.",
    "transfer.too_early": "Chưa đến ngày chuyển. Tiếp nhận được từ ngày đó.",
    "transfer.before_leaving": "Ngày về đơn vị không trước ngày chuyển.",
    "transfer.status": "Chọn chính thức, dự bị hoặc được miễn sinh hoạt.",
    "transfer.no_such_member": "Người được chọn không phải là người này trong danh sách.",
    "transfer.other_account": "Người được chọn trong danh sách dùng một tài khoản khác.",
}
