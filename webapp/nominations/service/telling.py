"""Tell the unit and its superior how it goes with a nomination."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from webapp.accounts import queries as accounts
from webapp.accounts.rules import ACTIVE, LEADERS
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.nominations.models import Nomination
from webapp.nominations.rules import Person
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind
from webapp.organizations.models import Organization


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
    notices.announce(
        scope,
        kind,
        to=sorted(set(to)),
        subject=f"nomination:{nomination.id}",
        link=Address("nominations.show"),
        now=now,
        **{"unit": scope.organization.name} | facts,
    )


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
        page, facts = Address("units.show", {"unit": unit.code}), {"unit": unit.name} | facts
        notices.announce(
            above, kind, to=told, subject=subject, due_on=due_on, link=page, now=now, **facts
        )
