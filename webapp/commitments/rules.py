"""States of a year's commitment, the steps between them, and what may be written when."""

from datetime import date
from enum import StrEnum

from webapp.core import state_table
from webapp.core.errors import RuleBroken

#: The most things one registration may list.
MOST_ITEMS = 20
#: Characters of one thing to do, or of its measure.
LONGEST_ITEM = 2_000
#: Characters of the task an item belongs to.
LONGEST_TASK = 200
#: Characters of a reason, a progress note, an assessment.
LONGEST_NOTE = 5_000
#: The month from which members assess their items.
ASSESSED_FROM_MONTH = 12


class CommitmentState(StrEnum):
    """Where a member's registration of the year stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"
    AMENDED = "amended"


#: A registration is in force in these states.
IN_FORCE = frozenset({CommitmentState.CONFIRMED, CommitmentState.AMENDED})


class Outcome(StrEnum):
    """How the work on one item stands at the end of the year; it judges nobody."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"


#: Items with these outcomes may be taken over into the next year.
UNFINISHED = frozenset({Outcome.PARTLY, Outcome.NOT_DONE})


class RegistrationFilter(StrEnum):
    """How the list of a branch may be narrowed."""

    MISSING = "missing"
    SUBMITTED = "submitted"
    IN_FORCE = "in_force"
    AMENDMENT = "amendment"


class CommitmentStep(StrEnum):
    """What somebody may do with a registration."""

    SAVE = "save"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    CONFIRM = "confirm"
    GIVE_BACK = "give_back"
    PROPOSE = "propose"
    AMEND = "amend"
    NOTE = "note"
    ASSESS = "assess"
    TAKE_OVER = "take_over"


class CommitmentCapacity(StrEnum):
    """How somebody stands towards one registration."""

    MEMBER = "member"
    COMMITTEE = "committee"


_Member, _Committee = CommitmentCapacity.MEMBER, CommitmentCapacity.COMMITTEE

#: Who may take which step in which state. A chair who enters for a member acts as the member.
STEPS: dict[tuple[CommitmentState, CommitmentStep], tuple[CommitmentCapacity, CommitmentState]] = {
    (CommitmentState.DRAFT, CommitmentStep.SAVE): (_Member, CommitmentState.DRAFT),
    (CommitmentState.DRAFT, CommitmentStep.SUBMIT): (_Member, CommitmentState.SUBMITTED),
    (CommitmentState.SUBMITTED, CommitmentStep.TAKE_BACK): (_Member, CommitmentState.DRAFT),
    (CommitmentState.SUBMITTED, CommitmentStep.CONFIRM): (_Committee, CommitmentState.CONFIRMED),
    (CommitmentState.SUBMITTED, CommitmentStep.GIVE_BACK): (_Committee, CommitmentState.DRAFT),
    (CommitmentState.CONFIRMED, CommitmentStep.AMEND): (_Committee, CommitmentState.AMENDED),
    (CommitmentState.AMENDED, CommitmentStep.AMEND): (_Committee, CommitmentState.AMENDED),
}
#: Steps of the member that leave a registration in force in its state.
STEPS |= {
    (state, step): (_Member, state)
    for state in IN_FORCE
    for step in (
        CommitmentStep.PROPOSE,
        CommitmentStep.NOTE,
        CommitmentStep.ASSESS,
        CommitmentStep.TAKE_OVER,
    )
}

#: Steps chair and deputies may take for the member; the trail then says so.
STEPS_OF_MEMBER = frozenset(
    step for (_state, step), (capacity, _target) in STEPS.items() if capacity is _Member
)


def capacities(
    *, is_own: bool, leads: bool, reviews: bool, others_review: bool
) -> frozenset[CommitmentCapacity]:
    """How somebody stands towards a registration.

    Nobody confirms their own, unless nobody else of the unit may.
    """
    held = set()
    if is_own or leads:
        held.add(CommitmentCapacity.MEMBER)
    if reviews and not (is_own and others_review):
        held.add(CommitmentCapacity.COMMITTEE)
    return frozenset(held)


def next_state(
    state: CommitmentState, step: CommitmentStep, held: frozenset[CommitmentCapacity]
) -> CommitmentState:
    """Where a registration goes when somebody with these capacities takes a step.

    Raises RuleBroken when the step is not open in this state or not theirs to take.
    """
    return state_table.next_state(
        STEPS,
        state,
        step,
        held,
        not_open="commitment.step_not_open",
        not_theirs="commitment.step_not_yours",
    )


def open_steps(
    state: CommitmentState, held: frozenset[CommitmentCapacity]
) -> frozenset[CommitmentStep]:
    """The steps somebody with these capacities may take now."""
    return state_table.open_steps(STEPS, state, held)


def refuse_year(year: int, this_year: int) -> None:
    """Refuse a year other than this one, the next, or one of the five before.

    Raises RuleBroken.
    """
    if not this_year - 5 <= year <= this_year + 1:
        raise RuleBroken("commitment.year_out_of_reach", year=year)


def refuse_item(number: int, text: str, measure: str, due_on: date | None, year: int) -> None:
    """Refuse an item that is empty, too long, or due outside its year.

    Raises RuleBroken; `number` counts from 0 and names the field.
    """
    if not text.strip():
        raise RuleBroken("commitment.item_empty", field=f"text-{number}", number=number + 1)
    if max(len(text), len(measure)) > LONGEST_ITEM:
        field = "text" if len(text) > LONGEST_ITEM else "measure"
        raise RuleBroken(
            "commitment.item_too_long", field=f"{field}-{number}", longest=LONGEST_ITEM
        )
    if due_on is not None and due_on.year != year:
        raise RuleBroken("commitment.bad_due_day", field=f"due_on-{number}", year=year)


def refuse_many(items: int) -> None:
    """Refuse more than MOST_ITEMS items.

    Raises RuleBroken.
    """
    if items > MOST_ITEMS:
        raise RuleBroken("commitment.too_many_items", most=MOST_ITEMS)


def refuse_few(items: int, least: int) -> None:
    """Refuse fewer items than the year's form asks for.

    Raises RuleBroken.
    """
    if not items:
        raise RuleBroken("commitment.empty")
    if items < least:
        raise RuleBroken("commitment.too_few_items", least=least)


def refuse_task(number: int, task: str) -> None:
    """Refuse too long a name of the task an item belongs to.

    Raises RuleBroken.
    """
    if len(task) > LONGEST_TASK:
        raise RuleBroken("commitment.item_too_long", field=f"task-{number}", longest=LONGEST_TASK)


def refuse_note(text: str, *, field: str) -> None:
    """Refuse an empty or too long reason or note.

    Raises RuleBroken.
    """
    if not text.strip():
        raise RuleBroken("commitment.note_missing", field=field)
    if len(text) > LONGEST_NOTE:
        raise RuleBroken("commitment.item_too_long", field=field, longest=LONGEST_NOTE)


def refuse_note_day(on: date | None, year: int, today: date) -> date:
    """The day of a note; it lies in the registration's year, and not after today.

    Raises RuleBroken.
    """
    if on is None or on.year != year or on > today:
        raise RuleBroken("commitment.bad_note_day", field="on", year=year)
    return on


def may_assess(year: int, today: date, opened_on: date | None) -> bool:
    """Whether members may assess their items: from December on, or once the chair opened it."""
    opened = opened_on is not None and opened_on <= today
    return opened or today >= date(year, ASSESSED_FROM_MONTH, 1)


def refuse_outcome(item_id: int, outcome: Outcome, words: str) -> None:
    """Refuse an unfinished item without an explanation, and too long a one.

    Raises RuleBroken.
    """
    field = f"words-{item_id}"
    if outcome in UNFINISHED and not words.strip():
        raise RuleBroken("commitment.outcome_unexplained", field=field)
    if len(words) > LONGEST_NOTE:
        raise RuleBroken("commitment.item_too_long", field=field, longest=LONGEST_NOTE)
