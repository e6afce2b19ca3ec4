"""The sentence of every kind of notice, in the words of the organization's kind.

Each kind has sentences from the most telling to the plainest; the first one whose facts are all
there is used. Facts are names, months, dates and places, so no sentence can carry a member's text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from webapp.core.clock import in_hanoi
from webapp.notices.rules import NoticeKind
from webapp.organizations.wording import Words

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

SENTENCES: dict[NoticeKind, tuple[str, ...]] = {
    NoticeKind.TURN_ASSIGNED: (
        "Được phân công báo cáo trong buổi sinh hoạt {month}. Hạn gửi bản thảo: {by}.",
        "Được phân công báo cáo trong buổi sinh hoạt {month}.",
        "Được phân công báo cáo trong buổi sinh hoạt sắp tới.",
    ),
    NoticeKind.TURN_FORESEEN: (
        "Theo kế hoạch năm, dự kiến đến lượt báo cáo trong buổi sinh hoạt {month}.",
        "Theo kế hoạch năm, dự kiến có một lượt báo cáo.",
    ),
    NoticeKind.TURN_NOT_FORESEEN: (
        "Lượt báo cáo dự kiến {month} đã chuyển cho người khác, không cần chuẩn bị nữa.",
        "Một lượt báo cáo dự kiến đã chuyển cho người khác.",
    ),
    NoticeKind.ABSENCE_TOLD: (
        "{member} báo vắng từ {from_on} đến {until_on}. Có thể xếp lại các lượt dự kiến.",
        "{member} báo vắng một thời gian. Có thể xếp lại các lượt dự kiến.",
        "Đã ghi thời gian báo vắng từ {from_on} đến {until_on}.",
        "Đã ghi một thời gian báo vắng.",
    ),
    NoticeKind.TURN_COMING: (
        "Sắp đến lượt báo cáo trong buổi sinh hoạt {meeting_on}. Hạn gửi bản thảo: {by}.",
        "Sắp đến lượt báo cáo trong buổi sinh hoạt {month}.",
        "Sắp đến lượt báo cáo.",
    ),
    NoticeKind.DRAFT_DUE: (
        "Bản thảo báo cáo {month} cần gửi {committee} trước hết {by}.",
        "Bản thảo báo cáo sắp đến hạn gửi {committee}.",
    ),
    NoticeKind.DRAFT_LATE: (
        (
            "Bản thảo báo cáo {month} đã qua hạn gửi {committee} ({by}). "
            "Cần gửi sớm để {committee} kịp cho ý kiến."
        ),
        "Bản thảo báo cáo đã qua hạn gửi {committee}.",
    ),
    NoticeKind.DRAFT_LATE_CHAIR: (
        (
            "{member} chưa gửi bản thảo báo cáo {month} (hạn {by}). "
            "Có thể nhắc, nhập hộ hoặc chuyển sang tháng sau."
        ),
        "{member} chưa gửi bản thảo báo cáo.",
        "Có bản thảo báo cáo đã qua hạn gửi {committee}.",
    ),
    NoticeKind.REVIEW_WAITING: (
        "Bản thảo báo cáo của {member} đang chờ ý kiến {committee}, cần xong trước hết {by}.",
        "Bản thảo báo cáo của {member} đang chờ ý kiến {committee}.",
        "Có bản thảo báo cáo đang chờ ý kiến {committee}.",
    ),
    NoticeKind.REPORT_RETURNED: (
        "{committee} đề nghị bổ sung bản thảo báo cáo {month}. Hạn gửi lại: {by}.",
        "{committee} đề nghị bổ sung bản thảo báo cáo {month}.",
        "{committee} đề nghị bổ sung bản thảo báo cáo.",
    ),
    NoticeKind.REPORT_ACCEPTED: (
        (
            "{committee} đã nhất trí với bản thảo báo cáo {month}. "
            "Buổi sinh hoạt để trình bày: {meeting_on}."
        ),
        "{committee} đã nhất trí với bản thảo báo cáo {month}. Báo cáo sẵn sàng trình bày.",
        "{committee} đã nhất trí với bản thảo báo cáo. Báo cáo sẵn sàng trình bày.",
    ),
    NoticeKind.REPORT_POSTPONED: (
        "Lượt báo cáo {month} được chuyển sang {next_month}.",
        "Lượt báo cáo {month} được hoãn.",
        "Lượt báo cáo được hoãn.",
    ),
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
    NoticeKind.REPORT_CONCLUDED: (
        "Chủ trì đã kết luận về báo cáo {month}. Hạn hoàn thiện và nộp lưu: {by}.",
        "Chủ trì đã kết luận về báo cáo {month}. Báo cáo cần được hoàn thiện và nộp lưu.",
        "Chủ trì đã kết luận về báo cáo. Báo cáo cần được hoàn thiện và nộp lưu.",
    ),
    NoticeKind.FINAL_DUE: (
        "Báo cáo {month} cần được hoàn thiện và nộp lưu. Hạn: {by}.",
        "Báo cáo cần được hoàn thiện và nộp lưu.",
    ),
    NoticeKind.REMEDY_DUE: (
        "Hạn khắc phục một hạn chế đã được chỉ ra: {by}. Cần ghi kết quả khắc phục.",
        "Một hạn chế đã được chỉ ra sắp đến hạn khắc phục.",
    ),
    NoticeKind.WEAKNESS_POINTED_OUT: (
        "Có một hạn chế được chỉ ra cần khắc phục. Hạn: {by}.",
        "Có một hạn chế được chỉ ra cần khắc phục.",
    ),
    NoticeKind.PLAN_MISSING: (
        "Buổi sinh hoạt {month} chưa có người được phân công báo cáo.",
        "Buổi sinh hoạt sắp tới chưa có người được phân công báo cáo.",
    ),
    NoticeKind.THEMATIC_MISSING: (
        "{quarter} chưa có buổi sinh hoạt chuyên đề. Có thể chọn một tháng trong kế hoạch năm.",
        "Quý này chưa có buổi sinh hoạt chuyên đề.",
    ),
    NoticeKind.INVITATION: ("Có lời mời tham gia sổ sinh hoạt của {unit}.",),
}


TITLES: dict[NoticeKind, str] = {
    NoticeKind.TURN_ASSIGNED: "Được phân công báo cáo",
    NoticeKind.TURN_FORESEEN: "Lượt báo cáo dự kiến",
    NoticeKind.TURN_NOT_FORESEEN: "Lượt dự kiến đã thay đổi",
    NoticeKind.ABSENCE_TOLD: "Thời gian báo vắng",
    NoticeKind.TURN_COMING: "Sắp đến lượt báo cáo",
    NoticeKind.DRAFT_DUE: "Sắp đến hạn gửi bản thảo",
    NoticeKind.DRAFT_LATE: "Đã qua hạn gửi bản thảo",
    NoticeKind.DRAFT_LATE_CHAIR: "Có bản thảo chưa gửi",
    NoticeKind.REVIEW_WAITING: "Bản thảo chờ ý kiến",
    NoticeKind.REPORT_RETURNED: "Đề nghị bổ sung báo cáo",
    NoticeKind.REPORT_ACCEPTED: "Báo cáo đã được nhất trí",
    NoticeKind.REPORT_POSTPONED: "Lượt báo cáo được hoãn",
    NoticeKind.MEETING_INVITATION: "Mời dự buổi sinh hoạt",
    NoticeKind.MEETING_MOVED: "Đổi ngày sinh hoạt",
    NoticeKind.REPORT_CONCLUDED: "Đã có kết luận về báo cáo",
    NoticeKind.FINAL_DUE: "Hoàn thiện và nộp lưu báo cáo",
    NoticeKind.REMEDY_DUE: "Đến hạn khắc phục",
    NoticeKind.WEAKNESS_POINTED_OUT: "Hạn chế cần khắc phục",
    NoticeKind.PLAN_MISSING: "Chưa phân công báo cáo",
    NoticeKind.THEMATIC_MISSING: "Chưa có sinh hoạt chuyên đề",
    NoticeKind.INVITATION: "Mời tham gia",
}


def title_of(kinds: Sequence[NoticeKind]) -> str:
    """What stands above one notice, or above several that come together."""
    return TITLES[kinds[0]] if len(kinds) == 1 else f"{len(kinds)} việc cần lưu ý"


def sentence_of(kind: NoticeKind, facts: Mapping[str, Any], words: Words) -> str:
    """What a notice says, as one or two sentences."""
    return _first_complete(SENTENCES[kind], facts, words)


def _first_complete(sentences: Sequence[str], facts: Mapping[str, Any], words: Words) -> str:
    known = asdict(words) | {name: _shown(name, fact) for name, fact in facts.items() if fact}
    for sentence in sentences:
        try:
            said = sentence.format(**known)
        except KeyError:
            continue
        return said[:1].upper() + said[1:]
    raise KeyError(f"the plainest sentence asks for a fact: {sentences[-1]}")


#: What a group may be told: it names nobody who is late, and asks nobody who can't act.
_FOR_THE_GROUP: dict[NoticeKind, tuple[str, ...]] = {
    NoticeKind.MEETING_INVITATION: SENTENCES[NoticeKind.MEETING_INVITATION],
    NoticeKind.MEETING_MOVED: SENTENCES[NoticeKind.MEETING_MOVED],
    NoticeKind.DRAFT_LATE_CHAIR: (
        "Bản thảo báo cáo {month} cần gửi {committee} để kịp buổi sinh hoạt {meeting_on}.",
        "Bản thảo báo cáo cần gửi {committee} để kịp buổi sinh hoạt.",
    ),
    NoticeKind.PLAN_MISSING: (
        "Buổi sinh hoạt {month} còn cần người báo cáo. Có thể đăng ký báo cáo tại đây.",
        "Buổi sinh hoạt sắp tới còn cần người báo cáo. Có thể đăng ký báo cáo tại đây.",
    ),
}


def group_sentence_of(kind: NoticeKind, facts: Mapping[str, Any], words: Words) -> str | None:
    """What a notice says to the whole group, or none if it concerns one person."""
    sentences = _FOR_THE_GROUP.get(kind)
    return _first_complete(sentences, facts, words) if sentences else None


def chat_message(said: str, address: str, organization: str) -> str:
    """A ready text for the group chat: what is due, where to do it, and who says so."""
    return f"{organization}: {said}\n{address}"


def day_in_words(day: date) -> str:
    """“thứ Sáu, 27/11/2026”."""
    return f"{_WEEKDAYS[day.weekday()]}, {day.day:02d}/{day.month:02d}/{day.year}"


def _shown(name: str, fact: Any) -> str:
    if name == "quarter":
        day = date.fromisoformat(str(fact))
        return f"Quý {(day.month + 2) // 3}/{day.year}"
    if name in ("month", "next_month"):
        day = date.fromisoformat(str(fact)[:10])
        return f"tháng {day.month}/{day.year}"
    if isinstance(fact, str) and len(fact) >= 10 and fact[:4].isdigit():
        return _moment(fact)
    return str(fact)


def _moment(fact: str) -> str:
    """A stored date or moment in words; anything else as it is."""
    try:
        moment = datetime.fromisoformat(fact)
    except ValueError:
        return fact
    if len(fact) == 10:
        return day_in_words(moment.date())
    local = in_hanoi(moment)
    return f"{local.hour} giờ {local.minute:02d}, {day_in_words(local.date())}"
