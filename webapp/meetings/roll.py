"""Who was there: the marks of one meeting, their summary, and what closing still waits for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.accounts.rules import ACTIVE, COUNTABLE, MemberStatus
from webapp.core.errors import RuleBroken
from webapp.meetings.rules import Presence
from webapp.reports.rules import ReportState


@dataclass(frozen=True)
class Mark:
    """How one member stands on the day of the meeting, and whether they were there."""

    member_id: int
    full_name: str
    status: MemberStatus
    presence: Presence | None = None
    reason: str = ""
    #: Who said so last, and when; nothing of marks from before this was kept.
    marked_by: str = ""
    marked_at: datetime | None = None

    @property
    def is_counted(self) -> bool:
        """Whether the member belongs to those who must be there; marks stay with the meeting."""
        return self.status in COUNTABLE or self.presence is not None

    @property
    def may_attend(self) -> bool:
        """Whether the member may sit in the meeting and speak."""
        return self.status in ACTIVE


@dataclass(frozen=True)
class Turnout:
    """The attendance of one meeting in numbers; whether enough came is information only."""

    base: int
    present: int
    excused: int
    unexcused: int

    @property
    def absent(self) -> int:
        """Those who were not there, with or without a reason."""
        return self.excused + self.unexcused

    @property
    def unmarked(self) -> int:
        """Those nobody has marked yet."""
        return self.base - self.present - self.absent

    @property
    def is_taken(self) -> bool:
        """Whether anybody was marked; until then it is not known who is there."""
        return self.unmarked < self.base

    @property
    def has_majority(self) -> bool:
        """Whether more than half of those who must be there are."""
        return self.present * 2 > self.base


@dataclass(frozen=True)
class Change:
    """One mark as somebody sends it, with what it was when their page was made."""

    member_id: int
    presence: Presence | None
    reason: str = ""
    was: Presence | None = None
    was_reason: str = ""

    @property
    def is_one(self) -> bool:
        """Whether anything is different from what was there."""
        return (self.presence, self.reason) != (self.was, self.was_reason)


def turnout(marks: Iterable[Mark]) -> Turnout:
    """The marks counted, over those who must be there on the day."""
    counted = [mark for mark in marks if mark.is_counted]

    def those(presence: Presence) -> int:
        return sum(mark.presence is presence for mark in counted)

    return Turnout(
        len(counted),
        those(Presence.PRESENT),
        those(Presence.EXCUSED),
        those(Presence.UNEXCUSED),
    )


@dataclass(frozen=True)
class Taken:
    """Who called the roll, of how many members, and when that was done."""

    by: str
    count: int
    at: datetime


def taken(marks: Iterable[Mark]) -> list[Taken]:
    """Whose marks stand, the last one of each with its moment; the earliest first."""
    found: dict[str, Taken] = {}
    for mark in marks:
        if mark.marked_by and mark.marked_at:
            before = found.get(mark.marked_by)
            count, at = (before.count, before.at) if before else (0, mark.marked_at)
            found[mark.marked_by] = Taken(mark.marked_by, count + 1, max(at, mark.marked_at))
    return sorted(found.values(), key=lambda one: (one.at, one.by))


def unmarked(marks: Iterable[Mark]) -> list[Mark]:
    """Those who must be there and whom nobody has marked."""
    return [mark for mark in marks if mark.is_counted and mark.presence is None]


def absent(marks: Iterable[Mark], presence: Presence) -> list[Mark]:
    """Those who were absent in this way."""
    return [mark for mark in marks if mark.is_counted and mark.presence is presence]


def by_status(marks: Iterable[Mark]) -> dict[MemberStatus, tuple[int, int]]:
    """For each status held on the day: how many members, and how many of them were there."""
    found: dict[MemberStatus, tuple[int, int]] = {}
    for mark in marks:
        members, present = found.get(mark.status, (0, 0))
        found[mark.status] = (members + 1, present + (mark.presence is Presence.PRESENT))
    return {status: found[status] for status in MemberStatus if status in found}


def conflicts(changes: Iterable[Change], marks: Iterable[Mark]) -> list[str]:
    """The names of those whom somebody else has marked differently since the page was made."""
    stored = {mark.member_id: mark for mark in marks}
    found = []
    for change in changes:
        mark = stored.get(change.member_id)
        if mark is None or not change.is_one:
            continue
        now = (mark.presence, mark.reason)
        if now not in ((change.was, change.was_reason), (change.presence, change.reason)):
            found.append(mark.full_name)
    return found


def refuse_changes(changes: Iterable[Change], marks: Iterable[Mark], longest: int) -> None:
    """Only those who must be there are marked, and only the absent have a reason.

    Raises RuleBroken.
    """
    counted = {mark.member_id for mark in marks if mark.is_counted}
    for change in changes:
        field = f"presence-{change.member_id}"
        if change.member_id not in counted:
            raise RuleBroken("meeting.not_counted")
        if change.presence is None and change.was is not None:
            raise RuleBroken("meeting.mark_missing", field=field)
        if len(change.reason) > longest:
            raise RuleBroken("meeting.too_long", field=field, longest=longest)


@dataclass(frozen=True)
class Unheard:
    """A report of the month whose way through the meeting is not at its end."""

    report_id: int
    name: str
    state: ReportState


@dataclass(frozen=True)
class Gaps:
    """What is missing before a meeting can be closed."""

    #: Accepted, but neither presented nor postponed.
    not_presented: Sequence[Unheard] = ()
    #: Presented, but without a conclusion.
    not_concluded: Sequence[Unheard] = ()
    #: The names of those who must be there and whom nobody has marked.
    unmarked: Sequence[str] = ()
    #: Whether anybody was marked.
    is_roll_taken: bool = True
    #: Not agreed to by the committee; these move on when the meeting ends, and stop nothing.
    not_ready: Sequence[Unheard] = ()

    @property
    def is_heard(self) -> bool:
        """Whether every report that was ready is presented and concluded, or put off."""
        return not (self.not_presented or self.not_concluded)


#: A message names so many; the page names all.
_NAMED = 5


def refuse_gaps(gaps: Gaps, *, without_roll: bool = False) -> None:
    """A meeting is closed when everybody is marked and every report presented and concluded.

    Without a roll-call it is closed only if somebody says so and nobody was marked: a roll half
    taken would count those who are missing in it as nobody. Raises RuleBroken that says what is
    missing.
    """
    if gaps.not_concluded:
        raise RuleBroken("meeting.not_concluded", names=[one.name for one in gaps.not_concluded])
    if gaps.not_presented:
        raise RuleBroken("meeting.reports_waiting", names=[one.name for one in gaps.not_presented])
    if gaps.unmarked and (gaps.is_roll_taken or not without_roll):
        raise RuleBroken(
            "meeting.unmarked", count=len(gaps.unmarked), names=list(gaps.unmarked)[:_NAMED]
        )
