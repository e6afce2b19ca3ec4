"""What stands behind a link: who it is for, joining with an account, a new password."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select, update

from webapp.accounts import (
    above,
    inviting,
    known_devices,
    names,
    offices,
    passwords,
    places,
    queries,
    roster,
    rules,
    sessions,
    stored_passwords,
)
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
    if invitation.kind.is_reset:
        _refuse_reset(scope, invitation, member, now)
    inviter = invitation.invited_by
    name = roster.get_member(scope, inviter).full_name if inviter else None
    return Invited(replace(scope, member_id=member.id), invitation, member, name)


def go_on(invited: Invited, *, now: datetime) -> None:
    """Somebody pressed the button of the link's page: from now on it works for an hour.

    Looking at the page changes nothing: scanners of mail and previews in chats do so before the
    person does. A second press, on this device or another, changes nothing either.
    """
    db.session.execute(
        update(Invitation)
        .where(
            tenancy.within(invited.scope, Invitation),
            Invitation.id == invited.invitation.id,
            Invitation.used_at.is_(None),
            Invitation.opened_at.is_(None),
        )
        .values(
            opened_at=now, expires_at=rules.life_after_opening(invited.invitation.expires_at, now)
        )
    )


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


def _refuse_reset(scope: Scope, invitation: Invitation, member: Membership, now: datetime) -> None:
    """A slip opens no account that also opens another organization, or the service itself.

    A letter opens the account whose address it went to, as long as that is its address. Raises
    NotVisible, as for a link that was used or has run out: nothing is told of elsewhere.
    """
    account = db.session.get(Account, member.account_id) if member.account_id else None
    if account is None or account.is_operator or account.disabled_at is not None:
        raise NotVisible("invitation.not_found")
    if invitation.kind is InvitationKind.MAILED_RESET:
        if account.email != invitation.email:
            raise NotVisible("invitation.not_found")
        return
    if places.belongs_elsewhere(account.id, scope.organization_id, clock.in_hanoi(now).date()):
        raise NotVisible("invitation.not_found")


def accept_as_new(
    invited: Invited, password: str, *, now: datetime, sign_in_name: str = "", device: str = ""
) -> Account:
    """Make an account with this password and join the organization.

    A slip that was made without an address takes the e-mail address or phone number typed by the
    member. Raises RuleBroken; somebody who has an account signs in to it instead.
    """
    _refuse_kind(invited, is_reset=False)
    bound, full_name = invited.invitation.email, invited.member.full_name
    email, phone = (bound, None) if bound else names.sign_in_name(sign_in_name)
    passwords.refuse_weak(password, about=(email or phone or "", full_name))
    _refuse_known(email, phone, field="password" if bound else "sign_in_name")
    token_hash, new = invited.invitation.token_hash, passwords.hash_of(password)
    account_id = stored_passwords.create(token_hash, email, phone, new, now=now)
    if account_id is None:
        raise NotVisible("invitation.not_found")
    member = invited.member
    written_down = member.email
    member.email, member.phone = member.email or email, member.phone or phone
    # Whoever holds a slip may type any address; the one the unit knew learns of it, too.
    _join(invited, account_id, device=device, also=(written_down,))
    return db.session.get_one(Account, account_id)


def _refuse_known(email: str | None, phone: str | None, *, field: str) -> None:
    known = select(Account.id)
    if email is not None and db.session.scalar(known.where(Account.email == email)) is not None:
        raise RuleBroken("invitation.sign_in_first", field=field)
    if phone is not None and db.session.scalar(known.where(Account.phone == phone)) is not None:
        raise RuleBroken("invitation.phone_taken", field=field)


def _refuse_kind(invited: Invited, *, is_reset: bool) -> None:
    if invited.invitation.kind.is_reset is not is_reset:
        raise NotVisible("invitation.not_found")


def accept_with(invited: Invited, account_id: int, *, now: datetime, device: str = "") -> Account:
    """Join the organization with the account somebody is signed in to.

    Raises RuleBroken when the invitation is for another address or another name, or the account
    is a member.
    """
    _refuse_kind(invited, is_reset=False)
    account, bound = db.session.get_one(Account, account_id), invited.invitation.email
    offices.refuse_operator(account, field="password")
    if bound is not None and account.email != bound:
        raise RuleBroken("invitation.other_address", field="password")
    if bound is None and not _same_name(account.full_name, invited.member.full_name):
        raise RuleBroken("invitation.other_person", field="password")
    already = tenancy.own(invited.scope, Membership).where(Membership.account_id == account_id)
    if db.session.scalar(already) is not None:
        raise RuleBroken("invitation.member_already", field="password")
    _admit(invited, account.id, clock.in_hanoi(now).date())
    _spend(invited, now)
    _join(invited, account.id, device=device, also=(invited.member.email,))
    return account


def _admit(invited: Invited, account_id: int, day: date) -> None:
    """Somebody with an office above comes in where the unit's chair said so in the invitation."""
    scope, member = invited.scope, invited.member
    held = [
        g.role for g in roster.grants_of(scope, member.id) if not g.until_on or g.until_on >= day
    ]
    above.refuse_two_seats(scope, account_id, held, day)
    name = above.office_above(scope, account_id, day)
    if name is None:
        return
    if not invited.invitation.admits_office_holder:
        raise RuleBroken("above.invitation", field="password", above=name)
    event = AuditEvent.OFFICE_HOLDER_ADMITTED
    audit.record(scope, event, member, member_id=member.id, above=name)


def _same_name(one: str, other: str) -> bool:
    return vietnamese.without_marks(one) == vietnamese.without_marks(other)


def reset_password(invited: Invited, password: str, *, now: datetime, device: str = "") -> Account:
    """Put a new password in the place of a forgotten one; every sign-in of the account is closed.

    Raises RuleBroken for a weak password, and NotVisible once the slip was used.
    """
    _refuse_kind(invited, is_reset=True)
    account = db.session.get_one(Account, invited.member.account_id)
    passwords.refuse_weak(password, about=(account.sign_in_name, account.full_name))
    token_hash, new = invited.invitation.token_hash, passwords.hash_of(password)
    if not stored_passwords.reset(token_hash, new, now=now):
        raise NotVisible("invitation.not_found")
    sessions.end_all(account.id)
    known_devices.forget_all(account.id)
    kinds = (InvitationKind.RESET, InvitationKind.MAILED_RESET)
    inviting.end_links(invited.scope, invited.member, now, *kinds)
    _remember(invited, AuditEvent.PASSWORD_RESET, device=device)
    return account


def _join(
    invited: Invited, account_id: int, *, device: str = "", also: tuple[str | None, ...] = ()
) -> None:
    """Link the account of somebody whose invitation was used up."""
    invited.member.account_id = account_id
    db.session.flush()
    _remember(invited, AuditEvent.INVITATION_ACCEPTED, device=device, also=also)


def _remember(
    invited: Invited, event: AuditEvent, *, device: str, also: tuple[str | None, ...] = ()
) -> None:
    """Write down that a link was used, on which device, and who had it in their hands before."""
    facts = {"device": device} if device else {}
    if invited.invited_by is not None:
        is_mailed = invited.invitation.kind is InvitationKind.MAILED_RESET
        facts["mail_by" if is_mailed else "slip_by"] = invited.invited_by
    member_id, aside = invited.member.id, {"also": also}
    audit.record(
        invited.scope, event, invited.invitation, member_id=member_id, aside=aside, **facts
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
