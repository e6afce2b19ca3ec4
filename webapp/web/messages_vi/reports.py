"""Sentences about self-reports."""

MESSAGES = {
    "report.step_not_open": "Báo cáo đang ở bước “{state}” nên chưa làm được việc này.",
    "report.step_not_yours": "Việc này do người khác thực hiện ở bước hiện nay.",
    "report.own_review": "Người viết không tự cho ý kiến vào báo cáo của mình.",
    "report.changed_meanwhile": (
        "Báo cáo vừa được người khác chuyển sang bước “{state}”. Hãy xem lại trước khi làm tiếp."
    ),
    "report.newer_version": (
        "Bản này vừa được sửa ở nơi khác. Nội dung vừa viết vẫn còn. Giữ bản này hay xem bản kia?"
    ),
    "report.other_version_submitted": (
        "Người viết vừa gửi một bản khác. Hãy đọc bản mới trước khi cho ý kiến; "
        "nội dung vừa viết vẫn còn."
    ),
    "report.author_writes": (
        "Người báo cáo đang tự viết bản này nên không nhập hộ được. "
        "Nội dung chưa gửi chỉ người viết xem được."
    ),
    "report.already_remarked": "Đã có ý kiến của {committee} nên không rút lại được nữa.",
    "report.incomplete": "Báo cáo chưa gửi được vì còn thiếu: {missing}.",
    "report.section_missing": "Mục này chưa có nội dung.",
    "report.answer_missing": (
        "Hạn chế này chưa có trả lời. Nếu chưa xong, có thể ghi “chưa khắc phục vì …”."
    ),
    "report.item_missing": (
        "Nội dung đã đăng ký này chưa có kết quả. Nếu chưa đến hạn, hãy đánh dấu “Chưa đến hạn”."
    ),
    "report.item_is_due": (
        "Nội dung đã đăng ký này đã đến hạn, cần ghi kết quả; chưa xong thì ghi lý do."
    ),
    "report.too_long": "Chưa lưu được vì có mục quá dài. Nội dung vừa viết vẫn còn.",
    "report.section_too_long": "Mục này vượt {over} ký tự, tối đa {limit}.",
    "report.too_large": "Toàn bộ báo cáo dài quá mức cho phép nên chưa lưu được.",
    "report.note_too_long": "Nội dung này dài quá {limit} ký tự.",
    "report.remark_missing": "Chưa có ý kiến nào để gửi.",
    "report.supplement_not_named": "Cần nêu ít nhất một nội dung đề nghị bổ sung.",
    "report.reason_missing": "Cần ghi lý do.",
}
