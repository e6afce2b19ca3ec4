"""Whoever holds an office above comes into a unit by its own chair and openly, or not at all."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.cast import NOW, join
from tests.service.transfers.moving import TODAY, arrivals_in, depart, receive, to
from webapp.accounts.invitations import accepting, inviting, opened_link
from webapp.accounts.members import corrections, offices, offices_above, service
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Membership, RoleGrant
from webapp.accounts.rules import OFFICE_ABOVE_LINGERS, MemberStatus, Role
from webapp.accounts.signing_in import own_organizations
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind


@pytest.fixture
def dung(cast, scope_of):
    return scope_of(cast.dung)


@pytest.fixture
def oanh_leaves(cast, scope_of):
    """Oanh, who looks from above, is a member of K2 too and leaves it for K1."""
    there = join(cast.k2, cast.oanh.full_name, cast.oanh.email, cast.oanh.account_id)
    tenancy.bind(cast.k2.id)
    member = type(cast.oanh)(
        cast.oanh.full_name, cast.k2, cast.oanh.account_id, there, cast.oanh.email
    )
    depart(scope_of(cast.khanh), member, to(cast.k1))
    return arrivals_in(cast.k1)[0]


def told(kind):
    query = select(Notice.recipient_id).where(Notice.kind == kind, Notice.channel == Channel.APP)
    return set(db.session.scalars(query))


def members(cast, *names):
    return {getattr(cast, name).member_id for name in names}


def admitted():
    query = select(AuditEntry).where(AuditEntry.event == AuditEvent.OFFICE_HOLDER_ADMITTED)
    return [(e.actor_id, e.facts["above"]) for e in db.session.scalars(query)]


def belongs(cast, account_id):
    return [place.code for place in own_organizations.organizations_of_account(account_id, TODAY)]


def refused(act, *args, **kwargs):
    with pytest.raises(RuleBroken) as broken:
        act(*args, **kwargs)
    return broken.value.code


def test_a_deputy_receives_nobody_from_above(cast, dung, oanh_leaves):
    assert refused(receive, dung, oanh_leaves) == "above.chair_only"
    db.session.rollback()
    assert belongs(cast, cast.oanh.account_id) == ["db"]
    assert admitted() == []


def test_the_chair_does_and_everybody_is_told(cast, lan, oanh_leaves):
    member = receive(lan, oanh_leaves)
    assert admitted() == [(lan.member_id, cast.db.name)]
    everybody = members(cast, "lan", "dung", "hung", "mai", "binh") | {member.id}
    assert told(NoticeKind.OFFICE_HOLDER_ADMITTED) == everybody


def test_who_holds_an_office_elsewhere_is_received_like_anybody(cast, dung, scope_of):
    there = join(cast.k2, cast.ngan.full_name, cast.ngan.email, cast.ngan.account_id)
    tenancy.bind(cast.k2.id)
    who = type(cast.ngan)(cast.ngan.full_name, cast.k2, cast.ngan.account_id, there, "")
    depart(scope_of(cast.khanh), who, to(cast.k1))
    receive(dung, arrivals_in(cast.k1)[0])
    assert admitted() == []


def invited(cast, scope, *, openly):
    """A member of K1 of Oanh's name, and the link made for her."""
    join(cast.k1, cast.oanh.full_name, None, None)
    tenancy.bind(cast.k1.id)
    row = select(Membership).where(Membership.full_name == cast.oanh.full_name)
    member = db.session.scalars(row).one()
    token = inviting.invite(scope, member, email=cast.oanh.email, openly=openly, now=NOW)
    db.session.commit()
    return opened_link.find(token, NOW)


def test_a_link_lets_nobody_from_above_in_unless_the_chair_made_it_for_that(cast, lan):
    plain = invited(cast, lan, openly=False)
    code = refused(accepting.accept_with, plain, cast.oanh.account_id, now=NOW)
    assert code == "above.invitation"
    db.session.rollback()
    assert belongs(cast, cast.oanh.account_id) == ["db"]


def test_through_a_link_made_for_it_they_come_in_and_everybody_is_told(cast, lan):
    accepting.accept_with(invited(cast, lan, openly=True), cast.oanh.account_id, now=NOW)
    db.session.commit()
    assert belongs(cast, cast.oanh.account_id) == ["db", "k1"]
    assert told(NoticeKind.OFFICE_HOLDER_ADMITTED) >= members(cast, "lan", "dung", "mai", "binh")


def test_a_deputy_makes_no_such_link(cast, dung):
    assert refused(invited, cast, dung, openly=True) == "above.chair_only"


def test_an_appointed_chair_who_holds_an_office_above_does_not_come_in(cast, lan):
    link = invited(cast, lan, openly=True)
    offices.keep_grant(lan, link.member, Role.CHAIR, from_on=TODAY, until_on=None)
    code = refused(accepting.accept_with, link, cast.oanh.account_id, now=NOW)
    assert code == "above.chair_below"


def test_who_left_comes_back_by_the_chair_alone(cast, lan, dung):
    left = MemberStatus.LEFT
    key = join(cast.k1, cast.oanh.full_name, None, cast.oanh.account_id, status=left)
    tenancy.bind(cast.k1.id)
    member = roster.get_member(lan, key)
    again = {"from_on": TODAY, "reason": "", "now": NOW}
    official = MemberStatus.OFFICIAL
    assert refused(service.change_status, dung, member, official, **again) == "above.chair_only"
    db.session.rollback()
    entry = roster.statuses_of(lan, key)[0]
    put_right = {"from_on": entry.from_on, "reason": "", "now": NOW}
    put_right["based_on"] = corrections.seen(entry)
    code = refused(corrections.correct_status, dung, member, entry, official, **put_right)
    assert code == "above.chair_only"
    db.session.rollback()
    service.change_status(lan, roster.get_member(lan, key), official, **again)
    assert admitted() == [(lan.member_id, cast.db.name)]


@pytest.mark.parametrize(("days", "counts"), [(0, True), (1, False)])
def test_an_office_that_ended_lately_counts(cast, lan, days, counts):
    with tenancy.tenant(cast.db.id):
        grant = db.session.scalars(
            select(RoleGrant).where(RoleGrant.member_id == cast.oanh.member_id)
        ).one()
        grant.until_on = TODAY - OFFICE_ABOVE_LINGERS - timedelta(days=days)
        db.session.commit()
    name = offices_above.office_above(lan, cast.oanh.account_id, TODAY)
    assert name == (cast.db.name if counts else None)


def test_the_database_answers_for_the_organization_entered_alone(cast):
    asked = [cast.duc.account_id, cast.oanh.account_id, cast.ngan.account_id, cast.lan.account_id]
    assert offices_above.offices_above(asked, TODAY) == {
        cast.duc.account_id: cast.db.name,
        cast.oanh.account_id: cast.db.name,
    }
    for place in (cast.db, cast.xa):
        with tenancy.tenant(place.id):
            assert offices_above.offices_above(asked, TODAY) == {}


def test_a_chair_above_whose_term_is_over_acts_on_and_counts_for_as_long(cast, lan):
    with tenancy.tenant(cast.db.id):
        term = db.session.scalars(select(RoleGrant).where(RoleGrant.role == Role.CHAIR)).one()
        term.until_on = TODAY - OFFICE_ABOVE_LINGERS - timedelta(days=100)
        term.from_on = term.until_on - timedelta(days=100)
        db.session.commit()
    tenancy.bind(cast.k1.id)
    assert offices_above.office_above(lan, cast.duc.account_id, TODAY) is not None
