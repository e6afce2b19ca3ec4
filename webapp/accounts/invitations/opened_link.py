"""Find the invitation of a link: who it is for, and whether it may be used now."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select, update

from webapp.accounts import queries, rules
from webapp.accounts.invitations import inviting
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Account, Invitation, Membership
from webapp.accounts.rules import InvitationKind
from webapp.accounts.scope import Scope
from webapp.accounts.signing_in import own_organizations
from webapp.audit import queries as trail
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible
from webapp.organizations import tree_service as tree
from webapp.organizations.models import Organization


@dataclass(frozen=True)
class Invited:
    """An invitation that may be used now, and what its page tells."""

    scope: Scope
    invitation: Invitation
    member: Membership
    invited_by: str


def find(token: str, now: datetime) -> Invited:
    """The invitation behind a link, with its organization entered.

    Raises NotVisible for a link that was used, has run out, or never existed.
    """
    scope = _enter(token)
    invitation: Invitation | None = db.session.scalar(
        tenancy.rows_of(scope, Invitation).where(
            Invitation.token_hash == inviting.hash_of(token),
            Invitation.used_at.is_(None),
            Invitation.expires_at > now,
        )
    )
    # Nobody joins a closed organization; an account that may read it still needs a password.
    is_closed = scope.organization.closed_on is not None
    if invitation is None or (is_closed and not invitation.kind.is_reset):
        raise NotVisible("invitation.not_found")
    member = roster.get_member(scope, invitation.member_id)
    if not roster.is_active_on(scope, member.id, clock.day_of(now)):
        raise NotVisible("invitation.not_found")
    if invitation.kind.is_reset:
        _refuse_reset(scope, invitation, member, now)
    # The trail knows the name also of a superior, who is no member here; who forgot a password
    # asked for the letter without one.
    asked_alone = invitation.kind is InvitationKind.MAILED_RESET and invitation.invited_by is None
    by = "" if asked_alone else trail.done_by(scope, invitation)
    return Invited(replace(scope, member_id=member.id), invitation, member, by)


def go_on(invited: Invited, *, now: datetime) -> None:
    """Somebody pressed the button of the link's page: from now on the link works for an hour.

    Opening the page changes nothing, as mail scanners and chat previews do so, too. A second press,
    on this device or another, changes nothing either.
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
    """Enter the organization a link names, and keep it open; a closed one may be read.

    Raises NotVisible where there is none, or a suspended one.
    """
    organization_id = inviting.organization_in(token)
    if organization_id is None or organization_id >= 2**63:
        raise NotVisible("invitation.not_found")
    tree.keep_open(organization_id)
    query = select(Organization.id).where(
        Organization.id == organization_id, Organization.suspended_at.is_(None)
    )
    if db.session.scalar(query) is None:
        raise NotVisible("invitation.not_found")
    tenancy.enter(organization_id)
    scope = queries.task_scope(organization_id)
    if scope is None:
        raise NotVisible("invitation.not_found")
    return scope


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
    if own_organizations.belongs_elsewhere(account.id, scope.organization_id, clock.day_of(now)):
        raise NotVisible("invitation.not_found")
