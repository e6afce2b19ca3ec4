"""Find the stage and the days of everything under way."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta

from webapp.core import clock
from webapp.core.working_days import nearest_open
from webapp.duties import session_matters
from webapp.duties.facts import MeetingFact, MonthFact, ReportFact, TermFact, UnitFacts
from webapp.duties.rules import Matter, due_on
from webapp.duties.stages import Day, Stage, Whose
from webapp.duties.table import TABLE
from webapp.followups.rules import WeaknessState
from webapp.meetings.rules import MeetingState
from webapp.plans.rules import Deadlines, MonthKind, MonthPlan
from webapp.reports.rules import BEFORE_PRESENTED, ReportState, agrees_until

#: A meeting is called three days before it, or earlier.
CALLED_AHEAD = timedelta(days=3)
#: Where there is no meeting in the month before, reporters are named so long ahead.
NAMED_AHEAD = timedelta(days=30)
_NEXT_DAY = timedelta(days=1)


def matters(facts: UnitFacts) -> list[Matter]:
    """Everything under way, each with its stage and its days."""
    found = [of_report(report) for report in facts.reports]
    found += [one for meeting in facts.meetings for one in _of_meeting(meeting, facts.today)]
    called = {meeting.month for meeting in facts.meetings}
    found += [one for month in facts.months for one in _of_month(month, facts, called)]
    found += [one for plan, names in facts.offered for one in _offered(plan, names)]
    found += _of_passed(facts)
    found += session_matters.of_quarter(facts.quarter, facts.today)
    found += session_matters.of_sessions(facts)
    found += [
        Matter(
            WeaknessState.OPEN,
            {Day.REMEDY: weakness.due_on} if weakness.due_on else {},
            member_id=weakness.member_id,
            name=weakness.name,
            words=weakness.words,
            contact=weakness.contact,
            subject=f"weakness:{weakness.id}",
            values={"weakness_id": weakness.id},
            told_from=weakness.pointed_out_on + _NEXT_DAY,
        )
        for weakness in facts.weaknesses
    ]
    found += [_of_term(term, facts.today) for term in facts.terms]
    return [*found, *_of_member(facts), *_counted(facts)]


def report_days(due: Deadlines, filed_for_on: date | None = None) -> dict[Day, date]:
    """The days of a report, or of a month of reports."""
    days = {Day(name): day for name, day in asdict(due).items()}
    return days | {Day.AGREE: agrees_until(filed_for_on)} if filed_for_on else days


def report_due(state: ReportState, due: Deadlines, filed_at: datetime | None) -> date | None:
    """The day by which somebody must act on a report; none where nobody must."""
    filed_on = clock.day_of(filed_at) if filed_at else None
    return due_on(TABLE[state], report_days(due, filed_on))


def of_report(report: ReportFact) -> Matter:
    """A report in its state."""
    is_sent, waits = report.state is ReportState.SUBMITTED, report.filed_for_on is not None
    sent_on = report.submitted_on or report.assigned_on
    days = report_days(report.deadlines, report.filed_for_on) | {Day.SENT: sent_on}
    about = {"member": report.member_name, "meeting_on": days[Day.MEETING]}
    is_left = report.is_held and report.state in BEFORE_PRESENTED
    return Matter(
        Stage.REPORT_LEFT if is_left else report.state,
        days,
        # What is left over those who lead move on, their own too: nobody else could.
        member_id=None if is_left else report.member_id,
        name=report.member_name,
        contact=report.contact,
        month=report.month,
        subject=f"report:{report.id}",
        values={"report_id": report.id},
        facts={"month": report.month, **({"until_on": days[Day.AGREE]} if waits else about)},
        # Assigning and returning told of the days up to their own; sending tells of its own.
        told_from=sent_on if is_sent else (report.returned_on or report.assigned_on) + _NEXT_DAY,
    )


def _of_meeting(meeting: MeetingFact, today: date) -> Iterator[Matter]:
    is_ahead = meeting.starts_on > today
    called = [Stage.MEETING_CALLED if is_ahead else Stage.MEETING_DUE]
    if meeting.papers_out:
        called.append(Stage.PAPERS_OUT)
    elif is_ahead:
        called.append(Stage.PAPERS_TO_PREPARE)
    stages = {
        MeetingState.CALLED: called,
        MeetingState.OPEN: [Stage.MEETING_OPEN],
        MeetingState.CLOSED: [],
    }
    about = {
        "month": meeting.month,
        "starts_at": meeting.starts_at,
        "place": meeting.place,
        "revision": meeting.revision,
    }
    for stage in stages[meeting.state]:
        yield Matter(
            stage,
            {Day.MEETING: meeting.starts_on, Day.RELEASE: meeting.release_on},
            month=meeting.month,
            subject=f"meeting:{meeting.id}",
            values={"meeting_id": meeting.id},
            facts=about,
            clerk_id=meeting.clerk_id,
        )


def _of_month(month: MonthFact, facts: UnitFacts, called: set[date]) -> Iterator[Matter]:
    plan = month.plan
    if plan.kind is MonthKind.NONE or plan.meeting_on < facts.opened_on:
        return
    stages = [] if plan.month in called else [Stage.MEETING_UNCALLED]
    is_ahead = plan.meeting_on >= facts.today and not plan.is_held
    if is_ahead and plan.kind is MonthKind.REPORTS and not month.turns:
        stages.append(Stage.MONTH_UNNAMED)
    elif is_ahead and month.offered_by:
        stages.append(Stage.MONTH_OFFERED)
    name = f"{plan.month:%Y-%m}"
    for stage in stages:
        yield Matter(
            stage,
            _month_days(month, facts.opened_on),
            month=plan.month,
            count=len(month.offered_by),
            people=month.offered_by,
            subject=f"month:{name}",
            values={"month": name},
            facts={"month": plan.month},
        )


def _of_passed(facts: UnitFacts) -> Iterator[Matter]:
    """Turns foreseen for last month: they can be given in the next month of reports."""
    ahead = (one for one in facts.to_meet if not one.is_held and one.kind is MonthKind.REPORTS)
    plan = next((one for one in ahead if one.meeting_on >= facts.today), None)
    if facts.passed and plan:
        month = clock.month_of(facts.today)
        name = f"{plan.month:%Y-%m}"
        yield Matter(
            Stage.TURNS_PASSED,
            {Day.MEETING: plan.meeting_on, Day.MONTH_BEGINS: month},
            month=plan.month,
            count=len(facts.passed),
            people=facts.passed,
            subject=f"passed:{month:%Y-%m}",
            values={"month": name},
        )


def _offered(plan: MonthPlan, names: Sequence[str]) -> Iterator[Matter]:
    """Offers for a month that lies further ahead."""
    if plan.kind is MonthKind.REPORTS:
        name = f"{plan.month:%Y-%m}"
        yield Matter(
            Stage.MONTH_OFFERED,
            month=plan.month,
            count=len(names),
            people=names,
            subject=f"month:{name}",
            values={"month": name},
        )


def _month_days(month: MonthFact, opened_on: date) -> dict[Day, date]:
    """The days of a month's preparation; a meeting before the unit was opened named nobody."""
    meeting_on, met_before = month.plan.meeting_on, month.before.kind is not MonthKind.NONE
    naming_on = month.before.meeting_on if met_before else meeting_on - NAMED_AHEAD
    days = {
        Day.CALLING: nearest_open(meeting_on - CALLED_AHEAD, -1, with_weekends=False),
        Day.MEETING: meeting_on,
        Day.NAMING_SINCE: max(naming_on, opened_on),
    }
    return days | ({Day.NAMING: naming_on} if naming_on >= opened_on else {})


def _of_term(term: TermFact, today: date) -> Matter:
    return Matter(
        Stage.TERM_OVER if term.until_on < today else Stage.TERM_ENDING,
        {Day.TERM_END: term.until_on},
        member_id=term.member_id,
        subject=f"term:{term.member_id}",
        facts={"member": term.name, "until_on": term.until_on},
    )


def _of_member(facts: UnitFacts) -> Iterator[Matter]:
    """What only the asking member has to do."""
    who, this_month = facts.member_id, clock.month_of(facts.today)
    for plan in facts.unprepared:
        if plan.has_session and not plan.is_held:
            values = {"month": f"{plan.month:%Y-%m}"}
            days = report_days(plan.deadlines)
            yield Matter(Stage.SESSION_UNPREPARED, days, who, month=plan.month, values=values)
    for thread in facts.helped:
        days = {Day.REMEDY: thread.due_on} if thread.due_on else {}
        values, name = {"weakness_id": str(thread.id)}, thread.name
        yield Matter(Stage.WEAKNESS_HELPED, days, who, name=name, values=values)
    if facts.lacks_registration:
        by = date(facts.today.year, 1, 31)
        days = {Day.REGISTRATION: by} if facts.opened_on <= by else {}
        yield Matter(Stage.REGISTRATION_MISSING, days, who, month=this_month)
    # The first chair of a unit takes nothing over.
    if facts.chairs_since and facts.chairs_since > facts.opened_on:
        yield Matter(Stage.CHAIR_NEW)


def _counted(facts: UnitFacts) -> Iterator[Matter]:
    """Matters of which only the number is known."""
    month = clock.month_of(facts.today)
    days = {
        Day.TODAY: facts.today,
        Day.WEEK: facts.today - timedelta(days=facts.today.weekday()),
        Day.ASSESSMENT: date(facts.today.year, 12, 31),
    }
    registration_on = date(facts.today.year, 1, 31)
    if facts.opened_on <= registration_on:
        days[Day.REGISTRATION] = registration_on
    if facts.next_meeting_on:
        days[Day.NEXT_MEETING] = facts.next_meeting_on
    for stage, count in facts.waiting.items():
        if count:
            asked = facts.member_id if TABLE[stage].by is Whose.MEMBER else None
            yield Matter(stage, days, asked, month=month, count=count, subject=stage.value)
