"""A registration in force, as several tests begin with it."""

from tests.cast import NOW
from webapp.commitments import queries, service
from webapp.commitments.service import Wanted
from webapp.core.db import db


def in_force(member, reviewer, *items, year=2026, now=NOW):
    """What somebody registered and somebody else confirmed."""
    wanted = [one if isinstance(one, Wanted) else Wanted(one) for one in items]
    commitment = service.save(member, member.member_id, year, wanted, based_on=0, now=now)
    service.submit(member, commitment, now=now)
    service.confirm(reviewer, commitment, now=now)
    db.session.commit()
    return commitment


def items(scope, member_id=None, year=2026):
    """The items of a registration as somebody reads them."""
    return queries.items_of(scope, member_id or scope.member_id, year)
