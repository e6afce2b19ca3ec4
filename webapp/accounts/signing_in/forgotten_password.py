"""A forgotten password: anybody may ask for a link, which is mailed to the account's own address.

Only the owner of that mailbox sees the link. Whether an account exists is told to nobody.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from webapp.accounts import contact_details, queries
from webapp.accounts.invitations import inviting, mailed_links
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Account, Invitation, Membership
from webapp.accounts.rules import InvitationKind
from webapp.accounts.scope import Scope
from webapp.accounts.signing_in import own_organizations, tries
from webapp.accounts.signing_in import service as signing_in
from webapp.audit.actors import ActorKind, Outside
from webapp.core import clock, queue, tenancy
from webapp.core.db import db

#: Letters for one account in an hour, so that nobody can fill a mailbox.
MOST_AN_HOUR = 3
_HOUR = timedelta(hours=1)
#: Nothing is known of the person who asks.
_VISITOR = Outside(ActorKind.VISITOR, "trang Quên mật khẩu")


def ask(typed: str, *, address: str, mail_key: str, now: datetime) -> None:
    """Send a link for a new password to the account behind an e-mail address, if there is one.

    It is sent by the first organization the account may enter, or read if closed; without one
    nothing happens. Raises TooManyTries while somebody must wait, with or without an account.
    """
    name = contact_details.as_signed_in(typed)
    tries.begin(signing_in.key_of(f"reset|{name}"), tries.origin_of(address, None), now)
    # Also without an account: the time it takes to wake a worker would tell who has one.
    queue.after_commit("notices.deliver_waiting")
    account = db.session.scalar(
        select(Account).where(
            Account.email == name, Account.disabled_at.is_(None), Account.is_operator.is_(False)
        )
    )
    if account is None:
        return
    day = clock.day_of(now)
    own = own_organizations.organizations_of_account(account.id, day, closed_too=True)
    if not own:
        return
    with tenancy.elsewhere(own[0].organization_id):
        scope = queries.task_scope(own[0].organization_id, _VISITOR)
        if scope is not None:
            member = roster.get_member(scope, own[0].member_id)
            if _sent_lately(scope, member, now) < MOST_AN_HOUR:
                send_link(scope, member, account, mail_key=mail_key, now=now)


def send_link(
    scope: Scope, member: Membership, account: Account, *, mail_key: str, now: datetime
) -> None:
    """Send a link for a new password to the account's own address; nobody is shown it."""
    nonce = mailed_links.new_nonce()
    inviting.keep_link(
        scope,
        member,
        InvitationKind.MAILED_RESET,
        mailed_links.secret_of(mail_key, nonce),
        email=account.email,
        now=now,
        nonce=nonce,
    )


def _sent_lately(scope: Scope, member: Membership, now: datetime) -> int:
    query = select(func.count()).where(
        tenancy.within(scope, Invitation),
        Invitation.member_id == member.id,
        Invitation.kind == InvitationKind.MAILED_RESET,
        Invitation.created_at > now - _HOUR,
    )
    return db.session.scalar(query) or 0
