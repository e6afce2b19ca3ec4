"""Who proposes whom for an empty seat, and what is refused."""

import pytest
from sqlalchemy import select

from tests.cast import JOINED, NOW, join
from tests.service.nominations.seats import BY, give_office, shut_out, told, without_offices
from tests.service.side_by_side import Play, how_each_ended, side_by_side
from webapp.accounts.queries import task_scope
from webapp.accounts.rules import Role
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.nominations import queries, service
from webapp.nominations.models import Nomination
from webapp.nominations.rules import WAITS, NominationState, Proposer
from webapp.nominations.service import Outsider
from webapp.notices.rules import NoticeKind
from webapp.organizations.models import Organization


@pytest.fixture
def empty(cast):
    """Lan chairs K1 by name only: her account is closed."""
    shut_out(cast.lan)


def nothing_is_proposed():
    return db.session.scalars(select(Nomination.id)).all() == []


def test_the_deputy_proposes_and_everybody_is_told(cast, empty, dung):
    nomination = service.propose(dung, cast.binh.member_id, now=NOW)
    assert (nomination.state, nomination.effective_at) == (NominationState.WAITING, NOW + WAITS)
    assert told(NoticeKind.NOMINATED) == {cast.binh.member_id}
    assert told(NoticeKind.NOMINATION_TO_CONFIRM) == {cast.hung.member_id}
    assert told(NoticeKind.NOMINATION_TOLD) == {cast.lan.member_id, cast.mai.member_id}
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.event, entry.actor_id) == (AuditEvent.CHAIR_NOMINATED, cast.dung.member_id)


def test_where_there_is_no_deputy_the_committee_proposes(cast, empty, scope_of):
    without_offices(cast.dung)
    hung = scope_of(cast.hung)
    service.propose(hung, cast.binh.member_id, now=NOW)
    assert queries.waiting(hung).proposed_by == cast.hung.member_id


@pytest.mark.parametrize("who", ["hung", "mai", "lan"])
def test_nobody_else_proposes(cast, empty, scope_of, who):
    with pytest.raises(NotVisible):
        service.propose(scope_of(getattr(cast, who)), cast.binh.member_id, now=NOW)
    assert nothing_is_proposed()


def test_where_somebody_chairs_nobody_is_proposed(cast, dung):
    with pytest.raises(StaleEdit, match=r"nomination\.has_chair"):
        service.propose(dung, cast.binh.member_id, now=NOW)
    assert nothing_is_proposed()


@pytest.mark.parametrize("who", ["phuc", "khanh", "lan"])
def test_only_who_can_come_in_is_proposed(cast, empty, dung, who):
    with pytest.raises(RuleBroken, match=r"nomination\.no_such_member"):
        service.propose(dung, getattr(cast, who).member_id, now=NOW)
    assert nothing_is_proposed()


def test_a_member_without_an_account_is_not_proposed(cast, empty, dung):
    without = join(cast.k1, "Đặng Văn Sơn", "son@example.vn", None)
    with pytest.raises(RuleBroken, match=r"nomination\.no_such_member"):
        service.propose(dung, without, now=NOW)


def above(cast, person):
    member_id = join(cast.db, person.full_name, None, person.account_id)
    give_office(cast.db, member_id, Role.COMMITTEE, JOINED)


def test_an_office_above_takes_a_second_person_of_the_unit(cast, empty, dung):
    above(cast, cast.binh)
    service.propose(dung, cast.binh.member_id, now=NOW)
    assert queries.waiting(dung).member_id == cast.binh.member_id


def test_without_a_second_person_an_office_above_is_refused(cast, empty, dung):
    without_offices(cast.hung)
    above(cast, cast.binh)
    with pytest.raises(RuleBroken, match=r"nomination\.office_above"):
        service.propose(dung, cast.binh.member_id, now=NOW)


def test_an_office_in_a_suspended_superior_counts_too(cast, empty, dung):
    without_offices(cast.hung)
    above(cast, cast.binh)
    db.session.get_one(Organization, cast.db.id).suspended_at = NOW
    with pytest.raises(RuleBroken, match=r"nomination\.office_above"):
        service.propose(dung, cast.binh.member_id, now=NOW)


def test_one_of_two_at_once_succeeds(app, cast, empty, dung):
    def act(scope, seen):
        service.propose(scope, cast.binh.member_id, now=NOW)

    ended = how_each_ended(side_by_side(app, *[Play(dung, lambda: None, act)] * 2))
    assert sorted(map(str, ended)) == ["409", "done"]
    assert len(db.session.scalars(select(Nomination.id)).all()) == 1


def from_outside(cast, person, *, name=None):
    scope = task_scope(cast.k1.id, BY)
    who = Outsider(Proposer.OPERATOR, cast.van.account_id, person.email, name or person.full_name)
    return service.propose_from_outside(scope, who, now=NOW)


def test_from_outside_nobody_is_proposed_while_the_unit_can_do_so_itself(cast, empty):
    with pytest.raises(RuleBroken, match=r"nomination\.unit_itself"):
        from_outside(cast, cast.binh)
    without_offices(cast.dung)
    with pytest.raises(RuleBroken, match=r"nomination\.unit_itself"):
        from_outside(cast, cast.binh)
    assert nothing_is_proposed()


def test_from_outside_name_and_address_must_both_fit(cast, empty):
    without_offices(cast.dung, cast.hung)
    with pytest.raises(RuleBroken, match=r"nomination\.no_such_member"):
        from_outside(cast, cast.binh, name="Nguyễn Văn Khác")
    nomination = from_outside(cast, cast.binh, name="hoang thanh binh")
    assert (nomination.proposer_name, nomination.proposed_by) == (str(BY), None)


def test_no_account_of_an_operator_is_proposed(cast, empty):
    without_offices(cast.dung, cast.hung)
    join(cast.k1, cast.van.full_name, cast.van.email, cast.van.account_id)
    with pytest.raises(RuleBroken, match=r"nomination\.no_such_member"):
        from_outside(cast, cast.van)


def test_a_suspended_unit_is_proposed_nobody(cast, empty):
    without_offices(cast.dung, cast.hung)
    db.session.get_one(Organization, cast.k1.id).suspended_at = NOW
    with pytest.raises(RuleBroken, match=r"organization\.suspended_now"):
        from_outside(cast, cast.binh)
