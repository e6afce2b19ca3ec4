"""What is open in a unit, as numbers: looked at from inside the unit, told to its superior."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select

from webapp.accounts import queries as accounts
from webapp.accounts.models import Membership
from webapp.accounts.queries import status_of
from webapp.accounts.rules import MemberStatus
from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import seen
from webapp.followups.models import Weakness
from webapp.meetings.models import Meeting
from webapp.meetings.rules import MeetingState
from webapp.organizations.models import Organization
from webapp.plans.models import Turn
from webapp.plans.rules import AHEAD
from webapp.reports.models import SelfReport
from webapp.reports.rules import OVER, PRESENTED
from webapp.rollups import hiding


@dataclass(frozen=True)
class OpenWork:
    """How much is open in a unit; no name and no word of it."""

    reports: int
    turns: int
    meetings_called: int
    meetings_running: int
    #: Open weaknesses; none where fewer than three persons stand behind them, as in all figures.
    threads: int | None
    members: int

    @property
    def is_nothing(self) -> bool:
        """Whether nothing would be left lying."""
        return not (self.reports or self.turns or self.meetings_called or self.threads != 0)


def scope_in(unit: Organization, by: Scope | None = None) -> Scope:
    """The scope in which somebody from outside acts in a unit; the caller has gone over to it."""
    scope = accounts.task_scope(unit.id, by.outside if by else None)
    return seen(scope)


def open_work_of(unit: Organization, today: date) -> OpenWork:
    """What is open in a unit, in one query of numbers."""
    with tenancy.elsewhere(unit.id):
        return open_work(scope_in(unit), today)


def open_work(scope: Scope, today: date) -> OpenWork:
    """The same for somebody who is inside already."""
    presented = select(SelfReport.turn_id).where(
        tenancy.within(scope, SelfReport), SelfReport.state.in_(PRESENTED)
    )
    members = status_of(today) != MemberStatus.LEFT.value
    counted = (
        (SelfReport, SelfReport.state.not_in(OVER)),
        (Turn, Turn.state.in_(AHEAD) & Turn.id.not_in(presented)),
        (Meeting, Meeting.state == MeetingState.CALLED),
        (Meeting, Meeting.state == MeetingState.OPEN),
        (Weakness, Weakness.is_open),
        (Membership, members),
    )
    numbers = [
        select(func.count()).where(tenancy.within(scope, model), condition).scalar_subquery()
        for model, condition in counted
    ]
    persons = select(func.count(Weakness.member_id.distinct())).where(
        tenancy.within(scope, Weakness), Weakness.is_open
    )
    *found, behind = db.session.execute(select(*numbers, persons.scalar_subquery())).one()
    work = OpenWork(*found)
    return replace(work, threads=None) if hiding.is_small(behind) else work


def count_accounts(scope: Scope, account_ids: Collection[int]) -> int:
    """How many of these accounts belong to the unit already."""
    query = select(func.count()).where(
        tenancy.within(scope, Membership), Membership.account_id.in_(account_ids)
    )
    return db.session.scalar(query) or 0
