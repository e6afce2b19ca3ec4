"""What of a member is still open when they leave, and what becomes of it.

Turns of meetings on and after the day are dropped with the reason, and so are the reports begun
for them; offers are answered. A report that was presented before stays, for the chair to file.
Threads of weaknesses stay with the unit and are marked as carried on: no text moves along.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.followups import service as threads
from webapp.followups.models import Weakness
from webapp.plans import queries as plans
from webapp.plans import service as planning
from webapp.plans.models import Turn, Volunteer
from webapp.plans.rules import TurnState, VolunteerState
from webapp.reports import service as reports
from webapp.reports.models import SelfReport
from webapp.reports.rules import HEARD, OVER


@dataclass(frozen=True)
class OpenMatters:
    """What of a member is open."""

    #: Reports that are dropped with their turns.
    reports: list[SelfReport] = field(default_factory=list)
    #: Reports that stay, because they were presented or their meeting comes before the day.
    staying: list[SelfReport] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    offers: list[Volunteer] = field(default_factory=list)
    threads: list[Weakness] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is open."""
        kinds = (self.reports, self.staying, self.turns, self.offers, self.threads)
        return not any(kinds)


def open_matters(
    scope: Scope, member_id: int, from_on: date, until_on: date | None = None
) -> OpenMatters:
    """What is open of a member who is away from one day on, or until another; five queries."""
    open_reports = _of(scope, SelfReport, member_id, SelfReport.state.not_in(OVER))
    turns = _of(scope, Turn, member_id, Turn.state == TurnState.PLANNED)
    offers = _of(scope, Volunteer, member_id, Volunteer.state == VolunteerState.OFFERED)
    weaknesses = tenancy.rows_of(scope, Weakness).where(
        Weakness.member_id == member_id, Weakness.is_open
    )
    planned = plans.month_plans(scope, {row.month for row in (*open_reports, *turns, *offers)})
    # The months whose meetings the member misses.
    months = {
        month
        for month, plan in planned.items()
        if from_on <= plan.meeting_on and (until_on is None or plan.meeting_on <= until_on)
    }
    dropped = [r for r in open_reports if r.month in months and r.state not in HEARD]
    return OpenMatters(
        reports=dropped,
        staying=[report for report in open_reports if report not in dropped],
        turns=[turn for turn in turns if turn.month in months],
        offers=[offer for offer in offers if offer.month in months],
        threads=list(db.session.scalars(weaknesses.order_by(Weakness.pointed_out_on, Weakness.id))),
    )


def _of(scope: Scope, model: Any, member_id: int, is_open: Any) -> list[Any]:
    query = tenancy.rows_of(scope, model).where(model.member_id == member_id, is_open)
    return list(db.session.scalars(query.order_by(model.month, model.id)))


def settle(
    scope: Scope, matters: OpenMatters, reason: str, *, for_good: bool, now: datetime
) -> None:
    """Drop what the member can't do any more, and carry on the open weaknesses."""
    for report in matters.reports:
        reports.withdraw(scope, report, reason, now=now)
    for turn in matters.turns:
        planning.drop_turn(scope, turn.id, TurnState.WITHDRAWN)
    for offer in matters.offers:
        planning.answer_offer(scope, offer.id, VolunteerState.DECLINED)
    if for_good:
        for weakness in matters.threads:
            threads.carry(scope, weakness, reason, now=now)
