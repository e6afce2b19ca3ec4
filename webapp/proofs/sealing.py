"""Give the final words of the time before digests theirs, once in each organization."""

import secrets
from typing import Any

from sqlalchemy import Connection, select, update

from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.audit.models import TrailHead
from webapp.audit.service import Actor
from webapp.core import tenancy
from webapp.core.db import db
from webapp.meetings.models import Meeting
from webapp.meetings.seals import MINUTES
from webapp.proofs import final_texts
from webapp.proofs.sealed_kinds import SEALED
from webapp.texts import digests
from webapp.texts import service as texts


def seal_earlier(scope: Actor) -> int:
    """Seal what was final when digests came; how many things that were.

    Only an organization that waits for it, so that nothing that was slipped in later is ever
    sealed. What an act has sealed since the digests came stays as it was sealed.
    """
    own = tenancy.within(scope, TrailHead)
    waits = select(TrailHead.awaits_seal).where(own)
    if not db.session.scalar(waits):
        return 0
    # In the order of every act: first the words, then the trail, and its head with it.
    connection, count = db.session.connection(), 0
    _salt(connection, scope)
    audit.lock_trails(scope.organization_id)
    if not db.session.scalar(waits.with_for_update()):
        return 0
    for kind in SEALED.values():
        for rows in final_texts.batches(connection, scope, kind):
            count += _seal(connection, scope, kind, rows)
    db.session.execute(update(TrailHead).where(own).values(awaits_seal=False))
    return count


def _salt(connection: Connection, scope: Actor) -> None:
    """Freeze what is final: whoever has it in hand is waited for while the trail is free."""
    _salt_minutes(scope)
    for kind in SEALED.values():
        for rows in final_texts.batches(connection, scope, kind):
            texts.salted(scope, [getattr(row, name) for row in rows for name in kind.words])


def _seal(connection: Connection, scope: Actor, kind: digests.SealedKind, rows: list[Any]) -> int:
    known = final_texts.known(connection, scope, [kind.key(row.id) for row in rows])
    fresh = [row for row in rows if kind.key(row.id) not in known]
    if not fresh:
        return 0
    sealed = digests.digests(connection, scope, kind, fresh)
    audit.record(scope, AuditEvent.TEXTS_SEALED, sealed=sealed, earlier=len(sealed))
    db.session.flush()
    return len(sealed)


def _salt_minutes(scope: Actor) -> None:
    """Meetings that were closed before get what the minutes of later ones have."""
    closed = select(Meeting.id).where(
        tenancy.within(scope, Meeting), MINUTES.final(), Meeting.minutes_salt.is_(None)
    )
    for meeting_id in db.session.scalars(closed).all():
        salted = update(Meeting).where(tenancy.within(scope, Meeting), Meeting.id == meeting_id)
        db.session.execute(
            salted.values(minutes_salt=secrets.token_bytes(16)),
            execution_options={"synchronize_session": False},
        )
