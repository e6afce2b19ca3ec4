"""Tell the unit and its superior how it goes with a nomination."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from webapp.accounts import queries as accounts
from webapp.accounts.rules import ACTIVE, LEADERS
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.nominations.models import Nomination
from webapp.nominations.rules import Person
from webapp.notices import service as notices
from webapp.notices.rules import Announcement, NoticeKind
from webapp.organizations.models import Organization


def page_of(scope: Scope) -> str:
    """Where members see and answer what is proposed."""
    return f"/o/{scope.organization.code}/nguoi-dung-dau"


def tell(
    scope: Scope,
    nomination: Nomination,
    kind: NoticeKind,
    to: Iterable[int],
    *,
    now: datetime,
    **facts: Any,
) -> None:
    """Tell some members of the unit; the same is told once."""
    today = clock.day_of(now)
    subject = f"nomination:{nomination.id}"
    told = {"unit": scope.organization.name} | facts
    wanted = [
        Announcement(kind, member_id, subject, today, page_of(scope), None, told)
        for member_id in sorted(set(to))
    ]
    notices.announce_all(scope, wanted, now=now)


def everybody(people: Iterable[Person]) -> frozenset[int]:
    """All who belong to the unit and act in it; those without an account find it later."""
    return frozenset(person.id for person in people if person.status in ACTIVE)


def tell_superior(
    scope: Scope,
    subject: str,
    kind: NoticeKind,
    *,
    now: datetime,
    due_on: date | None = None,
    **facts: Any,
) -> None:
    """Tell those who lead the superior that it is so, without a name; a root has none.

    The same about the same subject is told once for each day it is due.
    """
    parent_id = db.session.get_one(Organization, scope.organization_id).parent_id
    if parent_id is None:
        return
    today, unit = clock.day_of(now), scope.organization
    with tenancy.elsewhere(parent_id):
        above = accounts.task_scope(parent_id)
        if above is None or above.organization.closed_on is not None:
            return
        told = [m.id for m in accounts.members_on(above, today) if m.roles & LEADERS]
        link = f"/o/{above.organization.code}/don-vi/{unit.code}"
        wanted = [
            Announcement(
                kind, to, subject, due_on or today, link, None, {"unit": unit.name} | facts
            )
            for to in told
        ]
        notices.announce_all(above, wanted, now=now)
