"""What a member may choose when asking for a change of a turn: other turns, months, members."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select

from webapp.accounts import queries as accounts
from webapp.accounts.models import Membership
from webapp.accounts.queries import Member
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.plans import queries as plans
from webapp.plans import rules
from webapp.plans.models import Turn
from webapp.plans.rules import AHEAD
from webapp.plans.service import month_slots
from webapp.reports.models import SelfReport
from webapp.reports.rules import STAYS_WITH_AUTHOR, ReportState

#: How many of the next months that can take a turn are offered.
_OFFERED = 4


@dataclass(frozen=True)
class SwapChoice:
    """A turn of another member in another month."""

    turn_id: int
    member_id: int
    member_name: str
    month: date
    report_state: ReportState | None


def swaps(scope: Scope, turn: Turn, today: date) -> list[SwapChoice]:
    """The turns a turn can be swapped with, month by month, in two queries.

    Left out are those whose report was handed in, and those after which somebody would report
    twice in a month.
    """
    ahead = _turns_ahead(scope, today)
    busy = {one.month for one in ahead if one.member_id == turn.member_id}
    there = {one.member_id for one in ahead if one.month == turn.month}
    plans_of = plans.month_plans(scope, {one.month for one in ahead})
    return [
        one
        for one in ahead
        if one.month not in busy
        and one.member_id not in there
        and (one.report_state is None or one.report_state in STAYS_WITH_AUTHOR)
        and not rules.is_past(plans_of[one.month], today)
    ]


def _turns_ahead(scope: Scope, today: date) -> list[SwapChoice]:
    report = and_(SelfReport.turn_id == Turn.id, tenancy.within(scope, SelfReport))
    query = (
        select(Turn.id, Turn.member_id, Membership.full_name, Turn.month, SelfReport.state)
        .join(Membership, tenancy.refers_to(Turn.member_id, Membership))
        .outerjoin(SelfReport, report)
        .where(
            tenancy.within(scope, Turn, Membership),
            Turn.state.in_(AHEAD),
            Turn.month >= clock.previous_month(clock.month_of(today)),
        )
        .order_by(Turn.month, Membership.sort_key, Turn.id)
    )
    return [SwapChoice(*row) for row in db.session.execute(query)]


def months(scope: Scope, turn: Turn, today: date) -> list[date]:
    """The months after that of a turn in which its member can report."""
    return month_slots.rooms(scope, turn.member_id, turn.month, today)


def months_for_put_off(scope: Scope, report: SelfReport, today: date) -> list[date]:
    """The next months that can take a report which is put off; it goes before foreseen turns."""
    found = month_slots.rooms(scope, report.member_id, report.month, today, goes_first=True)
    return found[:_OFFERED]


def replacements(scope: Scope, turn: Turn) -> list[Member]:
    """The members who may report instead, in the order of Vietnamese lists."""
    day = plans.month_plan(scope, turn.month).meeting_on
    there = {turn.member_id, *month_slots.members_ahead(scope, turn.month)}
    return [member for member in accounts.may_report_on(scope, day) if member.id not in there]
