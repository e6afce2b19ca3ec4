"""What is done with a link: joining with an account, a new password."""

from datetime import date, datetime

from sqlalchemy import select, update

from webapp.accounts import contact_details
from webapp.accounts.invitations import inviting
from webapp.accounts.invitations.opened_link import Invited
from webapp.accounts.members import offices, offices_above
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Account, Invitation, Membership
from webapp.accounts.rules import InvitationKind
from webapp.accounts.signing_in import known_devices, passwords, sessions, stored_passwords
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, tenancy, vietnamese
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken


def accept_as_new(
    invited: Invited, password: str, *, now: datetime, sign_in_name: str = "", device: str = ""
) -> Account:
    """Make an account with this password and join the organization.

    A slip that was made without an address takes the e-mail address or phone number typed by the
    member. Raises RuleBroken; somebody who has an account signs in to it instead.
    """
    _refuse_kind(invited, is_reset=False)
    bound, full_name = invited.invitation.email, invited.member.full_name
    email, phone = (bound, None) if bound else contact_details.sign_in_name(sign_in_name)
    passwords.refuse_weak(password, about=(email or phone or "", full_name))
    _refuse_known(email, phone, field="password" if bound else "sign_in_name")
    token_hash, new = invited.invitation.token_hash, passwords.hash_of(password)
    account_id = stored_passwords.create(token_hash, email, phone, new, now=now)
    if account_id is None:
        raise NotVisible("invitation.not_found")
    member, known_email = invited.member, invited.member.email
    member.email, member.phone = member.email or email, member.phone or phone
    # A slip lets any address be typed, so the address the unit knew is told as well.
    _join(invited, account_id, device=device, also=(known_email,))
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
    plain = vietnamese.search_key
    if bound is None and plain(account.full_name) != plain(invited.member.full_name):
        raise RuleBroken("invitation.other_person", field="password")
    already = tenancy.rows_of(invited.scope, Membership).where(Membership.account_id == account_id)
    if db.session.scalar(already) is not None:
        raise RuleBroken("invitation.member_already", field="password")
    _admit(invited, account.id, clock.day_of(now))
    _spend(invited, now)
    _join(invited, account.id, device=device, also=(invited.member.email,))
    return account


def _admit(invited: Invited, account_id: int, day: date) -> None:
    """Admit somebody with an office above only if the chair's invitation says so."""
    scope, member = invited.scope, invited.member
    held = [
        g.role for g in roster.grants_of(scope, member.id) if not g.until_on or g.until_on >= day
    ]
    offices_above.refuse_two_seats(scope, account_id, held, day)
    if held:
        offices_above.tell_below(scope, account_id, day, day)
    name = offices_above.office_above(scope, account_id, day)
    if name is None:
        return
    if not invited.invitation.admits_office_holder:
        raise RuleBroken("above.invitation", field="password", above=name)
    offices_above.let_in(scope, member, name, day)


def reset_password(invited: Invited, password: str, *, now: datetime, device: str = "") -> Account:
    """Replace a forgotten password; every sign-in of the account is closed.

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
    """Record that a link was used, on which device, and who made it."""
    facts = {"device": device} if device else {}
    if invited.invited_by:
        is_mailed = invited.invitation.kind is InvitationKind.MAILED_RESET
        facts["mail_by" if is_mailed else "slip_by"] = invited.invited_by
    member_id = invited.member.id
    aside = {"also": also, "opens": event is AuditEvent.INVITATION_ACCEPTED}
    audit.record(
        invited.scope, event, invited.invitation, member_id=member_id, aside=aside, **facts
    )


def _spend(invited: Invited, now: datetime) -> None:
    """Mark the link as used; of two simultaneous tries only one succeeds."""
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
