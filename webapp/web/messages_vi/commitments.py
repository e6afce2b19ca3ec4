"""Sentences about what members register at the start of a year."""

MESSAGES = {
    "commitment.newer": (
        "Bản đăng ký này vừa được lưu ở nơi khác. Nội dung vừa viết vẫn còn trong ô; hãy so "
        "với bản đã lưu rồi lưu lại."
    ),
    "commitment.step_not_open": "Bản đăng ký đang ở bước “{state}” nên chưa làm việc này được.",
    "commitment.step_not_yours": (
        "Bước này do người khác thực hiện; không ai tự xác nhận bản đăng ký của mình."
    ),
    "commitment.year_out_of_reach": "Không đăng ký được cho năm {year}.",
    "commitment.empty": "Bản đăng ký chưa có mục nào. Hãy viết và lưu ít nhất một mục.",
    "commitment.item_empty": "Mục {number} chưa ghi nội dung đăng ký.",
    "commitment.item_too_long": "Nội dung này dài quá {longest} ký tự.",
    "commitment.bad_due_day": "Thời hạn phải là một ngày trong năm {year}.",
    "commitment.too_many_items": "Mỗi bản đăng ký có nhiều nhất {most} mục.",
    "commitment.member_unknown": "Người này hiện không sinh hoạt tại {unit}.",
}
