"""How a nomination ends: in force, or stopped. Every rule is checked again before."""

from collections.abc import Collection
from datetime import datetime

from webapp.accounts.members import offices, offices_above
from webapp.accounts.members import queries as roster
from webapp.accounts.rules import Role
from webapp.accounts.scope import Scope
from webapp.audit import queries as trail
from webapp.audit import service as audit
from webapp.audit.events import SHUT, AuditEvent
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import DomainError
from webapp.nominations import queries, rules
from webapp.nominations.models import Nomination
from webapp.nominations.rules import NominationState, Person
from webapp.nominations.service.telling import everybody, tell, tell_superior
from webapp.notices.rules import NoticeKind
from webapp.organizations import queries as organizations


def settle_due(scope: Scope, *, now: datetime) -> bool:
    """Let a nomination take effect whose time is over, or let it lapse; whether there was one.

    A second run finds nothing. A unit that is suspended waits until it is opened again.
    """
    organization = organizations.get_by_id(scope.organization_id, for_change=True)
    nomination = queries.waiting(scope, for_change=True)
    if nomination is None or nomination.effective_at > now:
        return False
    if organization.suspended_at is not None or organization.closed_on is not None:
        return False
    people = queries.people(scope, clock.day_of(now))
    try:
        # If anything refuses, nothing of the new chair stays.
        with db.session.begin_nested():
            refuse(scope, nomination, people, now)
            seat(scope, nomination, people, now)
    except DomainError:
        end(scope, nomination, NominationState.LAPSED, people, now)
    return True


def refuse(
    scope: Scope,
    nomination: Nomination,
    people: Collection[Person],
    now: datetime,
    *,
    is_confirmed: bool = False,
) -> None:
    """Check again everything that was checked when it was proposed.

    Raises StaleEdit or RuleBroken.
    """
    rules.refuse_over(nomination.state)
    rules.refuse_seat_taken(people, from_outside=nomination.comes_from_outside)
    rules.refuse_shut(was_shut=trail.happened_since(scope, SHUT, nomination.proposed_at))
    if nomination.comes_from_outside:
        rules.refuse_outside(people)
    person = next((one for one in people if one.id == nomination.member_id), None)
    refuse_person(scope, person, now, is_confirmed=is_confirmed)
    account_id, today = person.account_id if person else None, clock.day_of(now)
    offices_above.refuse_two_seats(
        scope, account_id, [Role.CHAIR], today, is_confirmed=is_confirmed
    )


def refuse_person(
    scope: Scope, person: Person | None, now: datetime, *, is_confirmed: bool
) -> None:
    """The one proposed can come in; with an office above only if a second person agrees.

    Raises RuleBroken.
    """
    account_id = person.account_id if person is not None else None
    has_office = offices_above.office_above(scope, account_id, clock.day_of(now)) is not None
    rules.refuse_member(person, leads_above=has_office, is_confirmed_inside=is_confirmed)


def seat(scope: Scope, nomination: Nomination, people: Collection[Person], now: datetime) -> None:
    """The one proposed chairs from today on; everybody is told, and the superior."""
    today = clock.day_of(now)
    member = roster.get_member(scope, nomination.member_id)
    offices.vacate(scope, today, now=now)
    is_confirmed = nomination.confirmed_by is not None
    offices.keep_grant(
        scope, member, Role.CHAIR, from_on=today, until_on=None, is_confirmed=is_confirmed
    )
    nomination.state, nomination.ended_at = NominationState.IN_FORCE, now
    event = AuditEvent.NOMINATION_IN_FORCE
    audit.record(scope, event, nomination, member_id=member.id)
    facts = {"member": member.full_name, "from_on": today}
    told, kind = everybody(people) - {member.id}, NoticeKind.CHAIR_SEATED
    tell(scope, nomination, kind, told, now=now, **facts)
    subject = f"nomination:{nomination.id}"
    tell_superior(scope, subject, NoticeKind.UNIT_CHAIR_SEATED, now=now, from_on=today)
    db.session.flush()


_ENDED = {
    NominationState.OBJECTED: AuditEvent.NOMINATION_OBJECTED,
    NominationState.WITHDRAWN: AuditEvent.NOMINATION_WITHDRAWN,
    NominationState.LAPSED: AuditEvent.NOMINATION_LAPSED,
}


def end(
    scope: Scope,
    nomination: Nomination,
    state: NominationState,
    people: Collection[Person],
    now: datetime,
) -> None:
    """Stop a nomination; everybody is told so, and not by whom."""
    nomination.state, nomination.ended_at = state, now
    audit.record(scope, _ENDED[state], nomination, member_id=nomination.member_id)
    names = {person.id: person.full_name for person in people}
    member = names.get(nomination.member_id, "")
    kind = NoticeKind.NOMINATION_STOPPED
    tell(scope, nomination, kind, everybody(people), now=now, member=member)
    db.session.flush()
