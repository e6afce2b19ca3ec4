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
    "commitment.too_few_items": "Bản đăng ký cần ít nhất {least} mục.",
    "commitment.weakness_unknown": "Hãy chọn một hạn chế đang theo dõi của chính người đăng ký.",
    "commitment.note_missing": "Cần ghi ít nhất một câu.",
    "commitment.bad_note_day": "Ngày phải trong năm {year} và không sau hôm nay.",
    "commitment.amendment_waits": (
        "Đang có một đề nghị điều chỉnh chờ {committee} xác nhận. Hãy đợi, hoặc rút đề nghị đó."
    ),
    "commitment.amendment_decided": "Đề nghị điều chỉnh này đã được giải quyết hoặc đã rút lại.",
    "commitment.nothing_amended": "Các mục chưa có gì khác với bản đã xác nhận.",
    "commitment.not_assessed_yet": (
        "Tự đánh giá nội dung đăng ký năm {year} mở từ tháng 12, hoặc sớm hơn khi {head} mở."
    ),
    "commitment.nothing_assessed": "Chưa chọn kết quả của mục nào.",
    "commitment.outcome_unexplained": "Cần ghi việc đã làm đến đâu và vì sao chưa xong.",
    "commitment.nothing_left": "Không có mục nào tự đánh giá là chưa xong.",
    "commitment.next_year_closed": (
        "Bản đăng ký năm {year} đã gửi. Hãy rút lại hoặc đề nghị điều chỉnh bản đó trước."
    ),
    "commitment.nobody_missing": "Không còn ai chưa gửi bản đăng ký năm {year}.",
    "commitment.form_empty": "Cần điền mục này.",
    "commitment.form_least": "Cần là số từ 1 đến {most}.",
    "commitment.form_many_sections": "Mẫu có nhiều nhất {most} nhóm nội dung.",
    "commitment.form_same_heading": "Nhóm nội dung này đã có ở trên.",
    "commitment.member_unknown": "Người này hiện không sinh hoạt tại {unit}.",
}
