"""The sentences and titles of notices about meetings, plans and sessions."""

from collections.abc import Collection

from webapp.notices.rules import NoticeKind

SENTENCES: dict[NoticeKind, tuple[str, ...]] = {
    NoticeKind.MEETING_INVITATION: (
        "Mời dự buổi sinh hoạt {month}: {starts_at}, tại {place}. {said}",
        "Mời dự buổi sinh hoạt {month}: {starts_at}, tại {place}.",
        "Mời dự buổi sinh hoạt {month}: {starts_at}.",
        "Mời dự buổi sinh hoạt {meeting_on}.",
        "Mời dự buổi sinh hoạt sắp tới.",
    ),
    NoticeKind.MEETING_MOVED: (
        "Buổi sinh hoạt {month} đổi giờ, nay từ {only_at_hour}, {meeting_on}, tại {place}.",
        "Buổi sinh hoạt {month} đổi nơi họp, nay tại {only_place}. Thời gian vẫn là {starts_at}.",
        "Buổi sinh hoạt {month} chuyển sang {new_meeting_on}, {at_hour}, tại {place}. {said}",
        "Buổi sinh hoạt {month} chuyển sang {new_meeting_on}, {at_hour}, tại {place}.",
        "Buổi sinh hoạt {month} đổi giờ và nơi họp: {starts_at}, tại {new_place}.",
        "Buổi sinh hoạt {month} chuyển sang {starts_at}, tại {place}. {said}",
        "Buổi sinh hoạt {month} chuyển sang {starts_at}, tại {place}.",
        "Buổi sinh hoạt {month} chuyển sang {starts_at}.",
        "Buổi sinh hoạt {month} chuyển sang {meeting_on}.",
        "Ngày sinh hoạt đã thay đổi.",
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

#: What is said of each day that moved with a meeting, in this order.
_NEW_DAYS = {
    "draft_on": "gửi dự thảo {draft_on}",
    "supplement_on": "bổ sung báo cáo {supplement_on}",
    "committee_on": "cho ý kiến vào dự thảo {committee_on}",
    "final_on": "nộp lưu báo cáo {final_on}",
}


def new_days(moved: Collection[str]) -> str:
    """The sentence of the days that moved, whose dates are facts by the same names."""
    return f"Hạn mới: {'; '.join(said for name, said in _NEW_DAYS.items() if name in moved)}."


TITLES: dict[NoticeKind, str] = {
    NoticeKind.MEETING_INVITATION: "Mời dự buổi sinh hoạt",
    NoticeKind.MEETING_MOVED: "Đổi ngày sinh hoạt",
    NoticeKind.PLAN_MISSING: "Chưa phân công báo cáo",
    NoticeKind.THEMATIC_MISSING: "Chưa có sinh hoạt chuyên đề",
    NoticeKind.PLAN_CHANGED: "Kế hoạch năm có thay đổi",
    NoticeKind.THEMATIC_PREPARE: "Chuẩn bị sinh hoạt chuyên đề",
    NoticeKind.THEMATIC_CHANGED: "Chủ đề chuyên đề thay đổi",
}

#: The subject of a letter that tells of one thing alone, where it says more than the title.
SUBJECTS: dict[NoticeKind, tuple[str, ...]] = {
    NoticeKind.MEETING_INVITATION: ("Mời dự buổi sinh hoạt {meeting_on}, {at_hour}",),
    NoticeKind.MEETING_MOVED: (
        "Đổi giờ sinh hoạt: {only_at_hour}, {meeting_on}",
        "Đổi nơi họp: {only_place}, {meeting_on}",
        "Buổi sinh hoạt chuyển sang {new_meeting_on}, {at_hour}",
        "Đổi giờ và nơi họp: {at_hour}, {meeting_on}, tại {new_place}",
        "Buổi sinh hoạt chuyển sang {meeting_on}, {at_hour}",
        "Buổi sinh hoạt chuyển sang {meeting_on}",
    ),
}

#: What stands above a line of the inbox, where the title depends on what changed.
HEADS: dict[NoticeKind, tuple[tuple[str, str], ...]] = {
    NoticeKind.MEETING_MOVED: (
        ("only_at_hour", "Đổi giờ sinh hoạt"),
        ("only_place", "Đổi nơi họp"),
        ("new_meeting_on", "Đổi ngày sinh hoạt"),
        ("new_place", "Đổi giờ và nơi họp"),
    ),
}
