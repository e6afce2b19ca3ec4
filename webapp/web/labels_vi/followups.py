"""Labels of the sources, states and steps of a weakness."""

LABELS = {
    "WeaknessSource": {
        "yearly_review": "kiểm điểm cuối năm",
        "meeting": "kết luận của buổi sinh hoạt",
        "superior": "cấp trên",
        "self": "tự nhận thấy",
    },
    "WeaknessState": {
        "open": "đang khắc phục",
        "remedy_reported": "đã báo cáo kết quả, chờ xác nhận",
        "confirmed": "đã khắc phục",
        "ended": "thôi theo dõi",
    },
    "WeaknessStep": {
        "point_out": "chỉ ra hạn chế",
        "carry": "tiếp tục theo dõi",
        "arrange": "phân công giúp đỡ và thời hạn",
        "promise": "cam kết khắc phục",
        "ask_day": "cam kết và đề nghị hạn khác",
        "accept_day": "đồng ý hạn mới",
        "keep_day": "giữ hạn đã thống nhất",
        "report_remedy": "báo cáo kết quả khắc phục",
        "take_back": "rút kết quả khắc phục đã báo",
        "confirm": "xác nhận đã khắc phục",
        "reopen": "mở lại",
        "note": "ghi chép việc đã làm, đã thấy",
        "end": "thôi theo dõi",
    },
}
