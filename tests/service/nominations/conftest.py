"""The deputy of K1, and what waits to be settled."""

import pytest

from tests.cast import NOW
from tests.service.nominations.seats import BY, shut_out, without_offices
from webapp.accounts.queries import task_scope
from webapp.core.db import db
from webapp.nominations import service
from webapp.nominations.rules import Proposer
from webapp.nominations.service import Outsider


@pytest.fixture
def dung(cast, scope_of):
    return scope_of(cast.dung)


@pytest.fixture
def proposed(cast, dung):
    """The deputy has proposed Bình; Hùng of the committee may confirm."""
    shut_out(cast.lan)
    nomination_id = service.propose(dung, cast.binh.member_id, now=NOW).id
    db.session.commit()
    return nomination_id


@pytest.fixture
def from_outside(cast):
    """The operator has proposed Bình: nobody holds an office any more."""
    without_offices(cast.lan, cast.dung, cast.hung)
    who = Outsider(Proposer.OPERATOR, cast.van.account_id, cast.binh.email, cast.binh.full_name)
    nomination_id = service.propose_from_outside(task_scope(cast.k1.id, BY), who, now=NOW).id
    db.session.commit()
    return nomination_id
