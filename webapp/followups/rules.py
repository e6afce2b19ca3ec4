"""The thread of a weakness: from pointed out to confirmed as put right."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.core import state_table
from webapp.core.errors import RuleBroken

#: Characters of the wording, of a promise, of a remedy, of a reason.
LONGEST_TEXT = 5_000
#: The most weaknesses a review of the whole unit may enter at once.
MOST_ROWS = 240


class WeaknessSource(StrEnum):
    """Where a weakness was pointed out."""

    YEARLY_REVIEW = "yearly_review"
    MEETING = "meeting"
    SUPERIOR = "superior"
    SELF = "self"


class WeaknessState(StrEnum):
    """Where a thread stands; *confirmed* and *ended* are closed."""

    OPEN = "open"
    REMEDY_REPORTED = "remedy_reported"
    CONFIRMED = "confirmed"
    #: Not followed any more, because its member left the unit.
    ENDED = "ended"


class WeaknessStep(StrEnum):
    """What may happen to a thread."""

    POINT_OUT = "point_out"
    CARRY = "carry"
    ARRANGE = "arrange"
    PROMISE = "promise"
    #: A promise by another day than the agreed one, which stands until the committee answers.
    ASK_DAY = "ask_day"
    ACCEPT_DAY = "accept_day"
    KEEP_DAY = "keep_day"
    REPORT_REMEDY = "report_remedy"
    TAKE_BACK = "take_back"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    NOTE = "note"
    END = "end"


class ListKind(StrEnum):
    """Which threads a list shows."""

    OPEN = "open"
    OVERDUE = "overdue"
    WAITING = "waiting"
    CLOSED = "closed"
    ALL = "all"
    #: Open ones of others that the asking member is to help with.
    HELPING = "helping"
    #: With a request for another day.
    ASKED = "asked"
    #: Open ones whose member or helper has left the unit.
    GONE = "gone"


class Standing(StrEnum):
    """How somebody stands towards one thread."""

    MEMBER = "member"
    COMMITTEE = "committee"
    #: The committee without the member concerned.
    OTHERS = "others"
    #: The member, the committee and the helper.
    CONCERNED = "concerned"


_Open, _Reported = WeaknessState.OPEN, WeaknessState.REMEDY_REPORTED
_Confirmed, _Ended = WeaknessState.CONFIRMED, WeaknessState.ENDED

#: Who may take which step in which state. A chair who enters for a member acts as the member.
#: The committee may confirm a remedy it has seen, even before one was reported. The day and the
#: helper of a member of the committee are for the others of it, too.
STEPS: dict[tuple[WeaknessState, WeaknessStep], tuple[Standing, WeaknessState]] = {
    (_Open, WeaknessStep.PROMISE): (Standing.MEMBER, _Open),
    (_Open, WeaknessStep.REPORT_REMEDY): (Standing.MEMBER, _Reported),
    (_Open, WeaknessStep.ASK_DAY): (Standing.MEMBER, _Open),
    (_Open, WeaknessStep.ACCEPT_DAY): (Standing.OTHERS, _Open),
    (_Open, WeaknessStep.KEEP_DAY): (Standing.OTHERS, _Open),
    (_Open, WeaknessStep.ARRANGE): (Standing.OTHERS, _Open),
    (_Open, WeaknessStep.NOTE): (Standing.CONCERNED, _Open),
    (_Open, WeaknessStep.CARRY): (Standing.COMMITTEE, _Open),
    (_Open, WeaknessStep.CONFIRM): (Standing.OTHERS, _Confirmed),
    (_Open, WeaknessStep.END): (Standing.OTHERS, _Ended),
    (_Reported, WeaknessStep.TAKE_BACK): (Standing.MEMBER, _Open),
    (_Reported, WeaknessStep.NOTE): (Standing.CONCERNED, _Reported),
    (_Reported, WeaknessStep.CARRY): (Standing.COMMITTEE, _Reported),
    (_Reported, WeaknessStep.CONFIRM): (Standing.OTHERS, _Confirmed),
    (_Reported, WeaknessStep.REOPEN): (Standing.OTHERS, _Open),
    (_Reported, WeaknessStep.END): (Standing.OTHERS, _Ended),
    (_Confirmed, WeaknessStep.REOPEN): (Standing.OTHERS, _Open),
    (_Ended, WeaknessStep.REOPEN): (Standing.OTHERS, _Open),
}

#: Steps of the member, also if a chair enters them.
STEPS_OF_MEMBER = frozenset(
    step for (_state, step), (standing, _target) in STEPS.items() if standing is Standing.MEMBER
)

#: Steps that need a note.
NEEDS_WORDS = frozenset(
    {
        WeaknessStep.PROMISE,
        WeaknessStep.ASK_DAY,
        WeaknessStep.REPORT_REMEDY,
        WeaknessStep.REOPEN,
        WeaknessStep.NOTE,
        WeaknessStep.END,
    }
)
#: Steps that answer a request for another day.
ANSWERS_DAY = frozenset({WeaknessStep.ACCEPT_DAY, WeaknessStep.KEEP_DAY})


def standings(
    *, is_own: bool, leads: bool, reviews: bool, others_review: bool, helps: bool = False
) -> frozenset[Standing]:
    """How somebody stands towards a thread.

    Nobody confirms their own remedy, unless nobody else of the unit may.
    """
    held = set()
    if is_own or leads:
        held.add(Standing.MEMBER)
    if reviews:
        held.add(Standing.COMMITTEE)
    if reviews and not (is_own and others_review):
        held.add(Standing.OTHERS)
    if is_own or reviews or helps:
        held.add(Standing.CONCERNED)
    return frozenset(held)


def next_state(
    state: WeaknessState, step: WeaknessStep, held: frozenset[Standing]
) -> WeaknessState:
    """Where a thread goes when somebody who stands so towards it takes a step.

    Raises RuleBroken when the step is not open in this state or not theirs to take.
    """
    return state_table.next_state(
        STEPS,
        state,
        step,
        held,
        not_open="weakness.step_not_open",
        not_theirs="weakness.step_not_yours",
    )


def open_steps(state: WeaknessState, held: frozenset[Standing]) -> frozenset[WeaknessStep]:
    """The steps somebody who stands so towards a thread may take now."""
    return state_table.open_steps(STEPS, state, held)


def is_overdue(state: WeaknessState, due_on: date | None, today: date) -> bool:
    """Whether the agreed day has passed; a thread with a reported remedy is not overdue."""
    return state is WeaknessState.OPEN and due_on is not None and due_on < today


def refuse_wording(wording: str) -> None:
    """Refuse an empty or too long wording.

    Raises RuleBroken.
    """
    if not wording.strip():
        raise RuleBroken("weakness.wording_missing", field="wording")
    if len(wording) > LONGEST_TEXT:
        raise RuleBroken("weakness.too_long", field="wording", longest=LONGEST_TEXT)


def refuse_note(step: WeaknessStep, note: str) -> None:
    """Refuse a note that is too long, or missing in a step that needs one.

    Raises RuleBroken.
    """
    if step in NEEDS_WORDS and not note.strip():
        raise RuleBroken("weakness.note_missing", field="note")
    if len(note) > LONGEST_TEXT:
        raise RuleBroken("weakness.too_long", field="note", longest=LONGEST_TEXT)


def refuse_many(rows: int) -> None:
    """Refuse more than MOST_ROWS rows of a review.

    Raises RuleBroken.
    """
    if rows > MOST_ROWS:
        raise RuleBroken("weakness.too_many_rows", most=MOST_ROWS)


def refuse_source(source: WeaknessSource, *, is_own: bool, reviews: bool) -> None:
    """Refuse a source of its own for another member, and any other one from outside the committee.

    Raises RuleBroken.
    """
    if source is WeaknessSource.SELF and not is_own:
        raise RuleBroken("weakness.self_of_another", field="source")
    if source is not WeaknessSource.SELF and not reviews:
        raise RuleBroken("weakness.source_not_yours", field="source")


@dataclass(frozen=True)
class MonthCount:
    """The threads of a unit in one month, in numbers; none for a month to come."""

    month: int
    opened: int | None
    closed: int | None
    #: Threads open at the end of the month, or today.
    open_at_end: int | None


def year_counts(
    year: int,
    today: date,
    *,
    opened: Mapping[int, int],
    closed: Mapping[int, int],
    open_before: int,
) -> list[MonthCount]:
    """The twelve months of a year from how many were opened and closed in each."""
    counts, still = [], open_before
    for month in range(1, 13):
        if date(year, month, 1) > today:
            counts.append(MonthCount(month, None, None, None))
            continue
        new, done = opened.get(month, 0), closed.get(month, 0)
        still += new - done
        counts.append(MonthCount(month, new, done, still))
    return counts
