"""Remember acts and readings, in the caller's transaction."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from webapp.audit.actors import Outside
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry, ReadEntry
from webapp.core import clock, interactive
from webapp.core.db import db
from webapp.core.tenancy import TenantScope
from webapp.core.transactions import keep_read

_reading = insert(ReadEntry)
#: Composed once: it runs whenever somebody opens what belongs to somebody else.
_OPENED = _reading.on_conflict_do_update(
    index_elements=["organization_id", "subject_type", "subject_id", "reader_id", "day"],
    # Of two who open at once, the one who writes later may have come earlier.
    set_={"last_at": func.greatest(ReadEntry.last_at, _reading.excluded.last_at)},
)


class Subject(Protocol):
    """A stored row an act was about."""

    @property
    def id(self) -> int: ...


class Actor(TenantScope, Protocol):
    """Who acts, in which organization: a member, or somebody from outside; neither for a timer."""

    @property
    def member_id(self) -> int | None: ...

    @property
    def outside(self) -> Outside | None: ...


class Nameless(RuntimeError):
    """An act of a person would have been remembered without the person's name."""


#: Told of every entry, within the transaction of the act.
Listener = Callable[[Any, AuditEntry], None]
_listeners: list[Listener] = []


def heard_by(listener: Listener) -> Listener:
    """Let a higher part follow what is recorded: it is called with who acts and the new entry."""
    _listeners.append(listener)
    return listener


def record(
    scope: Actor,
    event: AuditEvent,
    subject: Subject | None = None,
    *,
    member_id: int | None = None,
    aside: Any = None,
    **facts: Any,
) -> None:
    """Remember an act with identifiers and dates, never with the words of a report.

    `aside` is a mapping for the listeners and is not stored. An act within 24 hours after the
    actor's account was opened by a slip is marked with who made the slip. Raises Nameless for an
    act of a request that names nobody: behind every request is a person.
    """
    slip_by = getattr(scope, "opened_by_slip", "")
    if slip_by:
        facts |= {"after_slip": True, "after_slip_by": slip_by}
    if scope.member_id is None and scope.outside is not None:
        facts["outside"] = scope.outside.kept()
    elif scope.member_id is None and interactive.by_somebody():
        raise Nameless(event)
    entry = AuditEntry(
        organization_id=scope.organization_id,
        at=clock.now(),
        event=event,
        actor_id=scope.member_id,
        member_id=member_id,
        subject_type=type(subject).__name__ if subject is not None else None,
        subject_id=subject.id if subject is not None else None,
        facts=facts,
    )
    entry.aside = aside or {}  # type: ignore[misc]
    db.session.add(entry)
    for listener in _listeners:
        listener(scope, entry)


def lock_trails(*organization_ids: int) -> None:
    """Lock the trails of several organizations in one order, until the end of the transaction.

    Otherwise two acts that write into the same two trails could wait for each other.
    """
    for organization_id in sorted(set(organization_ids)):
        name = func.hashtextextended("audit", organization_id)
        db.session.execute(select(func.pg_advisory_xact_lock(name)))


def record_read(scope: Actor, *subjects: Subject, now: datetime) -> None:
    """Remember that this member opened today what belongs to somebody else, in one statement."""
    read = {
        "organization_id": scope.organization_id,
        "reader_id": scope.member_id,
        "day": clock.day_of(now),
        "first_at": now,
        "last_at": now,
    }
    opened = {(type(subject).__name__, subject.id) for subject in subjects}
    if not opened:
        return
    # In one order, so that two who open the same things at once never wait for each other.
    rows = [read | {"subject_type": kind, "subject_id": key} for kind, key in sorted(opened)]
    db.session.connection().execute(_OPENED, rows)
    keep_read()
