"""Labels of what became of an e-mail, and of what keeps all of them from leaving."""

LABELS = {
    "DeliveryState": {
        "shown": "đã hiện trong sổ",
        "waiting": "đang chờ gửi",
        "sent": "đã gửi",
        "skipped": "không cần gửi nữa",
        "bounced": "hộp thư từ chối nhận",
        "dead": "gửi nhiều lần không được",
    },
    "MailFault": {
        "unreachable": "không kết nối được với máy chủ thư; cần xem lại SMTP_HOST, SMTP_PORT"
        " và đường mạng",
        "silent": "máy chủ thư không trả lời; nếu kéo dài, cần xem lại SMTP_PORT và kiểu mã hóa"
        " SMTP_TLS (cổng 465 thường dùng implicit, cổng 587 dùng starttls)",
        "garbled": "máy chủ thư trả lời không đúng giao thức; cần xem lại SMTP_HOST, SMTP_PORT",
        "no_tls": "máy chủ thư không nhận mã hóa (STARTTLS), có thể do bị can thiệp trên đường"
        " truyền; không có gì được gửi đi dưới dạng chữ thường",
        "tls_failed": "không thiết lập được kết nối mã hóa với máy chủ thư; cần xem lại SMTP_PORT"
        " và SMTP_TLS",
        "certificate_name": "chứng thư số của máy chủ thư cấp cho tên máy khác; cần xem lại"
        " SMTP_HOST hoặc chứng thư, có thể đang kết nối nhầm máy",
        "certificate_issuer": "chứng thư số của máy chủ thư không do nơi tin cậy cấp; với máy chủ"
        " nội bộ, cần khai SMTP_CA_FILE",
        "certificate_expired": "chứng thư số của máy chủ thư đã hết hạn; cần gia hạn",
        "certificate_not_yet": "chứng thư số của máy chủ thư chưa đến ngày có hiệu lực; cần xem lại"
        " chứng thư và đồng hồ của máy",
        "certificate_other": "chứng thư số của máy chủ thư không hợp lệ",
        "sign_in_refused": "máy chủ thư không cho đăng nhập; cần xem lại SMTP_USER, SMTP_PASSWORD",
        "sender_refused": "máy chủ thư không nhận người gửi; cần xem lại MAIL_FROM",
    },
}
