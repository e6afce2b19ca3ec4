"""Who may be given a turn in a month, and which month needs somebody next."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select

from webapp.accounts import queries as accounts
from webapp.accounts.models import Membership
from webapp.accounts.rules import MAY_REPORT, MemberStatus
from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.plans import rules
from webapp.plans.models import Turn
from webapp.plans.queries import PlannedMonth, of_member, planned
from webapp.plans.rotation import Candidate
from webapp.plans.rules import MonthKind, TurnState, VolunteerState


@dataclass(frozen=True)
class Choice:
    """One member on the page where turns are assigned."""

    full_name: str
    status: MemberStatus
    may_report: bool
    is_assigned: bool
    candidate: Candidate

    @property
    def may_be_chosen(self) -> bool:
        """Whether a turn can be given to this member."""
        return self.may_report and not self.is_assigned


def choices(scope: Scope, month: PlannedMonth) -> list[Choice]:
    """Every member on the meeting day of a month, with what a proposal looks at."""
    volunteers = {o.member_id for o in month.offers if o.state is VolunteerState.OFFERED}
    assigned = {turn.member_id for turn in month.turns}
    looked_at = _candidates(scope, month.plan.month, volunteers)
    return [
        Choice(
            member.full_name,
            member.status,
            member.status in MAY_REPORT,
            member.id in assigned,
            looked_at[member.id],
        )
        for member in accounts.members_on(scope, month.plan.meeting_on)
    ]


def next_to_fill(scope: Scope, today: date) -> date:
    """The next month of reports that has fewer turns than it takes."""
    months = rules.months_ahead(today)
    for month in planned(scope, months):
        is_open = month.plan.kind is MonthKind.REPORTS and not rules.is_past(month.plan, today)
        if is_open and len(month.turns) < month.plan.most_turns:
            return month.plan.month
    return months[1]


def _candidates(scope: Scope, month: date, volunteers: set[int]) -> dict[int, Candidate]:
    """Turns in the year and the last turn before a month, for every member, in one query."""
    in_year = Turn.month.between(date(month.year, 1, 1), date(month.year, 12, 31))
    query = (
        select(
            Membership.id,
            Membership.joined_on,
            func.count(Turn.id).filter(in_year),
            func.max(Turn.month).filter(Turn.month < month),
        )
        .outerjoin(Turn, and_(of_member(Turn), Turn.state == TurnState.STANDING))
        .where(tenancy.within(scope, Membership))
        .group_by(Membership.organization_id, Membership.id)
    )
    return {
        member_id: Candidate(member_id, member_id in volunteers, turns, last_month, joined_on)
        for member_id, joined_on, turns, last_month in db.session.execute(query)
    }
