"""What waits for those who lead or sit on the committee, and for answers, in one statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Executable, case, func, select, type_coerce
from sqlalchemy.dialects.postgresql import aggregate_order_by

from webapp.accounts.models import Membership, RoleGrant
from webapp.accounts.queries import holds_on, status_of
from webapp.accounts.rules import ACTIVE, TERM_ENDS_SOON, Role
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.prepared_statements import one_of, prepared
from webapp.core.tenancy import TenantScope
from webapp.duties.facts import Reminded, TermFact
from webapp.duties.stages import AnyStage, Stage
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessState
from webapp.handover.rules import NEW_FOR
from webapp.plans.models import Volunteer
from webapp.plans.requests import queries as request_queries
from webapp.plans.rules import VolunteerState
from webapp.reminders.by_hand import statements as by_hand
from webapp.transfers.models import Arrival, Departure
from webapp.transfers.rules import ArrivalState, DepartureState
from webapp.units import brought_threads


@dataclass(frozen=True)
class Waiting:
    """What waits in the unit for this member."""

    #: How many matters of each stage wait.
    counts: dict[AnyStage, int]
    #: The last day of the office that ends first, if one ends soon; the chair's may be over.
    terms: list[TermFact]
    #: Since when the member chairs, if that is not long ago.
    chairs_since: date | None
    #: By month, who offered to report in it and waits for an answer of those who lead.
    offered: Mapping[date, list[str]]
    #: By row and matter, who was reminded by hand; for those who lead.
    reminded: dict[str, Reminded]


def waiting(scope: Scope, today: date) -> Waiting:
    """What waits for those who lead, for the committee, and for this member's answer."""
    row = _waiting.rows(
        scope,
        today=today,
        soon=today + TERM_ENDS_SOON,
        lately=today - NEW_FOR,
        member_id=scope.member_id,
        leads=scope.leads,
        reviews=scope.reviews,
        this_month=clock.month_of(today),
    ).one()
    offered: dict[date, list[str]] = {}
    for month, name in row.offered or ():
        offered.setdefault(date.fromisoformat(month), []).append(name)
    return Waiting(
        counts=_counts(row),
        terms=[TermFact(row.term_ends)] if row.term_ends else [],
        chairs_since=row.chairs_since if Role.CHAIR in scope.roles else None,
        offered=offered,
        reminded={
            key: Reminded(times, datetime.fromisoformat(at))
            for key, times, at in row.reminded or ()
        },
    )


def _counts(row: Any) -> dict[AnyStage, int]:
    return {
        Stage.MEMBER_ARRIVES: row.arrivals,
        Stage.MEMBER_NOT_RECEIVED: row.refused,
        Stage.REQUEST_ASKED: row.to_answer,
        Stage.REQUEST_AGREED: row.to_decide or 0,
        Stage.WEAKNESS_CARRIED: row.carried or 0,
        WeaknessState.REMEDY_REPORTED: row.remedies,
    }


@prepared
def _waiting(
    scope: TenantScope,
    *,
    today: date,
    soon: date,
    lately: date,
    member_id: int | None,
    leads: bool,
    reviews: bool,
    this_month: date,
) -> Executable:
    if_leads, if_reviews = type_coerce(leads, Boolean), type_coerce(reviews, Boolean)
    arrives = Arrival.state == ArrivalState.WAITING
    is_refused = Departure.state == DepartureState.REFUSED
    is_reported = Weakness.state == WeaknessState.REMEDY_REPORTED
    of_others = Weakness.member_id.is_distinct_from(member_id)
    return select(
        _count(scope, Arrival, if_leads & arrives, "arrivals"),
        _count(scope, Departure, if_leads & is_refused, "refused"),
        _term_ends_on(scope, today, soon, if_leads),
        _chairs_since(scope, today, lately, member_id),
        request_queries.awaiting_answer(scope, member_id).label("to_answer"),
        _if(if_leads, request_queries.awaiting_decision(scope), "to_decide"),
        _offered(scope, this_month, if_leads),
        _count(scope, Weakness, if_reviews & is_reported & of_others, "remedies"),
        _if(if_leads, by_hand.reminded_as_list(scope), "reminded"),
        _if(if_reviews, brought_threads.how_many_wait(scope), "carried"),
    )


def _if(wanted: Any, asked: Any, name: str) -> Any:
    """A value that the database looks for only where it is wanted, or nothing."""
    return case((wanted, asked)).label(name)


def _offered(scope: TenantScope, this_month: date, asks: Any) -> Any:
    """The offers that wait, each with its month and who made it, in the order they were made."""
    pair = func.json_build_array(Volunteer.month, Membership.full_name)
    query = (
        select(func.json_agg(aggregate_order_by(pair, Volunteer.month, Volunteer.id)))
        .join(Membership, tenancy.refers_to(Volunteer.member_id, Membership))
        .where(
            asks,
            tenancy.within(scope, Volunteer, Membership),
            Volunteer.state == VolunteerState.OFFERED,
            Volunteer.month >= this_month,
        )
    )
    return query.scalar_subquery().label("offered")


def _count(scope: TenantScope, model: Any, waits: Any, name: str) -> Any:
    query = select(func.count()).select_from(model).where(tenancy.within(scope, model), waits)
    return query.scalar_subquery().label(name)


def _chairs_since(scope: TenantScope, today: date, lately: date, member_id: int | None) -> Any:
    """Since when the member chairs, if that is not long ago; only for who chairs today."""
    query = select(func.max(RoleGrant.from_on)).where(
        tenancy.within(scope, RoleGrant),
        RoleGrant.role == Role.CHAIR,
        RoleGrant.member_id == member_id,
        RoleGrant.from_on >= lately,
        RoleGrant.from_on <= today,
    )
    return query.scalar_subquery().label("chairs_since")


def _term_ends_on(scope: TenantScope, today: date, soon: date, asks: Any) -> Any:
    """The last day of the office that ends first, if one ends soon."""
    return (
        select(func.min(RoleGrant.until_on))
        .join(Membership, tenancy.refers_to(RoleGrant.member_id, Membership))
        .where(
            asks,
            tenancy.within(scope, RoleGrant, Membership),
            holds_on(RoleGrant, today),
            RoleGrant.until_on <= soon,
            one_of(status_of(today), ACTIVE),
        )
        .scalar_subquery()
        .label("term_ends")
    )
