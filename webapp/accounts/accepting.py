"""What stands behind a link: who it is for, joining with an account, a new password."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select, update

from webapp.accounts import above, inviting, names, passwords, places, queries, roster, sessions
from webapp.accounts.models import Account, Invitation, Membership
from webapp.accounts.rules import InvitationKind
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, tenancy, vietnamese
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.organizations import places as tree
from webapp.organizations.models import Organization


@dataclass(frozen=True)
class Invited:
    """An invitation that may be used now, and what its page tells."""

    scope: Scope
    invitation: Invitation
    member: Membership
    invited_by: str | None


def find(token: str, now: datetime) -> Invited:
    """The invitation behind a link, with its organization entered.

    Raises NotVisible for a link that was used, has run out, or never existed.
    """
    scope = _enter(token)
    invitation: Invitation | None = db.session.scalar(
        tenancy.own(scope, Invitation).where(
            Invitation.token_hash == inviting.hash_of(token),
            Invitation.used_at.is_(None),
            Invitation.expires_at > now,
        )
    )
    if invitation is None:
        raise NotVisible("invitation.not_found")
    member = roster.get_member(scope, invitation.member_id)
    if not roster.is_active_on(scope, member.id, clock.in_hanoi(now).date()):
        raise NotVisible("invitation.not_found")
    if invitation.kind is InvitationKind.RESET:
        _refuse_reset(scope, member, now)
    inviter = invitation.invited_by
    name = roster.get_member(scope, inviter).full_name if inviter else None
    return Invited(replace(scope, member_id=member.id), invitation, member, name)


def _enter(token: str) -> Scope:
    """Enter the organization a link names, if it is at work."""
    organization_id = inviting.organization_in(token)
    if organization_id is None or organization_id >= 2**63 or not _is_open(organization_id):
        raise NotVisible("invitation.not_found")
    tenancy.enter(organization_id)
    scope = queries.task_scope(organization_id)
    if scope is None:
        raise NotVisible("invitation.not_found")
    return scope


def _is_open(organization_id: int) -> bool:
    """Whether an organization is at work, and stays so until somebody has joined it."""
    tree.keep_open(organization_id)
    query = select(Organization.id).where(
        Organization.id == organization_id,
        Organization.suspended_at.is_(None),
        Organization.closed_on.is_(None),
    )
    return db.session.scalar(query) is not None


def _refuse_reset(scope: Scope, member: Membership, now: datetime) -> None:
    """A unit opens no account that also opens another organization, or the service itself.

    Raises NotVisible, as for a link that was used or has run out: nothing is told of elsewhere.
    """
    account = db.session.get(Account, member.account_id) if member.account_id else None
    if account is None or account.is_operator or account.disabled_at is not None:
        raise NotVisible("invitation.not_found")
    if places.belongs_elsewhere(account.id, scope.organization_id, clock.in_hanoi(now).date()):
        raise NotVisible("invitation.not_found")


def accept_as_new(
    invited: Invited, password: str, *, now: datetime, sign_in_name: str = ""
) -> Account:
    """Make an account with this password and join the organization.

    A slip that was made without an address takes the e-mail address or phone number typed by the
    member. Raises RuleBroken; somebody who has an account signs in to it instead.
    """
    _refuse_kind(invited, InvitationKind.JOIN)
    bound, full_name = invited.invitation.email, invited.member.full_name
    email, phone = (bound, None) if bound else names.sign_in_name(sign_in_name)
    passwords.refuse_weak(password, about=(email or phone or "", full_name))
    _refuse_known(email, phone, field="password" if bound else "sign_in_name")
    account = Account(
        email=email,
        phone=phone,
        full_name=full_name,
        password_hash=passwords.hash_of(password),
        is_operator=False,
        created_at=now,
    )
    db.session.add(account)
    db.session.flush()
    member = invited.member
    member.email, member.phone = member.email or email, member.phone or phone
    _join(invited, account.id, now)
    return account


def _refuse_known(email: str | None, phone: str | None, *, field: str) -> None:
    known = select(Account.id)
    if email is not None and db.session.scalar(known.where(Account.email == email)) is not None:
        raise RuleBroken("invitation.sign_in_first", field=field)
    if phone is not None and db.session.scalar(known.where(Account.phone == phone)) is not None:
        raise RuleBroken("invitation.phone_taken", field=field)


def _refuse_kind(invited: Invited, kind: InvitationKind) -> None:
    if invited.invitation.kind is not kind:
        raise NotVisible("invitation.not_found")


def accept_with(invited: Invited, account_id: int, *, now: datetime) -> Account:
    """Join the organization with the account somebody is signed in to.

    Raises RuleBroken when the invitation is for another address or another name, or the account
    is a member.
    """
    _refuse_kind(invited, InvitationKind.JOIN)
    account, bound = db.session.get_one(Account, account_id), invited.invitation.email
    if bound is not None and account.email != bound:
        raise RuleBroken("invitation.other_address", field="password")
    if bound is None and not _same_name(account.full_name, invited.member.full_name):
        raise RuleBroken("invitation.other_person", field="password")
    already = tenancy.own(invited.scope, Membership).where(Membership.account_id == account_id)
    if db.session.scalar(already) is not None:
        raise RuleBroken("invitation.member_already", field="password")
    _admit(invited, account.id, clock.in_hanoi(now).date())
    _join(invited, account.id, now)
    return account


def _admit(invited: Invited, account_id: int, day: date) -> None:
    """Somebody with an office above comes in where the unit's chair said so in the invitation."""
    scope, member = invited.scope, invited.member
    held = [
        g.role for g in roster.grants_of(scope, member.id) if not g.until_on or g.until_on >= day
    ]
    above.refuse_two_seats(scope, account_id, held, day)
    if held:
        above.tell_below(scope, account_id, day, day)
    name = above.office_above(scope, account_id, day)
    if name is None:
        return
    if not invited.invitation.admits_office_holder:
        raise RuleBroken("above.invitation", field="password", above=name)
    above.let_in(scope, member, name, day)


def _same_name(one: str, other: str) -> bool:
    return vietnamese.without_marks(one) == vietnamese.without_marks(other)


def reset_password(invited: Invited, password: str, *, now: datetime) -> Account:
    """Put a new password in the place of a forgotten one; every sign-in of the account is closed.

    Raises RuleBroken for a weak password, and NotVisible once the slip was used.
    """
    _refuse_kind(invited, InvitationKind.RESET)
    account = db.session.get_one(Account, invited.member.account_id)
    passwords.refuse_weak(password, about=(account.sign_in_name, account.full_name))
    _spend(invited, now)
    account.password_hash = passwords.hash_of(password)
    sessions.end_all(account.id)
    audit.record(
        invited.scope, AuditEvent.PASSWORD_RESET, invited.invitation, member_id=invited.member.id
    )
    return account


def _join(invited: Invited, account_id: int, now: datetime) -> None:
    """Spend the invitation and link the account."""
    _spend(invited, now)
    invited.member.account_id = account_id
    audit.record(
        invited.scope,
        AuditEvent.INVITATION_ACCEPTED,
        invited.invitation,
        member_id=invited.member.id,
    )


def _spend(invited: Invited, now: datetime) -> None:
    """Use the link up, which only one of two simultaneous tries can."""
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
