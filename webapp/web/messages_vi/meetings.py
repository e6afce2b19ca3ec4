"""Sentences about meetings: calling, attendance, opinions, conclusions, closing."""

MESSAGES = {
    "meeting.not_open_yet": "Buổi sinh hoạt chưa bắt đầu nên chưa làm việc này được.",
    "meeting.is_open": "Buổi sinh hoạt đang diễn ra nên không đổi được ngày giờ hay bắt đầu lại.",
    "meeting.is_closed": "Buổi sinh hoạt đã kết thúc, nội dung đã ghi không sửa được nữa.",
    "meeting.step_not_yours": (
        "Việc này do {head}, {deputy} hoặc thư ký của buổi sinh hoạt thực hiện."
    ),
    "meeting.changed_meanwhile": (
        "Có người vừa làm bước này: buổi sinh hoạt nay là “{state}”. Hãy xem lại rồi làm tiếp."
    ),
    "meeting.newer": (
        "Lịch hoặc chương trình vừa được người khác sửa. Nội dung vừa nhập vẫn còn; hãy xem "
        "lịch hiện nay ở trên rồi lưu lại."
    ),
    "meeting.month_called": (
        "Buổi sinh hoạt tháng {month} đã được lên lịch. Hãy mở lịch đó để sửa."
    ),
    "meeting.month_held": "Buổi sinh hoạt tháng {month} đã kết thúc.",
    "meeting.keep_tet": "Ngày {day} là Tết Nguyên Đán. Vẫn giữ ngày này?",
    "meeting.keep_holiday": "Ngày {day} là ngày nghỉ lễ. Vẫn giữ ngày này?",
    "meeting.keep_hour": (
        "{hour} nằm trong giờ yên lặng (từ {since} giờ đến {until} giờ). Vẫn giữ giờ này?"
    ),
    "meeting.day_outside_month": "Ngày này quá xa tháng {month}. Hãy chọn ngày gần tháng đó.",
    "meeting.day_long_past": (
        "Ngày này đã qua quá {days} ngày. Buổi đã họp chỉ ghi lại được trong {days} ngày."
    ),
    "meeting.before_papers": (
        "Tài liệu đã gửi ngày {released_on}, buổi sinh hoạt không thể sớm hơn ngày đó."
    ),
    "meeting.moved_into_past": (
        "Ngày này đã qua. Buổi sinh hoạt đã lên lịch chỉ đổi được sang hôm nay hoặc một ngày sau."
    ),
    "meeting.not_its_day": (
        "Lịch sinh hoạt là ngày {day}. Nếu họp sớm hơn, hãy đổi ngày trước khi bắt đầu."
    ),
    "meeting.kind_unknown": "Hãy chọn loại sinh hoạt trong danh sách.",
    "meeting.place_missing": "Chưa ghi địa điểm.",
    "meeting.title_missing": "Chưa ghi nội dung của mục.",
    "meeting.too_long": "Nội dung này dài quá {longest} ký tự.",
    "meeting.nobody_leads": (
        "Vào ngày này {unit} không có {head} hoặc {deputy} nên chưa có người chủ trì. Hãy đề nghị "
        "{superior} chỉ định."
    ),
    "meeting.chair_unknown": "Người chủ trì phải là {head} hoặc {deputy} vào ngày sinh hoạt.",
    "meeting.clerk_unknown": "Thư ký phải là người đang sinh hoạt tại {unit}.",
    "meeting.clerk_is_chair": "Thư ký và chủ trì phải là hai người.",
    "meeting.chair_gone": (
        "Người chủ trì ghi trong lịch nay không còn là {head} hoặc {deputy}. Hãy sửa lịch, chọn "
        "người chủ trì khác."
    ),
    "meeting.report_stays": (
        "Báo cáo này đã sẵn sàng trình bày nên phải có trong chương trình. Nếu chưa trình bày "
        "được, hãy hoãn báo cáo."
    ),
    "meeting.no_papers": "Chưa có báo cáo nào sẵn sàng mà chưa gửi.",
    "meeting.not_counted": "Có người không thuộc diện điểm danh của buổi này.",
    "meeting.mark_missing": "Đã điểm danh thì chỉ đổi được sang có mặt hoặc vắng.",
    "meeting.marked_meanwhile": (
        "Người khác vừa điểm danh khác đi: {names}. Những gì vừa chọn vẫn còn; hãy so với điểm "
        "danh hiện nay rồi lưu lại."
    ),
    "meeting.author_absent": (
        "{name} đang được ghi vắng mặt nên chưa trình bày được. Hãy sửa điểm danh hoặc hoãn báo "
        "cáo."
    ),
    "meeting.not_presented": "Báo cáo này chưa được trình bày.",
    "meeting.speaker_unknown": "Hãy chọn người có ý kiến trong danh sách.",
    "meeting.speaker_absent": "Người này đang được ghi vắng mặt. Hãy sửa điểm danh trước.",
    "meeting.opinion_missing": "Chưa ghi ý kiến.",
    "meeting.reason_missing": "Chưa ghi lý do gác lại.",
    "meeting.set_aside_before": "Ý kiến này đã được gác lại.",
    "meeting.not_set_aside": "Ý kiến này không bị gác lại.",
    "meeting.concluded_before": "Báo cáo này đã có kết luận.",
    "meeting.conclusion_missing": "Chưa ghi kết luận.",
    "meeting.commendation_missing": "Chưa ghi việc làm được nêu gương.",
    "meeting.thread_unanswered": "Hãy chọn: đã khắc phục, hoặc tiếp tục theo dõi.",
    "meeting.not_concluded": "Chưa kết thúc được. Còn báo cáo chưa có kết luận: {names}.",
    "meeting.reports_waiting": (
        "Chưa kết thúc được. Còn báo cáo chưa trình bày: {names}. Hãy cho trình bày và kết luận, "
        "hoặc hoãn."
    ),
    "meeting.unmarked": "Còn {count} người chưa điểm danh: {names}.",
}
