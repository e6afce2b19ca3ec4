"""Open a unit and invite its chair in one act; invite a chair again who has not come."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from webapp.accounts import appointing, inviting, roster
from webapp.accounts.models import Membership
from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, recount, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind
from webapp.organizations import places
from webapp.organizations import service as organizations
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind
from webapp.units.work import scope_in


@dataclass(frozen=True)
class NewUnit:
    """What a superior writes down of a new unit; the code may be left to be proposed."""

    name: str
    kind: OrganizationKind
    chair_name: str
    chair_email: str
    code: str = ""


@dataclass(frozen=True)
class Opened:
    """The new unit, and the way in for its chair."""

    unit: Organization
    chair: Membership


def open_unit(
    scope: Scope, under: Organization, wanted: NewUnit, *, mail_key: str, now: datetime
) -> Opened:
    """Open a unit under a superior, appoint its chair and send the invitation, all or nothing.

    The link goes out by e-mail alone: whoever opens a unit can't come in for its chair. Raises
    RuleBroken, and NotVisible for all but those who lead the superior.
    """
    require(Permission.UNITS_MANAGE, scope)
    today = clock.in_hanoi(now).date()
    with tenancy.elsewhere():
        code = wanted.code or organizations.free_code(wanted.name)
        unit = organizations.found(under, wanted.kind, code, wanted.name, now=now)
        unit.is_new = wanted.kind.meets
        inside = scope_in(unit)
        nonce = secrets.token_urlsafe(18)
        secret = inviting.mailed_secret(mail_key, nonce)
        chair = appointing.appoint_chair(
            inside, wanted.chair_name, wanted.chair_email, now=now, secret=secret
        ).member
        _mail(inside, chair, nonce, now)
        recount.mark(inside, clock.month_of(today))
    audit.record(scope, AuditEvent.ORGANIZATION_FOUNDED, unit, unit=unit.name)
    return Opened(unit, chair)


def invite_again(
    scope: Scope, unit: Organization, *, email: str = "", mail_key: str, now: datetime
) -> None:
    """Send a chair who has not come a new link, perhaps to another address; older links end.

    Raises RuleBroken where the chair is in, or where there is none.
    """
    require(Permission.UNITS_MANAGE, scope)
    places.refuse_closed(unit)
    with tenancy.elsewhere(unit.id):
        inside = scope_in(unit)
        chair = _waiting_chair(inside, now)
        nonce = secrets.token_urlsafe(18)
        secret = inviting.mailed_secret(mail_key, nonce)
        notices.take_back(inside, [NoticeKind.INVITATION])
        address = email or chair.email or ""
        inviting.make_link(inside, chair, email=address, now=now, secret=secret)
        _mail(inside, chair, nonce, now)
    audit.record(scope, AuditEvent.MEMBER_INVITED, unit, unit=unit.name)


def _waiting_chair(scope: Scope, now: datetime) -> Membership:
    today = clock.in_hanoi(now).date()
    chairs = roster.chairs_on(scope, today).values()
    members = [roster.get_member(scope, member_id) for member_id in chairs]
    if any(member.account_id is not None for member in members):
        raise RuleBroken("unit.chair_has_come")
    if not members:
        raise RuleBroken("unit.no_chair")
    return members[0]


def _mail(scope: Scope, chair: Membership, nonce: str, now: datetime) -> None:
    """Put the invitation into the ledger: with the nonce of its link, from which nobody gets in."""
    db.session.flush()
    notices.announce(
        scope,
        NoticeKind.INVITATION,
        to=chair.id,
        subject=f"invitation:{nonce[:12]}",
        due_on=clock.in_hanoi(now).date(),
        now=now,
        useful_until=now + inviting.VALID_FOR,
        unit=scope.organization.name,
        nonce=nonce,
    )
