"""The sentences and titles of notices about meetings, plans and sessions."""

from webapp.notices.rules import NoticeKind

SENTENCES: dict[NoticeKind, tuple[str, ...]] = {
    NoticeKind.MEETING_INVITATION: (
        "Mời dự buổi sinh hoạt {month}: {starts_at}, tại {place}.",
        "Mời dự buổi sinh hoạt {month}: {starts_at}.",
        "Mời dự buổi sinh hoạt {meeting_on}.",
        "Mời dự buổi sinh hoạt sắp tới.",
    ),
    NoticeKind.MEETING_MOVED: (
        (
            "Buổi sinh hoạt {month} chuyển sang {starts_at}, tại {place}. "
            "Các hạn của tháng thay đổi theo."
        ),
        "Buổi sinh hoạt {month} chuyển sang {starts_at}. Các hạn của tháng thay đổi theo.",
        "Buổi sinh hoạt {month} chuyển sang {meeting_on}. Các hạn của tháng thay đổi theo.",
        "Ngày sinh hoạt đã thay đổi, các hạn của tháng thay đổi theo.",
    ),
    NoticeKind.PLAN_MISSING: (
        "Buổi sinh hoạt {month} chưa có người được phân công báo cáo.",
        "Buổi sinh hoạt sắp tới chưa có người được phân công báo cáo.",
    ),
    NoticeKind.THEMATIC_MISSING: (
        "{quarter} chưa có buổi sinh hoạt chuyên đề. Có thể chọn một tháng trong kế hoạch năm.",
        "Quý này chưa có buổi sinh hoạt chuyên đề.",
    ),
    NoticeKind.PLAN_CHANGED: (
        "Kế hoạch năm đã thông qua có thay đổi ở {month}.",
        "Kế hoạch năm đã thông qua có thay đổi.",
    ),
    NoticeKind.THEMATIC_PREPARE: (
        "Được phân công chuẩn bị buổi sinh hoạt chuyên đề {month}, dự kiến {meeting_on}.",
        "Được phân công chuẩn bị buổi sinh hoạt chuyên đề {month}.",
        "Được phân công chuẩn bị buổi sinh hoạt chuyên đề.",
    ),
    NoticeKind.THEMATIC_CHANGED: (
        "Chủ đề của buổi sinh hoạt chuyên đề {month} đã thay đổi.",
        "Chủ đề của buổi sinh hoạt chuyên đề đã thay đổi.",
    ),
}

TITLES: dict[NoticeKind, str] = {
    NoticeKind.MEETING_INVITATION: "Mời dự buổi sinh hoạt",
    NoticeKind.MEETING_MOVED: "Đổi ngày sinh hoạt",
    NoticeKind.PLAN_MISSING: "Chưa phân công báo cáo",
    NoticeKind.THEMATIC_MISSING: "Chưa có sinh hoạt chuyên đề",
    NoticeKind.PLAN_CHANGED: "Kế hoạch năm có thay đổi",
    NoticeKind.THEMATIC_PREPARE: "Chuẩn bị sinh hoạt chuyên đề",
    NoticeKind.THEMATIC_CHANGED: "Chủ đề chuyên đề thay đổi",
}
