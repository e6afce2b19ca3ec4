"""The four invariants: what an act may not do to those who did not take part in it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from tests.simulation.histories.looking import Seen
from webapp.rollups.measures import Measure

M = Measure

#: A day given to somebody moves earlier to no day nearer than this, or to the meeting.
NOTICE = timedelta(days=3)
#: Denominators of figures, and how many members or units there are.
EXPECTED = (M.TURNS_EXPECTED, M.ATTENDANCE_BASE, M.COMMITMENTS_EXPECTED, M.MEETINGS_HELD, M.UNITS)
#: Figures that speak well of what members did; they fall by nobody else's act.
KEPT = (M.DRAFTS_ON_TIME,)
#: What was not done in time, done since or not.
WORSE = ((M.OVERDUE, M.FILED_LATE), (M.WEAKNESSES_OVERDUE,))


class Invariant(StrEnum):
    """What holds after every act."""

    LATE = "a: nobody's record turns late or worse by another's act"
    PRESENT = "b: nobody is present without a confirming tap"
    EXPECTED = "c: no denominator falls without a recorded exemption"
    DOUBLE = "d: no second entry of one person without a question"


@dataclass(frozen=True)
class Done:
    """One act as the invariants look at it."""

    today: date
    #: The members whose own doing it was.
    doers: frozenset[int]
    #: For how many members it is recorded why they need not report, or that they came or went.
    exempted: int
    #: The next step is one of those who lead: where the meeting itself is late, so is that.
    to_leaders: bool
    tapped: frozenset[tuple[int, int]]


@dataclass
class Findings:
    """How many comparisons were made for each invariant, and what broke it."""

    checks: Counter[Invariant] = field(default_factory=Counter)
    broken: list[tuple[Invariant, str]] = field(default_factory=list)


def compare(before: Seen, after: Seen, done: Done) -> Findings:
    """Everything the four invariants say about one act."""
    found = Findings()
    parts = {
        Invariant.LATE: _late(before, after, done),
        Invariant.PRESENT: _present(after, done),
        Invariant.EXPECTED: _expected(before, after, done),
        Invariant.DOUBLE: _double(before, after),
    }
    for invariant, checks in parts.items():
        for is_broken, said in checks:
            found.checks[invariant] += 1
            if is_broken:
                found.broken.append((invariant, said))
    return found


def _late(before: Seen, after: Seen, done: Done) -> Iterator[tuple[bool, str]]:
    for (member_id, matter), now in after.owed.items():
        if member_id in done.doers:
            continue
        was = before.owed.get((member_id, matter))
        was_late = was is not None and was.due < done.today
        yield now.due < done.today and not was_late, f"{matter} of {member_id} is late: {now.due}"
        if was is not None:
            nearest = min(day for day in (done.today + NOTICE, now.meeting_on) if day)
            yield now.due < min(was.due, nearest), f"{matter} of {member_id}: {was.due} → {now.due}"
    if done.doers:
        return
    months = {month for month, _ in after.figures}
    for month in sorted(months):
        for sums in WORSE[done.to_leaders :]:
            was_, is_ = (
                sum(seen.figures.get((month, m), 0) for m in sums) for seen in (before, after)
            )
            yield is_ > was_, f"{'+'.join(sums)} of {month:%m/%Y}: {was_} → {is_}"
    for measure in KEPT:
        # A report may follow its author to another month.
        was_, is_ = (
            sum(n for (_, m), n in seen.figures.items() if m == measure) for seen in (before, after)
        )
        yield was_ - is_ > done.exempted, f"{measure}: {was_} → {is_}"


def _present(after: Seen, done: Done) -> Iterator[tuple[bool, str]]:
    for one in after.present:
        yield one not in done.tapped, f"member {one[1]} in meeting {one[0]}"


def _expected(before: Seen, after: Seen, done: Done) -> Iterator[tuple[bool, str]]:
    for (month, measure), was in before.figures.items():
        if measure in EXPECTED:
            now = after.figures[month, measure]
            yield was - now > done.exempted, f"{measure} of {month:%m/%Y}: {was} → {now}"


def _double(before: Seen, after: Seen) -> Iterator[tuple[bool, str]]:
    for name, times in after.names.items():
        yield times > max(1, before.names.get(name, 0)), f"{name} stands {times} times"
