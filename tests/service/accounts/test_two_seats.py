"""An office above and the chair's seat below come into one hand by two persons, or not at all."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.cast import NOW, join
from tests.service.accounts.test_above import members, refused, told
from tests.service.transfers.moving import TODAY
from webapp.accounts.invitations import accepting, inviting, opened_link
from webapp.accounts.members import corrections, offices, offices_above
from webapp.accounts.members import queries as roster
from webapp.accounts.models import RoleGrant
from webapp.accounts.rules import AGREED_FOR, Role
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible
from webapp.handover import service as handover
from webapp.notices.rules import NoticeKind


@pytest.fixture
def oanh_here(cast):
    """Oanh is an ordinary member of K1."""
    key = join(cast.k1, cast.oanh.full_name, cast.oanh.email, cast.oanh.account_id)
    tenancy.bind(cast.k1.id)
    return key


def test_nobody_with_an_office_above_is_given_the_chair(cast, lan, oanh_here):
    member, term = roster.get_member(lan, oanh_here), {"from_on": TODAY, "until_on": None}
    code = refused(offices.grant_role, lan, member, Role.CHAIR, now=NOW, **term)
    assert code == "above.chair_below"
    code = refused(handover.hand_over, lan, oanh_here, now=NOW, **term)
    assert code == "above.chair_below"
    db.session.rollback()
    assert Role.CHAIR not in roster.roles_held(lan, oanh_here, TODAY)


def test_an_office_that_ended_is_not_put_right_into_the_chair(cast, lan, oanh_here):
    was = date(2021, 1, 1)
    ended = RoleGrant(
        organization_id=cast.k1.id, member_id=oanh_here, role=Role.CHAIR, from_on=was, until_on=was
    )
    db.session.add(ended)
    db.session.commit()
    term = {"from_on": was, "until_on": None, "based_on": corrections.seen(ended), "now": NOW}
    member = roster.get_member(lan, oanh_here)
    assert refused(corrections.correct_role, lan, member, ended, **term) == "above.chair_below"


def give_above(cast, scope_of, person, role=Role.COMMITTEE):
    """Đức gives somebody of K1 an office in the committee above."""
    key = join(cast.db, person.full_name, person.email, person.account_id)
    duc = scope_of(cast.duc)
    tenancy.bind(cast.db.id)
    member = roster.get_member(duc, key)
    offices.grant_role(duc, member, role, from_on=TODAY, until_on=None, now=NOW)
    db.session.commit()
    db.session.close()


def test_a_member_below_is_given_an_office_and_the_whole_unit_is_told(cast, scope_of):
    give_above(cast, scope_of, cast.mai)
    for unit, names in ((cast.k1, ("lan", "dung", "hung", "mai", "binh")), (cast.cd, ("chi",))):
        with tenancy.tenant(unit.id):
            assert told(NoticeKind.OFFICE_ABOVE_GIVEN) >= members(cast, *names)
            events = set(db.session.scalars(select(AuditEntry.event)))
            assert AuditEvent.OFFICE_ABOVE_GIVEN in events


def agrees(cast, scope_of, who, about):
    tenancy.bind(cast.k1.id)
    scope = scope_of(getattr(cast, who))
    offices_above.agree(scope, roster.get_member(scope, about), today=TODAY)
    db.session.commit()


def test_the_chair_is_given_to_them_once_another_one_agreed(cast, lan, scope_of, oanh_here):
    agrees(cast, scope_of, "hung", oanh_here)
    assert told(NoticeKind.TWO_SEATS_AGREED) >= members(cast, "lan", "dung", "mai", "binh")
    member, term = roster.get_member(lan, oanh_here), {"from_on": TODAY, "until_on": None}
    offices.grant_role(lan, member, Role.CHAIR, now=NOW, **term)
    assert Role.CHAIR in roster.roles_held(lan, oanh_here, TODAY)


def test_not_by_one_person_alone(cast, lan, scope_of, oanh_here):
    agrees(cast, scope_of, "lan", oanh_here)
    member, term = roster.get_member(lan, oanh_here), {"from_on": TODAY, "until_on": None}
    code = refused(offices.grant_role, lan, member, Role.CHAIR, now=NOW, **term)
    assert code == "above.chair_below"


def test_not_on_a_word_of_long_ago(cast, lan, scope_of, oanh_here):
    agrees(cast, scope_of, "hung", oanh_here)
    member = roster.get_member(lan, oanh_here)
    member.two_seats_on = TODAY - AGREED_FOR - timedelta(days=1)
    db.session.commit()
    term = {"from_on": TODAY, "until_on": None}
    code = refused(offices.grant_role, lan, member, Role.CHAIR, now=NOW, **term)
    assert code == "above.chair_below"


@pytest.mark.parametrize("who", ["binh", "khanh"])
def test_nobody_but_the_committee_agrees(cast, scope_of, oanh_here, who):
    with pytest.raises(NotVisible):
        agrees(cast, scope_of, who, oanh_here)


def test_nobody_agrees_about_themselves(cast, lan):
    with pytest.raises(NotVisible):
        offices_above.agree(lan, roster.get_member(lan, lan.member_id), today=TODAY)


def test_who_chairs_below_is_given_an_office_above_once_the_unit_agreed(cast, scope_of):
    agrees(cast, scope_of, "dung", cast.lan.member_id)
    give_above(cast, scope_of, cast.lan)
    with tenancy.tenant(cast.k1.id):
        assert told(NoticeKind.OFFICE_ABOVE_GIVEN) >= members(cast, "dung", "mai")


def test_an_office_above_that_waited_for_its_account_is_told_below_too(cast, scope_of):
    duc, email = scope_of(cast.duc), cast.mai.email
    key = join(cast.db, cast.mai.full_name, None, None, Role.COMMITTEE)
    tenancy.bind(cast.db.id)
    token = inviting.invite(duc, roster.get_member(duc, key), email=email, now=NOW)
    db.session.commit()
    accepting.accept_with(opened_link.find(token, NOW), cast.mai.account_id, now=NOW)
    db.session.commit()
    with tenancy.tenant(cast.k1.id):
        assert told(NoticeKind.OFFICE_ABOVE_GIVEN) >= members(cast, "lan", "binh", "mai")


def test_who_chairs_a_unit_below_comes_to_no_office_above_through_a_link(cast, scope_of):
    duc = scope_of(cast.duc)
    key = join(cast.db, cast.lan.full_name, None, None, Role.COMMITTEE)
    tenancy.bind(cast.db.id)
    token = inviting.invite(duc, roster.get_member(duc, key), email=cast.lan.email, now=NOW)
    db.session.commit()
    link = opened_link.find(token, NOW)
    code = refused(accepting.accept_with, link, cast.lan.account_id, now=NOW)
    assert code == "above.chairs_below"


def test_who_chairs_a_unit_below_is_given_no_office_above(cast, scope_of):
    assert refused(give_above, cast, scope_of, cast.lan) == "above.chairs_below"
    db.session.rollback()
    with tenancy.tenant(cast.db.id):
        held = select(RoleGrant.id).where(RoleGrant.role == Role.COMMITTEE)
        assert db.session.scalars(held).all() == []
