"""Open what is older to somebody who came later: never to oneself; everybody is told.

The chair opens it to others. To a chair who came from outside, a member of the committee who was
there before opens it; where there is none, two members who were there. See `rules.word_on_past`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from webapp.accounts import rules
from webapp.accounts.models import Membership, PastOpening
from webapp.accounts.permissions import Permission, require
from webapp.accounts.queries import roles_of, status_of
from webapp.accounts.rules import ACTIVE, Role, Word
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible


@dataclass(frozen=True)
class Newcomer:
    """Somebody to whom not everything opens, and what the asking member's word would do."""

    id: int
    full_name: str
    sees_since: date
    word: Word


@dataclass(frozen=True)
class _Present:
    """An active member of the unit with an account."""

    id: int
    full_name: str
    roles: frozenset[Role]
    sees_since: date | None

    def saw(self, day: date | None) -> bool:
        """Whether they were there on a day; on none, from the beginning."""
        return self.sees_since is None or (day is not None and self.sees_since <= day)


def newcomers(scope: Scope, *, today: date) -> list[Newcomer]:
    """Those to whom not everything opens and about whom the asking member may speak."""
    require(Permission.PAST_OPEN, scope)
    here = _present(scope, today)
    found = []
    for one in here:
        word = _word(scope, one, scope.sees_since, here)
        if one.sees_since is not None and word is not None:
            found.append(Newcomer(one.id, one.full_name, one.sees_since, word))
    return found


def open_past(scope: Scope, member_id: int, from_on: date | None, *, now: datetime) -> bool:
    """Let somebody see what is older: from a day on, or everything; returns whether it is opened.

    Where two members must agree, the first word waits for the second. Raises NotVisible for those
    who have no say, RuleBroken for a day that opens nothing or that the speaker doesn't see either.
    """
    require(Permission.PAST_OPEN, scope)
    here = _present(scope, clock.day_of(now))
    one = next((m for m in here if m.id == member_id), None)
    if one is None or one.id == scope.member_id:
        raise NotVisible
    rules.refuse_opening(one.sees_since, from_on, own=scope.sees_since)
    word = _word(scope, one, from_on, here)
    if word is None:
        raise NotVisible
    query = tenancy.rows_of(scope, Membership).where(Membership.id == member_id).with_for_update()
    member = db.session.scalars(query.execution_options(populate_existing=True)).one()
    rules.refuse_opening(member.sees_since, from_on, own=scope.sees_since)
    opening = PastOpening(
        organization_id=scope.organization_id,
        member_id=member_id,
        from_on=from_on,
        said_by=scope.acting_id,
        said_at=now,
    )
    db.session.add(opening)
    db.session.flush()
    if word is Word.ONE_OF_TWO and not _seconded(scope, member, from_on):
        return False
    member.sees_since = from_on
    day = from_on.isoformat() if from_on else None
    audit.record(scope, AuditEvent.PAST_OPENED, member, member_id=member_id, from_on=day)
    return True


def _seconded(scope: Scope, member: Membership, from_on: date | None) -> bool:
    """Whether another member said the same since this one came."""
    came = clock.from_hanoi(member.sees_since or date.min)
    query = select(PastOpening.id).where(
        tenancy.within(scope, PastOpening),
        PastOpening.member_id == member.id,
        PastOpening.said_by != scope.member_id,
        PastOpening.said_at >= came,
        PastOpening.from_on.is_not_distinct_from(from_on),
    )
    return db.session.scalar(query.limit(1)) is not None


def _word(
    scope: Scope, one: _Present, from_on: date | None, here: Sequence[_Present]
) -> Word | None:
    others = [m for m in here if m.id != one.id and m.saw(from_on)]
    if scope.member_id not in {m.id for m in others}:
        return None
    return rules.word_on_past(scope.roles, one.roles, [m.roles for m in others])


def _present(scope: Scope, day: date) -> list[_Present]:
    query = (
        select(
            Membership.id, Membership.full_name, roles_of(day).label("roles"), Membership.sees_since
        )
        .where(
            tenancy.within(scope, Membership),
            Membership.account_id.is_not(None),
            status_of(day).in_(ACTIVE),
        )
        .order_by(Membership.sort_key, Membership.id)
    )
    return [
        _Present(row.id, row.full_name, frozenset(map(Role, row.roles or [])), row.sees_since)
        for row in db.session.execute(query)
    ]
