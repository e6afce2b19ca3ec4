"""What a notice says, in the words of the organization's kind."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from webapp.core import clock
from webapp.notices.rules import NoticeKind
from webapp.notices.sentences import HEADS, SENTENCES, SUBJECTS, TITLES
from webapp.organizations.wording import Words, first_complete

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def title_of(kind: NoticeKind, facts: Mapping[str, Any]) -> str:
    """What stands above one notice."""
    heads = (head for fact, head in HEADS.get(kind, ()) if facts.get(fact))
    return next(heads, TITLES[kind])


def subject_of(said: Sequence[tuple[NoticeKind, Mapping[str, Any]]], words: Words) -> str:
    """The subject of a letter: what it tells of and when, or how many things."""
    if len(said) > 1:
        return f"{len(said)} việc cần lưu ý"
    ((kind, facts),) = said
    known = asdict(words) | {name: _shown(name, fact) for name, fact in facts.items() if fact}
    return first_complete(SUBJECTS.get(kind, ()), known) or title_of(kind, facts)


def sentence_of(kind: NoticeKind, facts: Mapping[str, Any], words: Words) -> str:
    """What a notice says, as one or two sentences."""
    return _first_complete(SENTENCES[kind], facts, words)


def _first_complete(sentences: Sequence[str], facts: Mapping[str, Any], words: Words) -> str:
    known = asdict(words) | {name: _shown(name, fact) for name, fact in facts.items() if fact}
    of_duty = first_complete([str(facts.get("sentence", ""))], known)
    said = first_complete(sentences, known | ({"said": of_duty} if of_duty else {}))
    if said is None:
        raise KeyError(f"the plainest sentence asks for a fact: {sentences[-1]}")
    return said[:1].upper() + said[1:]


#: What a group may be told: it names nobody who is late, and asks nobody who can't act.
_FOR_THE_GROUP: dict[NoticeKind, tuple[str, ...]] = {
    # Without the days of whoever passes it on.
    kind: tuple(one for one in SENTENCES[kind] if "{said}" not in one)
    for kind in (NoticeKind.MEETING_INVITATION, NoticeKind.MEETING_MOVED)
} | {
    NoticeKind.DRAFT_LATE_CHAIR: (
        "Dự thảo báo cáo {month} cần gửi {committee} để kịp buổi sinh hoạt {meeting_on}.",
        "Dự thảo báo cáo cần gửi {committee} để kịp buổi sinh hoạt.",
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
        return f"Quý {clock.quarter_of(day)}/{day.year}"
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
    local = clock.in_hanoi(moment)
    return f"{local.hour} giờ {local.minute:02d}, {day_in_words(local.date())}"
