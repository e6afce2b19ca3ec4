"""What a check found, in sentences: for the committee, and for the operator."""

from collections.abc import Mapping

from webapp.proofs.rules import Fault, FaultKind

VIETNAMESE: Mapping[FaultKind, str] = {
    FaultKind.ENTRY_CHANGED: "Việc thứ {position} trong nhật ký đã bị sửa.",
    FaultKind.ENTRIES_MISSING: "Nhật ký thiếu {several}.",
    FaultKind.ENTRY_UNLINKED: (
        "Việc thứ {position} không nối tiếp việc trước nó: việc trước đã bị thay, "
        "hoặc việc này được chèn vào."
    ),
    FaultKind.ENTRIES_SLIPPED_IN: "Có việc được chèn vào cuối nhật ký: {several}.",
    FaultKind.TAIL_CUT: (
        "Phần cuối nhật ký đã bị cắt: từng có đến việc thứ {until}, nay chỉ còn đến việc thứ "
        "{position}."
    ),
    FaultKind.HEAD_DIFFERS: "Việc thứ {position} không còn là việc đã được ghi lúc đó.",
    FaultKind.HEAD_GONE: "Số đầu chuỗi của nhật ký không còn; nhật ký có đến việc thứ {position}.",
    FaultKind.CHECKPOINT_DIFFERS: (
        "Mốc kiểm tra ngày {day} ghi nhận việc thứ {position}, nhưng nhật ký không còn việc đó "
        "như lúc ấy."
    ),
    FaultKind.WORDS_CHANGED: "{thing} không còn như lúc được ghi ở việc thứ {position}.",
    FaultKind.WORDS_GONE: "{thing} được ghi ở việc thứ {position} nhưng nay không còn.",
    FaultKind.WORDS_UNRECORDED: (
        "{thing} không có trong nhật ký: được thêm vào, hoặc việc ghi nó đã bị bỏ."
    ),
    FaultKind.SEALED_AGAIN: "{thing} được ghi lại trái quy định ở việc thứ {position}.",
}
ENGLISH: Mapping[FaultKind, str] = {
    FaultKind.ENTRY_CHANGED: "Entry {position} of the trail was changed.",
    FaultKind.ENTRIES_MISSING: "The trail lacks {several}.",
    FaultKind.ENTRY_UNLINKED: (
        "Entry {position} doesn't follow the entry before it: that one was replaced, "
        "or this one was slipped in."
    ),
    FaultKind.ENTRIES_SLIPPED_IN: "Slipped in at the end of the trail: {several}.",
    FaultKind.TAIL_CUT: (
        "The end of the trail was cut: it went up to entry {until}, and ends with entry "
        "{position} now."
    ),
    FaultKind.HEAD_DIFFERS: "Entry {position} is not the one that was written then.",
    FaultKind.HEAD_GONE: "The head of the trail is gone; the trail goes up to entry {position}.",
    FaultKind.CHECKPOINT_DIFFERS: (
        "The checkpoint of {day} names entry {position}, which the trail no longer has as it was."
    ),
    FaultKind.WORDS_CHANGED: "{thing} is no longer as it was when entry {position} was written.",
    FaultKind.WORDS_GONE: "{thing} was recorded by entry {position} and is gone.",
    FaultKind.WORDS_UNRECORDED: (
        "{thing} is not in the trail: it was added, or the entry about it was removed."
    ),
    FaultKind.SEALED_AGAIN: "{thing} was recorded anew by entry {position}, which no act does.",
}
#: What each sealed kind is called, in both languages.
THINGS: Mapping[str, tuple[str, str]] = {
    "commendation": ("Nội dung nêu gương", "Commendation"),
    "commitment_note": ("Ghi chép tiến độ bản đăng ký", "Note on a registration"),
    "commitment_version": ("Bản đăng ký đã quyết định", "Version of a registration"),
    "conclusion": ("Kết luận của chủ trì", "Conclusion"),
    "minutes": ("Biên bản buổi sinh hoạt", "Minutes of meeting"),
    "opinion": ("Ý kiến tham gia", "Opinion"),
    "opinion_set_aside": ("Việc không ghi nhận ý kiến", "Setting aside of opinion"),
    "remark": ("Ý kiến vào dự thảo", "Remark"),
    "report_version": ("Bản báo cáo đã gửi", "Version of a report"),
    "thematic_conclusion": ("Kết luận chuyên đề", "Conclusion of a thematic session"),
    "weakness": ("Nội dung hạn chế", "Wording of weakness"),
    "weakness_event": ("Bước theo dõi hạn chế", "Step of a weakness"),
}
_UNKNOWN = ("Nội dung không rõ loại", "Thing of no known kind")


def in_vietnamese(fault: Fault) -> str:
    """What one fault is, as a sentence that names entries and things, and no words."""
    at, until = fault.position, fault.until
    several = f"việc thứ {at}" if at == until else f"từ việc thứ {at} đến việc thứ {until}"
    day = "/".join(reversed(fault.day.split("-"))) if fault.day else ""
    name, number = _thing(fault, 0)
    thing = f"{name} (mã {number})"
    return VIETNAMESE[fault.kind].format(
        position=at, until=until, several=several, thing=thing, day=day
    )


def in_english(fault: Fault) -> str:
    """The same for the operator."""
    at, until = fault.position, fault.until
    several = f"entry {at}" if at == until else f"entries {at} to {until}"
    thing = "{} {}".format(*_thing(fault, 1))
    return ENGLISH[fault.kind].format(
        position=at, until=until, several=several, thing=thing, day=fault.day
    )


def _thing(fault: Fault, language: int) -> tuple[str, str]:
    kind, _, number = (fault.thing or "").rpartition(":")
    return THINGS.get(kind, _UNKNOWN)[language], number
