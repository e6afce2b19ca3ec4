"""Links for one member, to an account or a new password: used once, valid for 72 hours.

A link that was made for an e-mail address works for that address alone. It names the organization,
so that its rows can be reached before anybody is signed in; of the secret only the hash is stored.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from webapp.accounts import contact_details, rules
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Invitation, Membership
from webapp.accounts.permissions import Permission, require
from webapp.accounts.rules import InvitationKind, Role
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken

VALID_FOR = timedelta(hours=72)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LONGEST = 80
_REMEMBERED = {
    InvitationKind.JOIN: AuditEvent.MEMBER_INVITED,
    InvitationKind.RESET: AuditEvent.RESET_STARTED,
    InvitationKind.MAILED_RESET: AuditEvent.RESET_STARTED,
}


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


def hash_of(token: str) -> bytes:
    """What is stored of a link."""
    return hashlib.sha256(token.encode()).digest()


def invite(
    scope: Scope, member: Membership, *, email: str, openly: bool = False, now: datetime
) -> str:
    """Make a link for a member who has no account yet; earlier links of theirs stop working.

    With `openly` it admits somebody with an office above: only the chair makes such a link, and
    the whole unit is told when it is used.

    Returns the token of the link, which can't be read again later. Raises RuleBroken.
    """
    require(Permission.MEMBERS_MANAGE, scope)
    today = clock.day_of(now)
    if member.id != scope.member_id:
        rules.refuse_above_own(scope.roles, roster.roles_held(scope, member.id, today))
    if openly and (Role.CHAIR not in scope.roles or member.id == scope.member_id):
        raise RuleBroken("above.chair_only", field="openly")
    return make_link(scope, member, email=email, openly=openly, now=now)


def make_link(
    scope: Scope,
    member: Membership,
    *,
    email: str,
    openly: bool = False,
    now: datetime,
    secret: str | None = None,
) -> str:
    """The link for a member; operator and superior make it for a first chair. Raises RuleBroken."""
    address = contact_details.email(email)
    if address is None:
        raise RuleBroken("invitation.email_missing", field="email")
    if member.account_id is not None:
        raise RuleBroken("invitation.has_account", field="email")
    refuse_inactive(scope, member, now)
    _refuse_taken(scope, member, address)
    replaced, member.email = member.email, address
    return keep_link(
        scope,
        member,
        InvitationKind.JOIN,
        secret or secrets.token_urlsafe(32),
        email=address,
        openly=openly,
        now=now,
        replaced=replaced if replaced != address else None,
    )


def refuse_inactive(scope: Scope, member: Membership, now: datetime) -> None:
    """A member who is suspended or has left gets no link.

    Raises RuleBroken.
    """
    if not roster.is_active_on(scope, member.id, clock.day_of(now)):
        raise RuleBroken("invitation.not_active", field="email")


def keep_link(
    scope: Scope,
    member: Membership,
    kind: InvitationKind,
    secret: str,
    *,
    email: str | None,
    openly: bool = False,
    now: datetime,
    nonce: str | None = None,
    replaced: str | None = None,
) -> str:
    """Store the hash of a new link, the only one of its kind that still works for the member.

    A link with a nonce is sent by e-mail; mailed links sent before still work, or asking again and
    again would keep the owner out. `replaced` is an older address, which is told. Returns the token
    of the link.
    """
    # The member's row is locked: of two links made at once, the later one ends the earlier one.
    own = select(Membership.id).where(tenancy.within(scope, Membership), Membership.id == member.id)
    db.session.execute(own.with_for_update(key_share=True))
    end_links(scope, member, now, *({kind} - {InvitationKind.MAILED_RESET}))
    token = token_of(scope.organization_id, secret)
    invitation = Invitation(
        organization_id=scope.organization_id,
        member_id=member.id,
        kind=kind,
        email=email,
        token_hash=hash_of(token),
        invited_by=scope.member_id,
        created_at=now,
        expires_at=now + VALID_FOR,
        admits_office_holder=openly,
    )
    db.session.add(invitation)
    db.session.flush()
    facts: dict[str, str] = {}
    if kind.is_reset and scope.member_id is not None:
        facts["slip_by" if nonce is None else "mail_by"] = scope.full_name
    aside: dict[str, Any] = {"also": (replaced,), "opens": not kind.is_reset}
    if nonce:
        aside |= {"nonce": nonce, "useful_until": invitation.expires_at}
    event = _REMEMBERED[kind]
    audit.record(scope, event, invitation, member_id=member.id, aside=aside, **facts)
    return token


def _refuse_taken(scope: Scope, member: Membership, address: str) -> None:
    """One address stands for one person with an account in an organization."""
    other = tenancy.rows_of(scope, Membership).where(
        Membership.email == address,
        Membership.account_id.is_not(None),
        Membership.id != member.id,
    )
    if db.session.scalar(other.limit(1)) is not None:
        raise RuleBroken("invitation.email_taken", field="email")


def end_links_of_others(scope: Scope, member: Membership, *, now: datetime) -> None:
    """Links that others made for a member stop working; the actor's own still work.

    Otherwise a deputy's old slip for a plain member would open the office that member has now.
    """
    db.session.execute(
        update(Invitation)
        .where(
            tenancy.within(scope, Invitation),
            Invitation.member_id == member.id,
            Invitation.invited_by.is_distinct_from(scope.member_id),
            Invitation.used_at.is_(None),
            Invitation.expires_at > now,
        )
        .values(expires_at=now)
    )


def end_links(scope: Scope, member: Membership, now: datetime, *kinds: InvitationKind) -> None:
    """Links of these kinds that somebody still has for a member stop working."""
    db.session.execute(
        update(Invitation)
        .where(
            tenancy.within(scope, Invitation),
            Invitation.member_id == member.id,
            Invitation.kind.in_(kinds),
            Invitation.used_at.is_(None),
            Invitation.expires_at > now,
        )
        .values(expires_at=now)
    )
