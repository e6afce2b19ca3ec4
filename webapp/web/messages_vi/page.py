"""Sentences about pages, sign-in and tenancy."""

MESSAGES = {
    "page.not_found": "Không tìm thấy trang này, hoặc tài khoản này không được xem nội dung đó.",
    "page.too_large": "Nội dung gửi lên quá lớn (tối đa 10 MB).",
    "page.bad_request": "Yêu cầu không đúng dạng. Hãy tải lại trang rồi làm lại.",
    "page.token_missing": "Trang này đã mở quá lâu nên chưa gửi được. Hãy mở lại trang và làm lại.",
    "page.token_missing_kept": (
        "Trang này đã mở quá lâu nên chưa gửi được. Nội dung vừa viết đã được giữ lại trong mẫu."
    ),
    "page.other_account": (
        "Trang này được mở bằng một tài khoản khác nên việc vừa bấm không được thực hiện."
    ),
    "unsent.too_large": "Nội dung dài quá {largest} kB nên chưa giữ lại được.",
    "unsent.too_many": "Đã có {most} bản viết dở chưa gửi. Hãy gửi hoặc bỏ bớt rồi viết tiếp.",
    "page.foreign_site": "Yêu cầu này đến từ một trang khác nên không được thực hiện.",
    "page.bad_day": "“{typed}” không phải ngày hợp lệ. Hãy ghi theo dạng 03/02/2026.",
    "page.method": "Địa chỉ này không nhận cách gửi đó.",
    "organization.parent_meets": "Đơn vị có sinh hoạt không thể có đơn vị trực thuộc.",
    "organization.needs_superior": "Đơn vị có sinh hoạt phải trực thuộc một cấp trên.",
    "role.last_chair": "Tổ chức phải luôn có ít nhất một {head}.",
}
