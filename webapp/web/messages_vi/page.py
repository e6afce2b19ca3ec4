"""Sentences about pages, sign-in and tenancy."""

MESSAGES = {
    "page.too_many": (
        "Có quá nhiều lượt gửi trong thời gian ngắn nên lượt này chưa được thực hiện. "
        "Hãy chờ {wait} rồi thử lại."
    ),
    "page.not_found": "Không tìm thấy trang này, hoặc tài khoản này không được xem nội dung đó.",
    "page.too_large": (
        "Nội dung gửi lên quá lớn nên chưa được nhận: mỗi lần gửi được tối đa {most} MB, "
        "riêng phần chữ tối đa {most_words} MB. "
        "Hãy quay lại trang trước, bớt nội dung hoặc chọn tệp nhỏ hơn rồi gửi lại."
    ),
    "page.bad_request": "Yêu cầu không đúng dạng. Hãy tải lại trang rồi làm lại.",
    "page.token_missing": "Trang này đã mở quá lâu nên chưa gửi được. Hãy mở lại trang và làm lại.",
    "page.token_missing_kept": (
        "Trang này đã mở quá lâu nên chưa gửi được. Nội dung vừa viết đã được giữ lại trong mẫu."
    ),
    "page.other_account": (
        "Trang này được mở bằng một tài khoản khác nên việc vừa bấm không được thực hiện."
    ),
    "unsent.written_after": (
        "Việc này đã được ghi từ lần bấm trước. Phần viết thêm sau đó chưa được ghi, "
        "vẫn giữ trong “Nội dung đang viết dở”."
    ),
    "unsent.too_large": "Nội dung dài quá {largest} kB nên chưa giữ lại được.",
    "unsent.too_many": "Đã có {most} bản viết dở chưa gửi. Hãy gửi hoặc bỏ bớt rồi viết tiếp.",
    "page.foreign_site": "Yêu cầu này đến từ một trang khác nên không được thực hiện.",
    "page.bad_value": (
        "Có nội dung không lưu được, vì số quá lớn hoặc có ký tự lạ. Hãy sửa rồi gửi lại."
    ),
    "page.failed": "Hệ thống gặp lỗi. Hãy thử lại sau ít phút.",
    "page.unavailable": (
        "Hệ thống tạm thời không đọc được dữ liệu nên chưa làm được việc này. "
        "Hãy thử lại sau ít phút."
    ),
    "text.damaged": "Nội dung này bị hỏng, không đọc được. Hãy báo người vận hành.",
    "page.bad_day": "“{typed}” không phải ngày hợp lệ. Hãy ghi theo dạng 03/02/2026.",
    "page.bad_hour": "“{typed}” không phải giờ hợp lệ. Hãy ghi theo dạng 19:30.",
    "page.method": "Địa chỉ này không nhận cách gửi đó.",
    "organization.suspended": (
        "{name} đang tạm ngừng sử dụng từ ngày {day}. Dữ liệu vẫn được giữ nguyên và mở lại được "
        "khi đơn vị dùng tiếp."
    ),
    "organization.parent_meets": "Đơn vị có sinh hoạt không thể có đơn vị trực thuộc.",
    "organization.needs_superior": "Đơn vị có sinh hoạt phải trực thuộc một cấp trên.",
    "role.last_chair": "Tổ chức phải luôn có ít nhất một {head}.",
}
