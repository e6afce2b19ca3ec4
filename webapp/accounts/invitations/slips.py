"""Paper slips that lead members to an account, or to a new password; shown only once."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from webapp.accounts import rules
from webapp.accounts.invitations import inviting
from webapp.accounts.members import listing
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Account, Membership
from webapp.accounts.permissions import Permission, require
from webapp.accounts.queries import status_of
from webapp.accounts.rules import ACTIVE, InvitationKind, Role
from webapp.accounts.scope import Scope
from webapp.accounts.signing_in import forgotten_password
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken

#: Slips made at once; drawing their codes takes a moment each.
MOST_AT_ONCE = 60
#: Read aloud and typed from paper: nothing that looks like something else.
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_GROUPS, _GROUP = 7, 4


@dataclass(frozen=True)
class Slip:
    """One slip as it is printed; the token of its link can't be read again later."""

    full_name: str
    token: str


def waiting_for_account(scope: Scope, *, now: datetime) -> list[Membership]:
    """The active members without an account, in the order of Vietnamese lists."""
    require(Permission.MEMBERS_MANAGE, scope)
    day = clock.day_of(now)
    query = select(Membership).where(
        tenancy.within(scope, Membership),
        Membership.account_id.is_(None),
        status_of(day).in_(ACTIVE),
    )
    if Role.CHAIR not in scope.roles:
        # A deputy invites nobody who leads; see `rules.refuse_above_own`.
        query = query.where(~listing.holds_any(rules.LEADERS, day))
    return list(db.session.scalars(query.order_by(Membership.sort_key, Membership.id)))


def make_slips(scope: Scope, member_ids: Sequence[int], *, now: datetime) -> list[Slip]:
    """A fresh single-use link for each of these members; the links they had stop working.

    Raises RuleBroken for nobody or too many, and NotVisible for anybody who needs none.
    """
    require(Permission.MEMBERS_MANAGE, scope)
    if not member_ids:
        raise RuleBroken("slips.nobody", field="member_ids")
    if len(set(member_ids)) > MOST_AT_ONCE:
        raise RuleBroken("slips.too_many", field="member_ids", most=MOST_AT_ONCE)
    members = {member.id: member for member in waiting_for_account(scope, now=now)}
    if not members.keys() >= set(member_ids):
        raise NotVisible
    chosen = [member for key, member in members.items() if key in set(member_ids)]
    query = select(Membership.email).where(
        tenancy.within(scope, Membership),
        Membership.account_id.is_not(None),
        Membership.email.in_([member.email for member in chosen if member.email]),
    )
    taken, kind, made = set(db.session.scalars(query)), InvitationKind.JOIN, []
    for member in chosen:
        # A couple may share one address; the second of them signs in with something else.
        email = None if member.email in taken else member.email
        token = inviting.keep_link(scope, member, kind, _secret(), email=email, now=now)
        made.append(Slip(member.full_name, token))
    return made


def first_slip(scope: Scope, member: Membership, *, now: datetime) -> Slip:
    """The slip of a first chair without an e-mail address; made by a superior, who lets them in.

    Raises RuleBroken once anybody has come into the organization, and NotVisible for anybody who
    could be invited by e-mail: in a unit with something to read nobody from above opens a door.
    """
    if roster.has_accounts(scope):
        raise RuleBroken("unit.address_of_unit", field="email")
    if member.email is not None or member.account_id is not None:
        raise NotVisible
    kind = InvitationKind.JOIN
    token = inviting.keep_link(scope, member, kind, _secret(), email=None, now=now)
    return Slip(member.full_name, token)


def start_reset(scope: Scope, member: Membership, *, mail_key: str, now: datetime) -> Slip | None:
    """A single-use link by which a member sets a new password.

    It is mailed to the address of the account and not shown to the actor. Only an account without
    an address gets a slip on paper. Raises RuleBroken.
    """
    require(Permission.MEMBERS_MANAGE, scope)
    if member.id == scope.member_id:
        raise RuleBroken("reset.own")
    if member.account_id is None:
        raise RuleBroken("reset.no_account")
    today = clock.day_of(now)
    rules.refuse_above_own(scope.roles, roster.roles_held(scope, member.id, today))
    inviting.refuse_inactive(scope, member, now)
    account = db.session.get_one(Account, member.account_id)
    if account.email is not None:
        if not account.is_operator and account.disabled_at is None:
            forgotten_password.send_link(scope, member, account, mail_key=mail_key, now=now)
        return None
    kind = InvitationKind.RESET
    token = inviting.keep_link(scope, member, kind, _secret(), email=None, now=now)
    return Slip(member.full_name, token)


def _secret() -> str:
    """Some 138 bits, in groups that can be typed from paper."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)
