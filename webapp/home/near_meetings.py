"""The meetings that lie near, and what the member has to do, in one statement."""

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

from webapp.accounts.models import Membership
from webapp.accounts.queries import status_of
from webapp.accounts.rules import ACTIVE, MAY_REPORT
from webapp.accounts.scope import Scope
from webapp.commitments.models import Commitment
from webapp.commitments.rules import CommitmentState
from webapp.core import clock, tenancy, vietnamese
from webapp.core.prepared_statements import one_of, prepared
from webapp.core.tenancy import TenantScope
from webapp.duties.facts import Contact, WeaknessFact
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessState
from webapp.home.rules import first_words
from webapp.meetings.models import Meeting
from webapp.meetings.rules import MeetingKind, MeetingState
from webapp.plans import year_queries
from webapp.texts import service as texts
from webapp.thematic.models import ThematicPreparer, ThematicSession

#: So much of a weakness is looked up that its first words can be shown.
_LOOKED_AT = 200


@dataclass(frozen=True)
class Near:
    """The meetings that lie near, and what is the member's own."""

    #: With id, month, state, starts_at, place and clerk_id.
    meetings: list[Any]
    #: The member's own open threads, the most urgent first.
    own_weaknesses: list[WeaknessFact]
    #: Threads of others whose day has passed, for those who lead.
    overdue: list[WeaknessFact]
    #: How many others should have registered for the year and did not, for those who lead.
    unregistered: int
    #: Who was to report last month by the plan, and was given no turn since; for those who lead.
    passed: list[str]
    #: Months whose thematic session this member prepares and has no questions for yet.
    unprepared: list[date]


def near_meetings(scope: Scope, near: Sequence[date], today: date) -> Near:
    """The meetings from the first of some months on, and what waits for the member."""
    rows = _near_meetings.rows(
        scope,
        since=near[0],
        member_id=scope.member_id,
        this_month=clock.month_of(today),
        today=today,
        year=today.year,
        leads=scope.leads,
        sees_since=scope.sees_since or date.min,
    ).all()
    first = rows[0]
    return Near(
        meetings=[row for row in rows if row.id is not None],
        own_weaknesses=[_own(scope, *one) for one in first.threads or ()],
        overdue=[_of_another(*one) for one in first.overdue or ()],
        unregistered=first.unregistered or 0,
        passed=sorted(first.passed or [], key=vietnamese.sort_key),
        unprepared=sorted(first.unprepared or ()),
    )


def _own(scope: Scope, thread: int, due: str | None, words: str | None) -> WeaknessFact:
    due_on = date.fromisoformat(due) if due else None
    return WeaknessFact(thread, scope.member_id or 0, due_on, words=first_words(words or ""))


def _of_another(
    thread: int, member_id: int, due: str, name: str, phone: str | None, signs_in: bool
) -> WeaknessFact:
    contact = Contact(phone or "", signs_in)
    return WeaknessFact(thread, member_id, date.fromisoformat(due), name, contact=contact)


@prepared
def _near_meetings(
    scope: TenantScope,
    *,
    since: date,
    member_id: int | None,
    this_month: date,
    today: date,
    year: int,
    leads: bool,
    sees_since: date,
) -> Executable:
    if_leads = type_coerce(leads, Boolean)
    of_others = Weakness.member_id.is_distinct_from(member_id)
    missing = _unregistered(scope, today, year, member_id)
    return (
        _near(scope, since)
        .add_columns(
            _unprepared(scope, this_month, member_id),
            _own_threads(scope, member_id),
            _overdue(scope, today, sees_since, if_leads & of_others),
            case((if_leads, missing)).label("unregistered"),
            case((if_leads, _passed(scope, since))).label("passed"),
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
    return select(*columns, Meeting.clerk_id).select_from(always.outerjoin(Meeting, near))


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


def _own_threads(scope: TenantScope, member_id: int | None) -> Any:
    """The member's own open threads: the day until when each is to be put right, and its words."""
    words = func.left(texts.words_of(Weakness.text_id), _LOOKED_AT)
    told = func.json_build_array(Weakness.id, Weakness.due_on, words)
    in_order = aggregate_order_by(told, Weakness.due_on, Weakness.id)
    query = select(func.json_agg(in_order)).where(
        tenancy.within(scope, Weakness),
        Weakness.member_id == member_id,
        Weakness.state == WeaknessState.OPEN,
    )
    return query.scalar_subquery().label("threads")


def _overdue(scope: TenantScope, today: date, sees_since: date, asks: Any) -> Any:
    """The threads of others whose day has passed, with how their members are reached."""
    member = (Membership.full_name, Membership.phone, Membership.account_id.is_not(None))
    told = func.json_build_array(Weakness.id, Weakness.member_id, Weakness.due_on, *member)
    query = (
        select(func.json_agg(aggregate_order_by(told, Weakness.due_on, Weakness.id)))
        .join(Membership, tenancy.refers_to(Weakness.member_id, Membership))
        .where(
            asks,
            tenancy.within(scope, Weakness, Membership),
            Weakness.state == WeaknessState.OPEN,
            Weakness.due_on < today,
            Weakness.pointed_out_on >= sees_since,
            one_of(status_of(today), ACTIVE),
        )
    )
    return query.scalar_subquery().label("overdue")


def _passed(scope: TenantScope, month: date) -> Any:
    """Who was to report last month by the plan, and was given no turn since."""
    names = year_queries.passed_turns(scope, month).subquery()
    return select(func.json_agg(names.c.full_name)).scalar_subquery()


def _unregistered(scope: TenantScope, today: date, year: int, member_id: int | None) -> Any:
    """How many others should have registered for the year, and handed nothing in."""
    handed_in = and_(
        tenancy.within(scope, Commitment),
        Commitment.member_id == Membership.id,
        Commitment.year == year,
        Commitment.state != CommitmentState.DRAFT,
    )
    query = select(func.count()).select_from(Membership)
    return query.where(
        tenancy.within(scope, Membership),
        Membership.id.is_distinct_from(member_id),
        one_of(status_of(today), MAY_REPORT),
        ~select(Commitment.id).where(handed_in).correlate(Membership).exists(),
    ).scalar_subquery()
