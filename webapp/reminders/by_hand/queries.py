"""Who is late with what in a unit, and how often they were reminded of it by hand."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from webapp.accounts.models import Membership
from webapp.accounts.queries import status_of
from webapp.accounts.rules import ACTIVE
from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.duties.facts import Contact, Reminded, ReportFact, UnitFacts, WeaknessFact
from webapp.duties.matters import matters
from webapp.followups.models import Weakness
from webapp.followups.queries import opens_to
from webapp.followups.rules import WeaknessState
from webapp.plans import queries as plans
from webapp.reminders.by_hand import rules, statements
from webapp.reminders.by_hand.rules import Late
from webapp.reports.models import SelfReport
from webapp.reports.rules import OVER


@dataclass(frozen=True)
class Written:
    """The reminders of one matter, and how many were written with those taken back."""

    stands: Reminded | None
    written: int


def late(scope: Scope, today: date) -> list[Late]:
    """What others are late with, of that which the actor may remind them of."""
    facts = UnitFacts(today, reports=_reports(scope, today), weaknesses=_threads(scope, today))
    return rules.late(matters(facts), scope.member_id, today)


def reminders_of(scope: Scope, keys: Collection[str]) -> dict[str, Written]:
    """The reminders by hand of some matters."""
    query = statements.reminded(scope).where(statements.ABOUT.in_(list(keys)))
    return {
        row.key: Written(Reminded(row.times, row.last_at) if row.times else None, row.written)
        for row in db.session.execute(query)
    }


def _reports(scope: Scope, today: date) -> list[ReportFact]:
    query = _of_members(scope, today, SelfReport).where(SelfReport.state.not_in(OVER))
    rows = list(db.session.execute(query.order_by(SelfReport.month, SelfReport.id)))
    due = plans.deadlines_of(scope, {report.month for report, *_ in rows}) if rows else {}
    return [
        ReportFact(
            report.id,
            report.member_id,
            name,
            report.month,
            report.state,
            due[report.month],
            contact=Contact(signs_in=signs_in),
        )
        for report, name, signs_in in rows
    ]


def _threads(scope: Scope, today: date) -> list[WeaknessFact]:
    query = _of_members(scope, today, Weakness).where(
        Weakness.state == WeaknessState.OPEN, Weakness.due_on < today, opens_to(scope)
    )
    return [
        WeaknessFact(
            thread.id, thread.member_id, thread.due_on, name, contact=Contact(signs_in=signs_in)
        )
        for thread, name, signs_in in db.session.execute(query.order_by(Weakness.id))
    ]


def _of_members(scope: Scope, today: date, model: Any) -> Any:
    """Rows of a table about active members, each with the name and whether they have an account."""
    return (
        select(model, Membership.full_name, Membership.account_id.is_not(None))
        .join(Membership, tenancy.refers_to(model.member_id, Membership))
        .where(tenancy.within(scope, model, Membership), status_of(today).in_(ACTIVE))
    )
