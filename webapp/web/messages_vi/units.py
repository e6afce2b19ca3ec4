"""Sentences about a superior's units."""

MESSAGES = {
    "unit.chair_has_come": "Người đứng đầu đã tham gia, không cần mời lại.",
    "unit.address_of_unit": (
        "Đơn vị đã có người tham gia, nên thư mời chỉ gửi được đến địa chỉ đơn vị đã ghi."
    ),
    "unit.no_chair": "Đơn vị chưa có người đứng đầu.",
    "unit.merge_itself": "Hãy chọn một đơn vị khác.",
    "unit.merge_superior": "Chỉ đơn vị có sinh hoạt mới sáp nhập được.",
    "unit.merge_kind": "Hai đơn vị cần cùng loại.",
    "unit.meeting_running": "Đơn vị đang có buổi sinh hoạt diễn ra. Cần kết thúc buổi đó trước.",
    "organization.closed": (
        "Tổ chức đã kết thúc hoạt động ngày {day}. Nội dung chỉ để xem, không ghi thêm được."
    ),
    "organization.closed_meanwhile": "{name} đã kết thúc hoạt động.",
    "organization.open_already": "{name} đang hoạt động.",
    "organization.closing_day": "Ngày này cần từ {opened_on} đến hôm nay.",
    "organization.reason_missing": "Cần ghi lý do.",
    "organization.has_units": (
        "Còn đơn vị trực thuộc đang hoạt động. Hãy chuyển các đơn vị đó trước."
    ),
    "organization.merged_for_good": "Đơn vị đã sáp nhập thì không mở lại được.",
    "organization.closed_too_long": "Đã quá {days} ngày kể từ ngày kết thúc, không mở lại được.",
    "organization.cycle": "Không chuyển được một tổ chức vào chính nó hoặc vào cấp dưới của nó.",
    "organization.other_root": "Chỉ chuyển được trong cùng một hệ thống tổ chức.",
    "organization.there_already": "Đơn vị đang trực thuộc {name}.",
    "organization.too_deep": "Cây tổ chức có nhiều nhất {deepest} cấp.",
}
