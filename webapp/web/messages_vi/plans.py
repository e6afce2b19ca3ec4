"""Sentences about the year's plan, turns and offers to report."""

MESSAGES = {
    "plan.month_held": (
        "Buổi sinh hoạt tháng {month} đã kết thúc, kế hoạch của tháng không sửa được nữa."
    ),
    "plan.month_has_turns": (
        "Tháng này đã phân công {turns} lượt báo cáo. Hãy hoãn hoặc rút các lượt đó trước."
    ),
    "plan.month_past": "Tháng {month} đã qua. Hãy chọn tháng sau.",
    "plan.month_without_reports": (
        "Tháng {month} không có nội dung báo cáo liên hệ. Hãy chọn tháng khác hoặc sửa kế "
        "hoạch của tháng."
    ),
    "plan.year_not_open": (
        "Kế hoạch năm {year} chưa mở. Kế hoạch năm sau xếp được từ tháng 10 năm trước."
    ),
    "plan.year_changed_meanwhile": (
        "Kế hoạch vừa được thay đổi ở nơi khác. Các lựa chọn vừa rồi vẫn còn; hãy xem lại rồi "
        "thông qua lần nữa."
    ),
    "plan.month_not_open": "Tháng {month} không còn xếp lượt báo cáo được. Hãy xem lại kế hoạch.",
    "plan.month_too_full": "Tháng {month} có nhiều nhất {most} lượt báo cáo.",
    "plan.member_twice": "Tháng {month} có người được chọn hai lần hoặc đã được phân công.",
    "plan.member_may_not": (
        "Tháng {month} có người không thuộc diện báo cáo hoặc đã báo vắng. Hãy chọn người khác."
    ),
    "plan.nobody_foreseen": "Kế hoạch chưa có lượt báo cáo nào.",
    "plan.topic_too_long": "Chủ đề dài quá {longest} ký tự.",
    "plan.turns_bounds": "Cần là số từ {least} đến {greatest}.",
    "plan.fewer_than_given": "Tháng này đã có {turns} lượt, không ghi ít hơn được.",
    "plan.reason_missing": "Kế hoạch năm đã thông qua. Cần ghi lý do thay đổi.",
    "plan.reason_too_long": "Lý do dài quá {longest} ký tự.",
    "plan.changed_meanwhile": (
        "Kế hoạch của tháng vừa được sửa ở nơi khác, hiện là: {kind}. Nội dung vừa viết vẫn còn; "
        "bấm Lưu lần nữa để giữ nội dung này."
    ),
    "plan.year_past": "Không lập kế hoạch cho năm {year} được.",
    "plan.nothing_to_carry": "Năm {year} chưa có kế hoạch để lấy theo.",
    "plan.next_year_planned": (
        "Kế hoạch năm {year} đã được lập. Hãy sửa từng tháng trong kế hoạch đó."
    ),
    "turn.nobody_chosen": "Chưa chọn người báo cáo.",
    "turn.already_assigned": "Người này đã được phân công báo cáo trong tháng.",
    "turn.too_many": "Mỗi tháng có nhiều nhất {allowed} lượt báo cáo; tháng này còn {free} lượt.",
    "turn.member_may_not": (
        "Có người không thuộc diện báo cáo vào ngày sinh hoạt của tháng. Hãy xem lý do bên "
        "cạnh tên."
    ),
    "turn.member_away": (
        "Có người đã báo vắng trong tháng này. Hãy chọn người khác hoặc ghi hết thời gian báo "
        "vắng trước."
    ),
    "absence.ends_before": "Ngày cuối phải từ ngày đầu trở đi.",
    "absence.too_long": "Một lần báo vắng dài nhất một năm. Lâu hơn thì hãy đổi tình trạng.",
    "absence.when": "Ngày đầu cách hôm nay quá xa. Hãy xem lại năm.",
    "absence.told_before": "Thời gian này trùng với một lần báo vắng đã ghi.",
    "absence.no_member": "Hãy chọn một người trong danh sách.",
    "absence.over": "Thời gian báo vắng này đã qua.",
    "volunteer.away": "Tháng này đã báo vắng. Hãy ghi hết thời gian báo vắng trước.",
    "volunteer.has_turn": "Tháng này đã có lượt báo cáo, không cần đăng ký nữa.",
    "volunteer.may_not": (
        "Theo tình trạng sinh hoạt hiện nay thì chưa đăng ký báo cáo cho tháng này được."
    ),
    "volunteer.not_waiting": "Đăng ký này đã được trả lời hoặc đã rút lại.",
    "request.turn_over": "Lượt này không còn (“{state}”) nên không xin thay đổi được nữa.",
    "request.one_is_open": (
        "Lượt này đang có một đề nghị chờ trả lời. Hãy trả lời hoặc rút đề nghị đó trước."
    ),
    "request.reason_missing": "Cần ghi lý do.",
    "request.nothing_to_swap": "Chỉ đổi được với lượt của người khác, trong tháng khác.",
    "request.nobody_named": "Chưa chọn người.",
    "request.month_missing": "Chưa chọn tháng, hoặc tháng không ở sau tháng của lượt này.",
    "request.member_may_not": (
        "Có người không thuộc diện báo cáo vào ngày sinh hoạt tháng {month}. Hãy chọn cách khác."
    ),
    "request.has_turn_there": "Người này đã có lượt báo cáo trong tháng {month}.",
    "request.report_handed_in": (
        "Báo cáo đang ở bước “{state}” nên không đổi lượt được. Có thể xin hoãn hoặc thay người."
    ),
    "request.step_not_open": "Đề nghị này đang ở bước “{state}” nên không làm được việc này.",
    "request.step_not_yours": "Việc này do người khác trả lời hoặc quyết định.",
    "request.changed_meanwhile": (
        "Đề nghị vừa được người khác chuyển sang “{state}”. Hãy xem lại trước khi làm tiếp."
    ),
}
