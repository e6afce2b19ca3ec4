"""Open threads of members, and one thread with its history and its readers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import joinedload

from webapp.accounts import visible_since
from webapp.accounts.members.readers import Reader, readers_of
from webapp.accounts.permissions import Permission, allows, permitted
from webapp.accounts.scope import About, Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.tenancy import TenantScope
from webapp.followups import gone, rules
from webapp.followups.models import Weakness, WeaknessEvent
from webapp.followups.rules import STEPS_OF_MEMBER, WeaknessSource, WeaknessState, WeaknessStep
from webapp.texts import service as texts


@dataclass(frozen=True)
class OpenWeakness:
    """One thread that is not confirmed yet, in words."""

    id: int
    wording: str
    source: WeaknessSource
    state: WeaknessState
    pointed_out_on: date
    due_on: date | None
    helper_name: str | None


@dataclass(frozen=True)
class ThreadRow:
    """One thread as lists show it."""

    id: int
    member_id: int
    member_name: str
    wording: str
    source: WeaknessSource
    state: WeaknessState
    pointed_out_on: date
    due_on: date | None
    helper_name: str | None
    is_overdue: bool
    #: Another day that the member asks for.
    asked_due_on: date | None
    member_left: bool
    helper_left: bool

    @property
    def waits_until(self) -> date | None:
        """The agreed day of an open thread whose member is here to keep it."""
        waits = self.state is WeaknessState.OPEN and not self.member_left
        return self.due_on if waits else None


@dataclass(frozen=True)
class Happening:
    """One step in the history of a thread."""

    step: WeaknessStep
    at: datetime
    actor_name: str
    note: str
    due_on: date | None
    #: When what a note tells of was done or seen.
    seen_on: date | None
    helper_name: str | None
    meeting_id: int | None
    #: Somebody else wrote it down for the member.
    entered_for: bool
    #: The member confirmed it, because the unit has nobody else who could.
    own_confirmation: bool


def open_for(scope: Scope, member_id: int) -> list[OpenWeakness]:
    """A member's open threads, oldest first; none for others than the member and the committee."""
    return open_of(scope, [member_id]).get(member_id, [])


def open_of(scope: Scope, member_ids: Collection[int]) -> dict[int, list[OpenWeakness]]:
    """The open threads of several members the asking one may read, oldest first; two queries."""
    readable = [m for m in set(member_ids) if _may_read(scope, m)]
    if not readable:
        return {}
    query = (
        tenancy.rows_of(scope, Weakness)
        .where(Weakness.member_id.in_(readable), opens_to(scope))
        .where(Weakness.is_open)
        .options(joinedload(Weakness.helper))
        .order_by(Weakness.pointed_out_on, Weakness.id)
    )
    rows = db.session.scalars(query).all()
    words = texts.read(scope, [row.text_id for row in rows])
    found: dict[int, list[OpenWeakness]] = {}
    for row in rows:
        found.setdefault(row.member_id, []).append(
            OpenWeakness(
                row.id,
                words[row.text_id],
                row.source,
                row.state,
                row.pointed_out_on,
                row.due_on,
                row.helper.full_name if row.helper else None,
            )
        )
    return found


def unseen_of(scope: Scope, member_id: int) -> list[int]:
    """The open threads of a member from before the asking one joined, by identifier."""
    if scope.sees_since is None or not _may_read(scope, member_id):
        return []
    query = select(Weakness.id).where(
        tenancy.within(scope, Weakness),
        Weakness.member_id == member_id,
        Weakness.is_open,
        # IS NOT TRUE instead of NOT: without a helper the condition is NULL.
        opens_to(scope).is_not(true()),
    )
    return list(db.session.scalars(query.order_by(Weakness.pointed_out_on, Weakness.id)))


def day_asked(member_id: Any) -> ColumnElement[bool]:
    """Whether the request for another day waits for an answer, of others than this member."""
    of_others = Weakness.member_id.is_distinct_from(member_id)
    is_open = Weakness.state == WeaknessState.OPEN
    return is_open & Weakness.asked_due_on.is_not(None) & of_others


def helped_by(scope: TenantScope, helper_id: Any) -> ColumnElement[bool]:
    """Which threads somebody is to help with now."""
    is_open = Weakness.state == WeaknessState.OPEN
    return and_(tenancy.within(scope, Weakness), is_open, Weakness.helper_id == helper_id)


def opens_to(scope: Scope) -> ColumnElement[bool]:
    """Which threads the actor may open: not those from before they joined, unless concerned."""
    own = Weakness.member_id == scope.member_id
    helps = (Weakness.helper_id == scope.member_id) & Weakness.is_open
    return or_(visible_since.since_day(scope, Weakness.pointed_out_on), own, helps)


def _may_read(scope: Scope, member_id: int) -> bool:
    about = About(scope.organization_id, member_id)
    return allows(Permission.WEAKNESS_READ, scope, about)


def rows_of(scope: Scope, found: Sequence[Weakness], today: date) -> list[ThreadRow]:
    """Threads with their words, as lists show them; two queries."""
    words = texts.read(scope, [row.text_id for row in found])
    concerned = [key for row in found for key in (row.member_id, row.helper_id)]
    left = gone.who_left(scope, concerned, today)
    return [row_of(row, words[row.text_id], left, today) for row in found]


def row_of(row: Weakness, wording: str, left: Collection[int], today: date) -> ThreadRow:
    """One thread with its words; `left` are those who are no members any more."""
    member_left = row.member_id in left
    return ThreadRow(
        id=row.id,
        member_id=row.member_id,
        member_name=row.member.full_name,
        wording=wording,
        source=row.source,
        state=row.state,
        pointed_out_on=row.pointed_out_on,
        due_on=row.due_on,
        helper_name=row.helper.full_name if row.helper else None,
        is_overdue=not member_left and rules.is_overdue(row.state, row.due_on, today),
        asked_due_on=row.asked_due_on if row.state is WeaknessState.OPEN else None,
        member_left=member_left,
        helper_left=row.helper_id in left,
    )


def get_weakness(scope: Scope, weakness_id: int, permission: Permission) -> Weakness:
    """One thread with its member and helper, if this actor may do this with it.

    Raises NotVisible otherwise.
    """
    query = (
        tenancy.rows_of(scope, Weakness)
        .where(Weakness.id == weakness_id)
        .options(joinedload(Weakness.member), joinedload(Weakness.helper))
    )
    found: Weakness | None = db.session.scalar(query)
    return permitted(permission, scope, found)


def thread(scope: Scope, weakness: Weakness, today: date) -> tuple[ThreadRow, list[Happening]]:
    """One thread in words with its history, oldest step first, in three queries."""
    query = (
        tenancy.rows_of(scope, WeaknessEvent)
        .where(WeaknessEvent.weakness_id == weakness.id)
        .options(joinedload(WeaknessEvent.actor), joinedload(WeaknessEvent.helper))
        .order_by(WeaknessEvent.at, WeaknessEvent.id)
    )
    events = db.session.scalars(query).all()
    words = texts.read(scope, [weakness.text_id, *(event.text_id for event in events)])
    history = []
    for event in events:
        own = event.actor_id == weakness.member_id
        happening = Happening(
            step=event.step,
            at=event.at,
            actor_name=event.actor.full_name if event.actor else "",
            note=words.get(event.text_id or 0, ""),
            due_on=event.due_on,
            seen_on=event.seen_on,
            helper_name=event.helper.full_name if event.helper else None,
            meeting_id=event.meeting_id,
            entered_for=event.step in STEPS_OF_MEMBER and not own,
            own_confirmation=event.step is WeaknessStep.CONFIRM and own,
        )
        history.append(happening)
    left = gone.who_left(scope, [weakness.member_id, weakness.helper_id], today)
    return row_of(weakness, words[weakness.text_id], left, today), history


def readers(scope: Scope, weakness: Weakness) -> list[Reader]:
    """Who opened a thread besides its member, the latest first; told to the member only."""
    if not allows(Permission.WEAKNESS_READERS_SEE, scope, weakness):
        return []
    return readers_of(scope, weakness)
