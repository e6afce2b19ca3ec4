"""The states of a meeting as one table, who may take which step, and what must not be written."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from enum import StrEnum

from webapp.core import state_table
from webapp.core.errors import RuleBroken
from webapp.core.plain_text import plain_lines
from webapp.core.working_days import is_holiday, is_tet
from webapp.notices.delivery_rules import is_quiet


class MeetingKind(StrEnum):
    """What a meeting is held for."""

    REGULAR = "regular"
    THEMATIC = "thematic"
    COMBINED = "combined"
    COMMITTEE = "committee"


class MeetingState(StrEnum):
    """Where a meeting stands."""

    CALLED = "called"
    OPEN = "open"
    CLOSED = "closed"


class MeetingStep(StrEnum):
    """What somebody may do with a meeting."""

    MOVE = "move"
    ARRANGE = "arrange"
    PREPARE = "prepare"
    RELEASE = "release"
    OPEN = "open"
    MARK = "mark"
    PRESENT = "present"
    SPEAK = "speak"
    RECORD = "record"
    SET_ASIDE = "set_aside"
    CONCLUDE = "conclude"
    POSTPONE = "postpone"
    CLOSE = "close"


class Standing(StrEnum):
    """How somebody stands towards one meeting."""

    LEADER = "leader"
    RECORDER = "recorder"
    MEMBER = "member"


class AgendaKind(StrEnum):
    """What an item of the agenda is."""

    OPENING = "opening"
    BRIEFING = "briefing"
    SELF_REPORT = "self_report"
    TOPIC = "topic"
    OTHER = "other"


class Presence(StrEnum):
    """Whether a member was there."""

    PRESENT = "present"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"


#: The kinds of a month's meeting; the committee's own meetings are not among them.
OF_A_MONTH = (MeetingKind.REGULAR, MeetingKind.THEMATIC, MeetingKind.COMBINED)

#: Characters of a place or a reason for being absent; of a topic or an agenda item.
LONGEST_PLACE = 200
LONGEST_LINE = 300
#: Characters of an opinion, a conclusion, a commendation, a reason.
LONGEST_TEXT = 10_000
#: Rows of commendations and of new weaknesses in one conclusion.
MOST_ROWS = 10

#: A meeting held on paper may be entered afterwards; a month's meeting stays near its month.
_ENTERED_WITHIN = timedelta(days=31)
_BEFORE_MONTH = timedelta(days=15)
_AFTER_MONTH = timedelta(days=46)

_Called, _Open, _Closed = MeetingState.CALLED, MeetingState.OPEN, MeetingState.CLOSED
_Leader, _Recorder = Standing.LEADER, Standing.RECORDER

#: State and step → who may take it, and where it leads. Nothing is changed once it is closed.
STEPS: dict[tuple[MeetingState, MeetingStep], tuple[Standing, MeetingState]] = {
    (_Called, MeetingStep.MOVE): (_Leader, _Called),
    (_Called, MeetingStep.ARRANGE): (_Leader, _Called),
    (_Called, MeetingStep.PREPARE): (_Leader, _Called),
    (_Called, MeetingStep.RELEASE): (_Leader, _Called),
    (_Called, MeetingStep.OPEN): (_Leader, _Open),
    (_Open, MeetingStep.ARRANGE): (_Leader, _Open),
    (_Open, MeetingStep.PREPARE): (_Leader, _Open),
    (_Open, MeetingStep.RELEASE): (_Leader, _Open),
    (_Open, MeetingStep.MARK): (_Recorder, _Open),
    (_Open, MeetingStep.PRESENT): (_Leader, _Open),
    (_Open, MeetingStep.SPEAK): (Standing.MEMBER, _Open),
    (_Open, MeetingStep.RECORD): (_Recorder, _Open),
    (_Open, MeetingStep.SET_ASIDE): (_Leader, _Open),
    (_Open, MeetingStep.CONCLUDE): (_Leader, _Open),
    (_Open, MeetingStep.POSTPONE): (_Leader, _Open),
    (_Open, MeetingStep.CLOSE): (_Leader, _Closed),
}

_NOT_NOW = {
    _Called: "meeting.not_open_yet",
    _Open: "meeting.is_open",
    _Closed: "meeting.is_closed",
}


def next_state(state: MeetingState, step: MeetingStep, held: Collection[Standing]) -> MeetingState:
    """The state of a meeting after somebody of these standings takes a step.

    Raises RuleBroken when the step is not open in this state or not theirs to take.
    """
    return state_table.next_state(
        STEPS,
        state,
        step,
        held,
        not_open=_NOT_NOW[state],
        not_theirs="meeting.step_not_yours",
    )


def open_steps(state: MeetingState, held: Collection[Standing]) -> frozenset[MeetingStep]:
    """The steps somebody of these standings may take now."""
    return state_table.open_steps(STEPS, state, held)


def refuse_day(day: date, *, month: date, today: date) -> None:
    """A month's meeting is held around its month; one held on paper is entered soon after.

    Raises RuleBroken.
    """
    if not month - _BEFORE_MONTH <= day < month + _AFTER_MONTH:
        raise RuleBroken("meeting.day_outside_month", field="day", month=month.strftime("%m/%Y"))
    if day < today - _ENTERED_WITHIN:
        raise RuleBroken("meeting.day_long_past", field="day", days=_ENTERED_WITHIN.days)


def refuse_before_papers(day: date, released_on: date | None) -> None:
    """A meeting is not held before the day on which its papers went out.

    Raises RuleBroken.
    """
    if released_on is not None and day < released_on:
        shown = released_on.strftime("%d/%m/%Y")
        raise RuleBroken("meeting.before_papers", field="day", released_on=shown)


def refuse_move_into_past(day: date, had: date, today: date) -> None:
    """A meeting that was called is not moved to a day that has passed already.

    Raises RuleBroken.
    """
    if day < min(had, today):
        raise RuleBroken("meeting.moved_into_past", field="day")


def refuse_early_opening(day: date, today: date) -> None:
    """A meeting is opened on its day or entered afterwards, never before.

    Raises RuleBroken.
    """
    if today < day:
        raise RuleBroken("meeting.not_its_day", day=day.strftime("%d/%m/%Y"))


def refuse_people(
    chair_id: int | None,
    clerk_id: int | None,
    *,
    leaders: Collection[int],
    members: Collection[int],
) -> None:
    """Chair or deputy presides; another member of the unit keeps the minutes, if anybody does.

    Raises RuleBroken.
    """
    if not leaders:
        raise RuleBroken("meeting.nobody_leads", field="chair_id")
    if chair_id not in leaders:
        raise RuleBroken("meeting.chair_unknown", field="chair_id")
    if clerk_id is not None and clerk_id not in members:
        raise RuleBroken("meeting.clerk_unknown", field="clerk_id")
    if clerk_id == chair_id:
        raise RuleBroken("meeting.clerk_is_chair", field="clerk_id")


def refuse_speaker(speaker_id: int | None, presences: dict[int, Presence | None]) -> int:
    """Who speaks: a member of the unit who is not marked as absent.

    Raises RuleBroken. `presences` has every member who may attend, marked or not.
    """
    if speaker_id is None or speaker_id not in presences:
        raise RuleBroken("meeting.speaker_unknown", field="speaker_id")
    if presences[speaker_id] in (Presence.EXCUSED, Presence.UNEXCUSED):
        raise RuleBroken("meeting.speaker_absent", field="speaker_id")
    return speaker_id


def refuse_opinion_on(presented_at: datetime | None) -> None:
    """Opinions are about a report that was presented.

    Raises RuleBroken.
    """
    if presented_at is None:
        raise RuleBroken("meeting.not_presented", field="report_id")


def refuse_text(text: str, *, field: str, missing: str, longest: int = LONGEST_TEXT) -> str:
    """What was typed, without blanks around it.

    Raises RuleBroken with the code `missing` when it is empty, or when it is too long.
    """
    cleaned = plain_lines(text).strip()
    if not cleaned:
        raise RuleBroken(missing, field=field)
    if len(cleaned) > longest:
        raise RuleBroken("meeting.too_long", field=field, longest=longest)
    return cleaned


def doubts_about(
    start: datetime, *, known: Collection[datetime], quiet: tuple[int, int]
) -> list[RuleBroken]:
    """What is asked once before a meeting begins on a day off or in quiet hours.

    All moments are on a clock in Hanoi; the day and the hour of a known one were decided before.
    """
    day, hour, found = start.date(), start.time(), []
    if is_holiday(day) and day not in {one.date() for one in known}:
        code = "meeting.keep_tet" if is_tet(day) else "meeting.keep_holiday"
        found.append(RuleBroken(code, field="day", day=f"{day:%d/%m/%Y}"))
    if is_quiet(hour.hour, *quiet) and hour not in {one.time() for one in known}:
        facts = {"hour": f"{hour.hour} giờ {hour.minute:02d}", "since": quiet[0], "until": quiet[1]}
        found.append(RuleBroken("meeting.keep_hour", field="hour", **facts))
    return found
