"""Build a month's agenda, and bring one that was edited by hand up to date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from webapp.meetings.rules import LONGEST_LINE, AgendaKind, MeetingKind
from webapp.organizations.wording import Words


@dataclass(frozen=True)
class Item:
    """One item of an agenda; a new one has no identifier yet."""

    kind: AgendaKind
    title: str
    report_id: int | None = None
    id: int | None = None


@dataclass(frozen=True)
class Ready:
    """A report the committee has agreed to, or one that has been presented since."""

    report_id: int
    member_name: str


_WITH_TOPIC = (MeetingKind.THEMATIC, MeetingKind.COMBINED)
_TOPIC = "Sinh hoạt chuyên đề"


def build(
    kind: MeetingKind, topic: str | None, reports: Iterable[Ready], words: Words
) -> list[Item]:
    """The usual agenda of a meeting, in the words of the organization's kind."""
    items = [
        Item(AgendaKind.OPENING, "Ổn định tổ chức, điểm danh, giới thiệu chủ trì và thư ký"),
        Item(AgendaKind.BRIEFING, f"Thông tin tình hình và nhiệm vụ của {words.unit}"),
    ]
    if kind in _WITH_TOPIC:
        items.append(_topic(topic))
    items += [_of_report(report) for report in reports]
    items.append(Item(AgendaKind.OTHER, f"Phân công {words.member} báo cáo kỳ sau và việc khác"))
    return items


def refreshed(
    current: Sequence[Item],
    kind: MeetingKind,
    topic: str | None,
    reports: Sequence[Ready],
) -> list[Item]:
    """The agenda with the present reports and topic; the other items stay as edited.

    Reports that are not ready any more go; new ones follow the last report, or stand before the
    last item. A thematic meeting gets its topic once.
    """
    ready = {report.report_id for report in reports}
    items = [
        replace(item, title=topic_title(topic)) if item.kind is AgendaKind.TOPIC else item
        for item in current
        if item.report_id is None or item.report_id in ready
    ]
    there = {item.report_id for item in items}
    new = [_of_report(report) for report in reports if report.report_id not in there]
    if kind in _WITH_TOPIC and all(item.kind is not AgendaKind.TOPIC for item in items):
        new.insert(0, _topic(topic))
    position = position_for_more(items)
    return [*items[:position], *new, *items[position:]]


def moved(items: Sequence[Item], item_id: int, by: int) -> list[Item]:
    """The agenda with one item moved up (−1) or down (1); at the edge it stays where it is."""
    order = list(items)
    here = next(position for position, item in enumerate(order) if item.id == item_id)
    there = min(max(here + by, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    return order


def position_for_more(items: Sequence[Item]) -> int:
    """Where another item is put: after the last report, or else before the usual last item."""
    reports = [position for position, item in enumerate(items) if item.report_id is not None]
    if reports:
        return reports[-1] + 1
    ends_as_usual = bool(items) and items[-1].kind is AgendaKind.OTHER
    return len(items) - ends_as_usual


def topic_title(topic: str | None) -> str:
    """How the agenda names the thematic session."""
    return (f"{_TOPIC}: {topic}" if topic else _TOPIC)[:LONGEST_LINE]


def _topic(topic: str | None) -> Item:
    return Item(AgendaKind.TOPIC, topic_title(topic))


def _of_report(report: Ready) -> Item:
    title = f"Báo cáo liên hệ: {report.member_name}"
    return Item(AgendaKind.SELF_REPORT, title[:LONGEST_LINE], report.report_id)
