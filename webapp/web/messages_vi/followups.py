"""Sentences about weaknesses that were pointed out and their remedies."""

MESSAGES = {
    "weakness.before_coming": (
        "Ngày này trước khi người ghi về đơn vị. Hãy ghi ngày trao đổi với người được góp ý."
    ),
    "weakness.step_not_open": "Hạn chế này đang ở bước “{state}” nên chưa làm việc này được.",
    "weakness.step_not_yours": (
        "Bước này do người khác thực hiện; không ai tự xác nhận kết quả khắc phục của mình."
    ),
    "weakness.wording_missing": "Chưa ghi hạn chế được chỉ ra.",
    "weakness.note_missing": "Chưa ghi nội dung. Hãy viết ít nhất một câu.",
    "weakness.too_long": "Nội dung này dài quá {longest} ký tự.",
    "weakness.self_of_another": "“Tự nhận thấy” chỉ dùng cho hạn chế của chính mình.",
    "weakness.source_not_yours": (
        "Nguồn này do {committee} ghi. Nếu tự nhận thấy hạn chế, hãy chọn “tự nhận thấy”."
    ),
    "weakness.bad_day": "Ngày chỉ ra phải là một ngày đã qua hoặc hôm nay.",
    "weakness.bad_seen_day": "Ngày làm hoặc thấy việc này phải từ ngày chỉ ra đến hôm nay.",
    "weakness.rows_broken": "Chưa ghi hạn chế nào: còn {count} chỗ cần sửa ở các dòng bên dưới.",
    "weakness.no_rows": "Chưa ghi hạn chế nào. Hãy điền ít nhất một dòng.",
    "weakness.too_many_rows": "Mỗi lần ghi được nhiều nhất {most} dòng.",
    "weakness.helper_unclear": (
        "Không tìm thấy đúng một người có tên “{typed}”. Hãy chọn trong danh sách gợi ý."
    ),
    "weakness.bad_due_day": "Hạn khắc phục phải sau ngày chỉ ra và trong vòng năm năm.",
    "weakness.due_day_past": "Hạn khắc phục phải từ hôm nay trở đi.",
    "weakness.day_too_soon": "Hạn này quá gần: cần cách hôm nay ít nhất {count} ngày.",
    "weakness.new_day_missing": "Hãy hẹn ngày khắc phục mới.",
    "weakness.no_day_asked": "Không còn đề nghị nào về hạn khắc phục chờ trả lời.",
    "weakness.other_day_asked": "Đề nghị vừa thay đổi. Hãy xem lại ngày được đề nghị rồi trả lời.",
    "weakness.back_and_late": (
        "Hạn khắc phục đã qua. Hãy dùng “Chưa đạt, mở lại” để hẹn một ngày mới."
    ),
    "weakness.member_is_here": "Chỉ thôi theo dõi khi người có hạn chế đã chuyển đi.",
    "weakness.member_unknown": "Hãy chọn một {member} đang sinh hoạt tại {unit}.",
    "weakness.helper_unknown": "Người giúp đỡ phải là một {member} khác đang sinh hoạt tại {unit}.",
}
