"""Answer a nomination: confirm it, object to it, or take it back."""

from datetime import datetime

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock
from webapp.core.errors import NotVisible, StaleEdit
from webapp.nominations import queries, rules
from webapp.nominations.models import Nomination
from webapp.nominations.rules import NominationState, Person
from webapp.nominations.service.settling import end, refuse, seat
from webapp.organizations import queries as organizations


def confirm(scope: Scope, nomination_id: int, *, now: datetime) -> None:
    """A second person of the committee agrees: it takes effect at once.

    Raises NotVisible for everybody else, StaleEdit for what is over, RuleBroken where something
    has changed since it was proposed.
    """
    require(Permission.UNIT_SEE, scope)
    nomination, people = _locked(scope, nomination_id, now)
    proposed_by = nomination.proposed_by
    if scope.member_id not in rules.confirmers(people, proposed_by, nomination.member_id):
        raise NotVisible
    refuse(scope, nomination, people, now, is_confirmed=True)
    nomination.confirmed_by = scope.member_id
    event = AuditEvent.NOMINATION_CONFIRMED
    audit.record(scope, event, nomination, member_id=nomination.member_id)
    seat(scope, nomination, people, now)


def object_to(scope: Scope, nomination_id: int, *, now: datetime) -> None:
    """Stop a nomination; the trail of the unit remembers who did.

    Raises NotVisible for who may not, StaleEdit for what is over.
    """
    require(Permission.UNIT_SEE, scope)
    nomination, people = _locked(scope, nomination_id, now)
    proposed_by = nomination.proposed_by
    if scope.member_id not in rules.objectors(people, proposed_by, nomination.member_id):
        raise NotVisible
    rules.refuse_over(nomination.state)
    nomination.objected_by = scope.member_id
    end(scope, nomination, NominationState.OBJECTED, people, now)


def withdraw(scope: Scope, account_id: int, *, now: datetime) -> None:
    """Take back the waiting nomination as its proposer, of the unit or from outside.

    Raises NotVisible for everybody else, StaleEdit where nothing waits.
    """
    organizations.get_by_id(scope.organization_id, for_change=True)
    nomination = queries.waiting(scope, for_change=True)
    if nomination is None:
        raise StaleEdit("nomination.over")
    if nomination.proposer_account_id != account_id:
        raise NotVisible
    people = queries.people(scope, clock.day_of(now))
    end(scope, nomination, NominationState.WITHDRAWN, people, now)


def _locked(scope: Scope, nomination_id: int, now: datetime) -> tuple[Nomination, list[Person]]:
    # Always the organization first, as in proposing, so that nobody waits for each other.
    organizations.get_by_id(scope.organization_id, for_change=True)
    nomination = queries.locked(scope, nomination_id)
    return nomination, queries.people(scope, clock.day_of(now))
