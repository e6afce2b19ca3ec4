"""Invitations by link: for one member and one e-mail address, used once, gone after three days.

The link names the organization, so that its rows can be reached before anybody is signed in;
of the secret behind it only the hash is stored.
"""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select, update

from webapp.accounts import names, passwords, queries, roster, rules
from webapp.accounts.models import Account, Invitation, Membership
from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.organizations.models import Organization

VALID_FOR = timedelta(hours=72)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LONGEST = 80


@dataclass(frozen=True)
class Invited:
    """An invitation that may be used now, and what its page tells."""

    scope: Scope
    invitation: Invitation
    member: Membership
    invited_by: str | None


def token_of(organization_id: int, secret: str) -> str:
    """What stands in the link."""
    digits = ""
    while organization_id:
        organization_id, digit = divmod(organization_id, 36)
        digits = _DIGITS[digit] + digits
    return f"{digits}-{secret}"


def organization_in(token: str) -> int | None:
    """The organization a link names; None for anything that is no such link."""
    digits, dash, secret = token.partition("-")
    is_possible = dash and secret and len(token) <= _LONGEST and 1 <= len(digits) <= 12
    if not is_possible or not set(digits) <= set(_DIGITS):
        return None
    return int(digits, 36)


def _hash_of(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def invite(scope: Scope, member: Membership, *, email: str, now: datetime) -> str:
    """Make a link for a member who has no account yet; earlier links of theirs stop working.

    Returns what stands in the link: it can't be read again later. Raises RuleBroken.
    """
    require(Permission.MEMBERS_MANAGE, scope)
    today = clock.in_hanoi(now).date()
    if member.id != scope.member_id:
        rules.refuse_above_own(scope.roles, roster.roles_held(scope, member.id, today))
    return make_link(scope, member, email=email, now=now)


def make_link(
    scope: Scope, member: Membership, *, email: str, now: datetime, secret: str | None = None
) -> str:
    """The link for a member; operator and superior make it for a first chair. Raises RuleBroken."""
    address = names.email(email)
    if address is None:
        raise RuleBroken("invitation.email_missing", field="email")
    if member.account_id is not None:
        raise RuleBroken("invitation.has_account", field="email")
    if roster.last_status(scope, member.id).status not in rules.ACTIVE:
        raise RuleBroken("invitation.not_active", field="email")
    _refuse_taken(scope, member, address)
    _end_earlier(scope, member, now)
    member.email = address
    token = token_of(scope.organization_id, secret or secrets.token_urlsafe(32))
    invitation = Invitation(
        organization_id=scope.organization_id,
        member_id=member.id,
        email=address,
        token_hash=_hash_of(token),
        invited_by=scope.member_id,
        created_at=now,
        expires_at=now + VALID_FOR,
    )
    db.session.add(invitation)
    db.session.flush()
    audit.record(scope, AuditEvent.MEMBER_INVITED, invitation, member_id=member.id)
    return token


def _refuse_taken(scope: Scope, member: Membership, address: str) -> None:
    """One address stands for one person with an account in an organization."""
    other = tenancy.own(scope, Membership).where(
        Membership.email == address,
        Membership.account_id.is_not(None),
        Membership.id != member.id,
    )
    if db.session.scalar(other.limit(1)) is not None:
        raise RuleBroken("invitation.email_taken", field="email")


def _end_earlier(scope: Scope, member: Membership, now: datetime) -> None:
    db.session.execute(
        update(Invitation)
        .where(
            tenancy.within(scope, Invitation),
            Invitation.member_id == member.id,
            Invitation.used_at.is_(None),
            Invitation.expires_at > now,
        )
        .values(expires_at=now)
    )


def find(token: str, now: datetime) -> Invited:
    """The invitation behind a link, with its organization entered.

    Raises NotVisible for a link that was used, has run out, or never existed.
    """
    scope = _enter(token)
    invitation: Invitation | None = db.session.scalar(
        tenancy.own(scope, Invitation).where(
            Invitation.token_hash == _hash_of(token),
            Invitation.used_at.is_(None),
            Invitation.expires_at > now,
        )
    )
    if invitation is None:
        raise NotVisible("invitation.not_found")
    member = roster.get_member(scope, invitation.member_id)
    if roster.last_status(scope, member.id).status not in rules.ACTIVE:
        raise NotVisible("invitation.not_found")
    inviter = invitation.invited_by
    name = roster.get_member(scope, inviter).full_name if inviter else None
    return Invited(replace(scope, member_id=member.id), invitation, member, name)


def _enter(token: str) -> Scope:
    """Enter the organization a link names, if it is at work."""
    organization_id = organization_in(token)
    if organization_id is None or not _is_open(organization_id):
        raise NotVisible("invitation.not_found")
    tenancy.enter(organization_id)
    scope = queries.task_scope(organization_id)
    if scope is None:
        raise NotVisible("invitation.not_found")
    return scope


def _is_open(organization_id: int) -> bool:
    query = select(Organization.id).where(
        Organization.id == organization_id,
        Organization.suspended_at.is_(None),
        Organization.closed_on.is_(None),
    )
    return organization_id < 2**63 and db.session.scalar(query) is not None


def accept_as_new(invited: Invited, password: str, *, now: datetime) -> Account:
    """Make an account with this password and join the organization.

    Raises RuleBroken; somebody whose address has an account signs in to it instead.
    """
    address, name = invited.invitation.email, invited.member.full_name
    passwords.refuse_weak(password, about=(address, name))
    if db.session.scalar(select(Account.id).where(Account.email == address)) is not None:
        raise RuleBroken("invitation.sign_in_first", field="password")
    account = Account(
        email=address,
        full_name=name,
        password_hash=passwords.hash_of(password),
        is_operator=False,
        created_at=now,
    )
    db.session.add(account)
    db.session.flush()
    _join(invited, account.id, now)
    return account


def accept_with(invited: Invited, account_id: int, *, now: datetime) -> Account:
    """Join the organization with the account somebody is signed in to.

    Raises RuleBroken when the invitation is for another address, or the account is a member.
    """
    account = db.session.get_one(Account, account_id)
    if account.email != invited.invitation.email:
        raise RuleBroken("invitation.other_address", field="password")
    already = tenancy.own(invited.scope, Membership).where(Membership.account_id == account_id)
    if db.session.scalar(already) is not None:
        raise RuleBroken("invitation.member_already", field="password")
    _join(invited, account.id, now)
    return account


def _join(invited: Invited, account_id: int, now: datetime) -> None:
    """Spend the invitation, which only one of two simultaneous tries can, and link the account."""
    spent = db.session.execute(
        update(Invitation)
        .where(
            tenancy.within(invited.scope, Invitation),
            Invitation.id == invited.invitation.id,
            Invitation.used_at.is_(None),
        )
        .values(used_at=now)
        .returning(Invitation.id)
    )
    if spent.first() is None:
        raise NotVisible("invitation.not_found")
    invited.member.account_id = account_id
    audit.record(
        invited.scope,
        AuditEvent.INVITATION_ACCEPTED,
        invited.invitation,
        member_id=invited.member.id,
    )
