"""The meetings that lie near, and what waits for the member, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    Executable,
    Select,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from webapp.accounts.models import Membership, RoleGrant
from webapp.accounts.queries import holds_on, status_of
from webapp.accounts.rules import ACTIVE, TERM_ENDS_SOON, Role
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.prepared_statements import one_of, prepared
from webapp.core.tenancy import TenantScope
from webapp.duties.facts import WeaknessFact
from webapp.duties.stages import AnyStage, Stage
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessState
from webapp.handover.rules import NEW_FOR
from webapp.meetings.models import Meeting
from webapp.meetings.rules import MeetingKind, MeetingState
from webapp.plans.models import Volunteer
from webapp.plans.requests import queries as request_queries
from webapp.plans.rules import VolunteerState
from webapp.thematic.models import ThematicPreparer, ThematicSession
from webapp.transfers.models import Arrival, Departure
from webapp.transfers.rules import ArrivalState, DepartureState
from webapp.units import brought_threads


@dataclass(frozen=True)
class Near:
    """The meetings that lie near, and what waits for the member."""

    #: With id, month, state, starts_at and place.
    meetings: list[Any]
    #: How many matters of each stage wait.
    waiting: dict[AnyStage, int]
    #: The last day of the office that ends first, if one ends soon; the chair's may be over.
    term_ends_on: date | None
    #: Since when the member chairs, if that is not long ago.
    chairs_since: date | None
    #: The month of every offer to report that waits for an answer of those who lead.
    offered: list[date]
    #: The member's own open threads, the most urgent first.
    own_weaknesses: list[WeaknessFact]
    #: Months whose thematic session this member prepares and has no questions for yet.
    unprepared: list[date]


def near_meetings(scope: Scope, near: Sequence[date], today: date) -> Near:
    """The meetings from the first of some months on, and what waits for the member."""
    rows = _near_meetings.rows(
        scope,
        since=near[0],
        near=list(near),
        today=today,
        soon=today + TERM_ENDS_SOON,
        lately=today - NEW_FOR,
        member_id=scope.member_id,
        leads=scope.leads,
        reviews=scope.reviews,
        this_month=clock.month_of(today),
    ).all()
    first = rows[0]
    return Near(
        meetings=[row for row in rows if row.id is not None],
        waiting=_counts(first),
        term_ends_on=first.term_ends,
        chairs_since=first.chairs_since if Role.CHAIR in scope.roles else None,
        offered=first.offered or [],
        own_weaknesses=[
            WeaknessFact(thread, scope.member_id or 0, date.fromisoformat(due) if due else None)
            for thread, due in first.threads or ()
        ],
        unprepared=sorted(first.unprepared or ()),
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
def _near_meetings(
    scope: TenantScope,
    *,
    since: date,
    near: list[date],
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
    return (
        _near(scope, since)
        .add_columns(
            _count(scope, Arrival, if_leads & arrives, "arrivals"),
            _count(scope, Departure, if_leads & is_refused, "refused"),
            _term_ends_on(scope, today, soon, if_leads),
            _chairs_since(scope, today, lately, member_id),
            request_queries.awaiting_answer(scope, member_id).label("to_answer"),
            _if(if_leads, request_queries.awaiting_decision(scope), "to_decide"),
            _unprepared(scope, this_month, member_id),
            _offered(scope, near, if_leads),
            _own_threads(scope, member_id),
            _count(scope, Weakness, if_reviews & is_reported & of_others, "remedies"),
            _if(if_reviews, brought_threads.how_many_wait(scope), "carried"),
        )
        .order_by(Meeting.starts_at)
    )


def _near(scope: TenantScope, since: date) -> Select[*tuple[Any, ...]]:
    """The meetings; one row stands before them, so that something is told where there is none."""
    always = select(literal(1).label("one")).subquery()
    near = and_(
        tenancy.within(scope, Meeting),
        Meeting.kind != MeetingKind.COMMITTEE,
        or_(Meeting.state != MeetingState.CLOSED, Meeting.month >= since),
    )
    columns = (Meeting.id, Meeting.month, Meeting.state, Meeting.starts_at, Meeting.place)
    return select(*columns).select_from(always.outerjoin(Meeting, near))


def _if(wanted: Any, asked: Any, name: str) -> Any:
    """A value that the database looks for only where it is wanted, or nothing."""
    return case((wanted, asked)).label(name)


def _unprepared(scope: TenantScope, this_month: date, member_id: int | None) -> Any:
    """The months whose thematic session waits for this member's questions."""
    prepares = tenancy.refers_to(ThematicPreparer.session_id, ThematicSession)
    query = (
        select(func.array_agg(ThematicSession.month))
        .join(ThematicPreparer, prepares)
        .where(
            tenancy.within(scope, ThematicSession, ThematicPreparer),
            ThematicPreparer.member_id == member_id,
            ThematicSession.questions_id.is_(None),
            ThematicSession.month >= this_month,
        )
    )
    return query.scalar_subquery().label("unprepared")


def _offered(scope: TenantScope, near: list[date], asks: Any) -> Any:
    """The months of the offers that wait, one for each."""
    query = select(func.array_agg(Volunteer.month)).where(
        asks,
        tenancy.within(scope, Volunteer),
        Volunteer.state == VolunteerState.OFFERED,
        one_of(Volunteer.month, near),
    )
    return query.scalar_subquery().label("offered")


def _own_threads(scope: TenantScope, member_id: int | None) -> Any:
    """The member's own open threads, each with the day until when it is to be put right."""
    pair = func.json_build_array(Weakness.id, Weakness.due_on)
    in_order = aggregate_order_by(pair, Weakness.due_on, Weakness.id)
    query = select(func.json_agg(in_order)).where(
        tenancy.within(scope, Weakness),
        Weakness.member_id == member_id,
        Weakness.state == WeaknessState.OPEN,
    )
    return query.scalar_subquery().label("threads")


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
