"""Who made the slip that opened an account: acts of that account are marked for 24 hours."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from webapp.accounts.models import Account, Invitation, Membership
from webapp.accounts.rules import InvitationKind
from webapp.core.tenancy import refers_to


def maker_since(since: datetime) -> Any:
    """Who made the slip that opened the surrounding account and membership since a moment.

    A slip used with an account that existed before opened nothing.
    """
    maker = aliased(Membership)
    made_it = and_(Invitation.kind == InvitationKind.JOIN, Account.created_at == Invitation.used_at)
    return (
        select(maker.full_name)
        .select_from(Invitation)
        .join(maker, refers_to(Invitation.invited_by, maker))
        .where(
            refers_to(Invitation.member_id, Membership),
            Invitation.used_at > since,
            or_(Invitation.kind == InvitationKind.RESET, made_it),
        )
        .order_by(Invitation.used_at.desc())
        .limit(1)
        .correlate(Membership, Account)
        .scalar_subquery()
    )
