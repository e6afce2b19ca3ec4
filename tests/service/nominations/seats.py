"""Seats of K1 in the states in which a chair is proposed."""

from sqlalchemy import delete, select

from tests.cast import NOW
from tests.outside import change_account
from webapp.accounts.models import RoleGrant
from webapp.core import tenancy
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import Channel


def shut_out(person):
    """Somebody's account opens nothing any more."""
    change_account(person.account_id, disabled_at=NOW)


def without_offices(*people):
    """Nobody of these holds an office any more, and never did."""
    held = [person.member_id for person in people]
    db.session.execute(delete(RoleGrant).where(RoleGrant.member_id.in_(held)))
    db.session.commit()


def give_office(organization, member_id, role, from_on):
    """An office in some organization, as if given there."""
    with tenancy.tenant(organization.id):
        db.session.add(
            RoleGrant(
                organization_id=organization.id, member_id=member_id, role=role, from_on=from_on
            )
        )
        db.session.commit()


def told(kind):
    """Who was told something in the application, in the organization that is bound."""
    query = select(Notice.recipient_id).where(Notice.kind == kind, Notice.channel == Channel.APP)
    return set(db.session.scalars(query))
