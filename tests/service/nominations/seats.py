"""Seats of K1 in the states in which a chair is proposed, and what a worker makes of them."""

from sqlalchemy import delete, select

from tests.as_owner import change_account, from_outside
from tests.cast import NOW
from webapp.accounts.members import queries as roster
from webapp.accounts.models import RoleGrant
from webapp.accounts.queries import task_scope
from webapp.audit.actors import ActorKind, Outside
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.nominations import service
from webapp.nominations.models import Nomination
from webapp.nominations.rules import WAITS
from webapp.notices.models import Notice
from webapp.notices.rules import Channel

BY = Outside(ActorKind.OPERATOR, "Cao Thị Vân")
AFTER = NOW + WAITS


def shut_out(person):
    """Somebody's account opens nothing any more."""
    change_account(person.account_id, disabled_at=NOW)


def without_offices(*people):
    """Nobody of these holds an office any more, and never did."""
    held = [person.member_id for person in people]
    from_outside(delete(RoleGrant).where(RoleGrant.member_id.in_(held)))


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


def settle(cast, now=AFTER):
    """As a worker does it."""
    with tenancy.tenant(cast.k1.id):
        scope = task_scope(cast.k1.id)
        day = clock.in_hanoi(now).date()
        done = service.settle_due(scope, now=now)
        db.session.commit()
        chairs = sorted(roster.chairs_on(scope, day).values())
    tenancy.bind(cast.k1.id)
    return done, chairs


def state():
    db.session.expire_all()
    return db.session.scalars(select(Nomination.state)).one()
