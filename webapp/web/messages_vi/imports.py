"""Sentences about lists of members from spreadsheets."""

MESSAGES = {
    "import.file_missing": "Hãy chọn một tệp Excel.",
    "import.file_large": "Tệp lớn hơn 5 MB. Hãy chia danh sách thành nhiều tệp.",
    "import.file_kind": (
        "Tệp này không phải danh sách Excel. Hãy lưu danh sách ở dạng .xlsx hoặc .xls rồi gửi lại."
    ),
    "import.file_damaged": (
        "Tệp bị hỏng nên không đọc được. Hãy mở bằng Excel, lưu lại thành tệp mới rồi gửi lại."
    ),
    "import.file_encrypted": "Tệp có mật khẩu. Hãy bỏ mật khẩu của tệp rồi gửi lại.",
    "import.file_macros": (
        "Tệp có chứa macro nên không được nhận. Hãy lưu danh sách ở dạng .xlsx rồi gửi lại."
    ),
    "import.file_hostile": (
        "Tệp có phần bên trong không thuộc về một danh sách nên không được nhận. "
        "Hãy chép danh sách sang một tệp mới rồi gửi lại."
    ),
    "import.file_too_much": (
        "Tệp có quá nhiều dòng, cột hoặc dữ liệu nên không đọc được. "
        "Hãy chép riêng danh sách, không quá 10.000 dòng và 60 cột, sang một tệp mới rồi gửi lại."
    ),
    "import.file_rows": (
        "Danh sách có hơn 10.000 dòng. Hãy chia thành nhiều tệp, hoặc xóa những dòng trống ở cuối."
    ),
    "import.file_columns": (
        "Trang tính có hơn 60 cột. Hãy chỉ giữ những cột của danh sách, xóa những cột khác."
    ),
    "import.file_empty": "Tệp không có dòng nào để nhập. Hãy kiểm tra trang tính đầu tiên.",
    "import.file_no_headings": (
        "Không tìm thấy dòng tiêu đề có cột “Họ và tên” trong 30 dòng đầu. "
        "Hãy ghi tiêu đề cho các cột, hoặc dùng tệp mẫu."
    ),
    "import.given_up": (
        "Đã thử nhiều lần mà chưa xong. Hãy gửi lại tệp; nếu vẫn vậy, hãy gọi hỗ trợ."
    ),
    "import.not_allowed": (
        "Người xác nhận không còn quyền sửa danh sách khi hệ thống ghi, nên chưa có gì được ghi."
    ),
    "import.unit_closed": (
        "Đơn vị đã kết thúc hoạt động trước khi hệ thống ghi, nên chưa có gì được ghi."
    ),
    "import.step_not_open": "Không làm được bước này: danh sách {state}.",
    "import.other_preview": (
        "Danh sách vừa được đọc lại theo các cột khác. Hãy xem lại bản xem trước rồi xác nhận."
    ),
    "import.nothing": "Không có người mới hay thay đổi nào để ghi.",
    "import.maybe_here": (
        "{count} người mới có thể là người đã có trong danh sách (ghi ở từng dòng “Có thể là”). "
        "Nếu là người khác, hãy đánh dấu ô bên dưới rồi ghi lại."
    ),
    "import.too_many": (
        "Đang có {most} danh sách chưa nhập xong. Hãy xác nhận hoặc bỏ bớt rồi gửi tệp mới."
    ),
    "import.column_twice": "Có hai cột cùng là {column}. Hãy chọn lại cho một cột.",
    "import.column_count": "Các cột của danh sách đã thay đổi. Hãy tải lại trang rồi chọn lại.",
    "import.name_column_missing": "Hãy chọn cột có họ và tên.",
}
