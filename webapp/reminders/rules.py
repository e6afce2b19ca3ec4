"""On which days whom to remind of what, and when a reminder has lost its sense.

Source: product description §8. Days are counted from the days of the month's plan, so that all of
them move with the meeting. A missed day is caught up while its reminder makes sense.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from webapp.core.addresses import Address
from webapp.notices.rules import NoticeKind
from webapp.plans.rules import MonthKind
from webapp.reminders.facts import (
    MeetingFact,
    MonthFact,
    QuarterFact,
    ReportFact,
    UnitFacts,
    WeaknessFact,
)
from webapp.reports.rules import AGREEING_REMINDED, ReportState, agrees_until

#: Days from the meeting, from the due day of the draft, and so on; see `_reminders`.
TURN_COMING_DAYS = (-14,)
DRAFT_DUE_DAYS = (-3, -1)
DRAFT_LATE_DAYS = (1,)
DRAFT_LATE_CHAIR_DAYS = (2,)
INVITATION_DAYS = (-3,)
#: From the due day of the final version: 5, 7 and 10 days after the meeting by default.
FINAL_DUE_DAYS = (-2, 0, 3)
REMEDY_DUE_DAYS = (-7, 0)
#: From the meeting before, at which the next reporters are named.
PLAN_MISSING_DAYS = (1, 5)
#: From the first day of the quarter's last month.
THEMATIC_MISSING_DAYS = (0, 14)

#: From the last day of a chair's term, as long as nobody has taken over.
TERM_OVER_DAYS = (1, 7, 14, 28, 60, 90)
#: Those who sit beside the chair learn it once.
TERM_OVER_BESIDE_DAYS = (1,)

#: How long the last reminder about something overdue is worth catching up.
_AFTERWARDS = timedelta(days=7)
_UNWRITTEN = (ReportState.ASSIGNED, ReportState.DRAFTING)


@dataclass(frozen=True)
class Reminder:
    """What one member is to be reminded of on which days, as long as it is not done."""

    kind: NoticeKind
    to: int
    subject: str
    days: tuple[date, ...]
    #: The last day on which it makes sense.
    until: date
    link: Address
    facts: dict[str, Any] = field(default_factory=dict)

    def due_day(self, today: date) -> date | None:
        """The reminder day that has come last, or none."""
        passed = [day for day in self.days if day <= today <= self.until]
        return max(passed, default=None)


def reminders(unit: UnitFacts) -> list[Reminder]:
    """Every reminder of a unit that is not settled by what people have done already."""
    found = [r for report in unit.reports for r in _about_report(unit, report)]
    found += [r for meeting in unit.meetings for r in _invitations(unit, meeting)]
    found += [_remedy(unit, weakness) for weakness in unit.weaknesses]
    found += [r for month in unit.months for r in _plan_missing(unit, month)]
    if unit.without_thematic is not None:
        found += _thematic_missing(unit, unit.without_thematic)
    return [*found, *_term_over(unit), *_seat_empty(unit)]


def _term_over(unit: UnitFacts) -> Iterator[Reminder]:
    """The chair hands over; until then the committee knows who acts."""
    link = Address("handover.show")
    for acting, (name, until_on) in unit.seat.acting.items():
        facts: dict[str, Any] = {"member": name, "until_on": until_on}
        for to in sorted(unit.reviewers | {acting}):
            offsets = TERM_OVER_DAYS if to == acting else TERM_OVER_BESIDE_DAYS
            days, subject = _from(until_on, offsets), f"term:{acting}"
            until = days[-1] + _AFTERWARDS
            yield Reminder(NoticeKind.TERM_OVER, to, subject, days, until, link, facts)


def _seat_empty(unit: UnitFacts) -> Iterator[Reminder]:
    """Once a week, as long as nobody chairs and nobody is proposed."""
    monday = unit.today - timedelta(days=unit.today.weekday())
    for to in sorted(unit.seat.asked):
        yield Reminder(
            NoticeKind.SEAT_EMPTY, to, "seat", (monday,), monday + timedelta(days=6),
            Address("nominations.show"),
        )  # fmt: skip


def _from(anchor: date, offsets: Iterable[int]) -> tuple[date, ...]:
    return tuple(anchor + timedelta(days=offset) for offset in offsets)


def _about_report(unit: UnitFacts, report: ReportFact) -> Iterator[Reminder]:
    if report.state in _UNWRITTEN:
        yield from _unwritten(unit, report)
    elif report.state is ReportState.SUBMITTED:
        yield from _review_waiting(unit, report)
    elif report.state is ReportState.FINALIZING:
        final_on = report.deadlines.final_on
        days = _from(final_on, FINAL_DUE_DAYS)
        yield _of_report(
            unit, report, NoticeKind.FINAL_DUE, report.member_id, days, days[-1] + _AFTERWARDS,
            by=final_on,
        )  # fmt: skip
    elif report.filed_for_on is not None:
        yield _agreeing(unit, report, report.filed_for_on)


def _agreeing(unit: UnitFacts, report: ReportFact, filed_on: date) -> Reminder:
    """The last days of a member's word to what was filed for them."""
    until = agrees_until(filed_on)
    days = (filed_on + AGREEING_REMINDED,)
    kind, to = NoticeKind.FILING_WAITS, report.member_id
    link = Address("reports.show", {"report_id": report.id})
    facts = {"month": report.month, "until_on": until}
    return Reminder(kind, to, f"report:{report.id}", days, until, link, facts)


def _unwritten(unit: UnitFacts, report: ReportFact) -> Iterator[Reminder]:
    """Reminders of a draft that is not sent: to its author, in the end to the chair.

    Days up to the assignment are not missed ones: the assignment itself told of them.
    """
    due = report.deadlines
    draft_days = _from(due.draft_on, DRAFT_DUE_DAYS)
    before_draft = draft_days[0] - timedelta(days=1)
    plan = (
        (NoticeKind.TURN_COMING, _from(due.meeting_on, TURN_COMING_DAYS), before_draft),
        (NoticeKind.DRAFT_DUE, draft_days, due.draft_on),
        (NoticeKind.DRAFT_LATE, _from(due.draft_on, DRAFT_LATE_DAYS), due.meeting_on),
        (NoticeKind.DRAFT_LATE_CHAIR, _from(due.draft_on, DRAFT_LATE_CHAIR_DAYS), due.meeting_on),
    )
    for kind, days, until in plan:
        if kind is NoticeKind.TURN_COMING and report.state is not ReportState.ASSIGNED:
            continue
        to_chair = kind is NoticeKind.DRAFT_LATE_CHAIR
        recipients = unit.chairs - {report.member_id} if to_chair else {report.member_id}
        later = tuple(day for day in days if day > report.assigned_on)
        for member_id in sorted(recipients):
            yield _of_report(unit, report, kind, member_id, later, until, by=due.draft_on)


def _review_waiting(unit: UnitFacts, report: ReportFact) -> Iterator[Reminder]:
    """A draft waits for the committee; where only its author could review, for the chair."""
    due = report.deadlines
    sent_on = report.submitted_on or report.assigned_on
    # The act of sending announces its own day; the scan finds that announcement in its place.
    days = tuple(day for day in (sent_on, due.committee_on, due.supplement_on) if day >= sent_on)
    for member_id in sorted(unit.reviewers - {report.member_id} or unit.chairs):
        yield _of_report(
            unit, report, NoticeKind.REVIEW_WAITING, member_id, days, due.meeting_on,
            by=due.committee_on,
        )  # fmt: skip


def _of_report(
    unit: UnitFacts,
    report: ReportFact,
    kind: NoticeKind,
    to: int,
    days: tuple[date, ...],
    until: date,
    *,
    by: date,
) -> Reminder:
    link = Address("reports.show", {"report_id": report.id})
    facts: dict[str, Any] = {
        "month": report.month,
        "member": report.member_name,
        "by": by,
        "meeting_on": report.deadlines.meeting_on,
    }
    return Reminder(kind, to, f"report:{report.id}", days, until, link, facts)


def _invitations(unit: UnitFacts, meeting: MeetingFact) -> Iterator[Reminder]:
    days = _from(meeting.starts_on, INVITATION_DAYS)
    link = Address("meetings.show", {"meeting_id": meeting.id})
    facts = {"month": meeting.month, "starts_at": meeting.starts_at, "place": meeting.place}
    for member_id in sorted(unit.invited):
        yield Reminder(
            NoticeKind.MEETING_INVITATION, member_id, f"meeting:{meeting.id}", days,
            meeting.starts_on, link, facts,
        )  # fmt: skip


def _remedy(unit: UnitFacts, weakness: WeaknessFact) -> Reminder:
    days = tuple(
        day for day in _from(weakness.due_on, REMEDY_DUE_DAYS) if day > weakness.pointed_out_on
    )
    return Reminder(
        NoticeKind.REMEDY_DUE,
        weakness.member_id,
        f"weakness:{weakness.id}",
        days,
        weakness.due_on + _AFTERWARDS,
        Address("followups.show", {"weakness_id": weakness.id}),
        {"by": weakness.due_on},
    )


def _plan_missing(unit: UnitFacts, month: MonthFact) -> Iterator[Reminder]:
    plan = month.plan
    if plan.kind is not MonthKind.REPORTS or month.turns or plan.is_held:
        return
    name = plan.month.strftime("%Y-%m")
    days = _from(month.assign_on, PLAN_MISSING_DAYS)
    for member_id in sorted(unit.chairs):
        yield Reminder(
            NoticeKind.PLAN_MISSING, member_id, f"month:{name}", days, plan.meeting_on,
            Address("assigning.show", {"month": name}), {"month": plan.month},
        )  # fmt: skip


def _thematic_missing(unit: UnitFacts, quarter: QuarterFact) -> Iterator[Reminder]:
    days = _from(quarter.last_month, THEMATIC_MISSING_DAYS)
    for member_id in sorted(unit.chairs):
        yield Reminder(
            NoticeKind.THEMATIC_MISSING, member_id, f"quarter:{quarter.first_day:%Y-%m}", days,
            quarter.last_day, Address("plans.show"), {"quarter": quarter.first_day},
        )  # fmt: skip
