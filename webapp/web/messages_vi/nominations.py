"""Sentences about proposing a chair where there is none."""

MESSAGES = {
    "nomination.has_chair": "Đơn vị đang có {head}. Người đang giữ chức vụ tự bàn giao.",
    "nomination.another": "Đã có một đề nghị đang chờ. Cần đợi đề nghị đó có kết quả.",
    "nomination.over": "Đề nghị này đã có kết quả, không trả lời được nữa.",
    "nomination.unit_itself": "Đơn vị còn người có thể tự đề nghị {head}; cần để đơn vị đề nghị.",
    "nomination.no_such_member": (
        "Không có người nào như vậy: cần là người đang sinh hoạt tại đơn vị và đã có tài khoản, "
        "họ tên và địa chỉ e-mail đúng như đơn vị đã ghi."
    ),
    "nomination.office_above": (
        "Người này đang giữ chức vụ ở cấp trên, nên cần thêm một người trong {committee} xác nhận."
    ),
    "nomination.objected_lately": (
        "Đơn vị đã phản đối đề nghị này. Trong 30 ngày cần đề nghị người khác."
    ),
    "nomination.shut_meanwhile": (
        "Đơn vị có lúc tạm ngừng trong thời gian chờ, nên đề nghị không có hiệu lực."
    ),
}
