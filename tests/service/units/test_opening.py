"""A superior opens a unit and invites its chair in one act; and invites again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import inspect, select

from tests.cast import NOW
from webapp.accounts import accepting, inviting, mailed_links
from webapp.accounts.models import Invitation, Membership, RoleGrant
from webapp.accounts.rules import Role
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, DeliveryState, NoticeKind
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind as Kind
from webapp.units import service
from webapp.units.service import NewUnit

KEY = "only for the tests, and long enough for them"
WANTED = NewUnit("Chi bộ Khoa Dược", Kind.PARTY_BRANCH, "Vũ Thị Hoa", "hoa@example.vn")


def open_unit(duc, unit, cast, wanted=WANTED):
    return service.open_unit(duc, unit(cast.db), wanted, mail_key=KEY, now=NOW)


def test_unit_chair_office_and_invitation_come_in_one_act(duc, unit, cast, rows):
    opened = open_unit(duc, unit, cast).unit
    assert (opened.code, opened.parent_id, opened.is_new) == ("chi-bo-khoa-duoc", cast.db.id, True)
    chair = (
        select(Membership.full_name, RoleGrant.role, Invitation.email)
        .join(RoleGrant, RoleGrant.member_id == Membership.id)
        .join(Invitation, Invitation.member_id == Membership.id)
    )
    assert rows(opened, chair) == [("Vũ Thị Hoa", Role.CHAIR, "hoa@example.vn")]
    sent = select(Notice.kind, Notice.state).where(Notice.channel == Channel.EMAIL)
    assert rows(opened, sent) == [(NoticeKind.INVITATION, DeliveryState.WAITING)]


def test_the_link_opens_and_stands_nowhere_in_the_database(duc, unit, cast, rows):
    opened = open_unit(duc, unit, cast).unit
    ((nonce, link),) = rows(
        opened,
        select(Notice.facts["nonce"].astext, Notice.link).where(Notice.channel == Channel.EMAIL),
    )
    here = inspect(opened).identity[0]
    token = inviting.token_of(here, mailed_links.secret_of(KEY, nonce))
    assert (link, nonce in token) == ("", False)
    assert accepting.find(token, NOW).member.full_name == "Vũ Thị Hoa"
    other = inviting.token_of(here, mailed_links.secret_of("another key", nonce))
    with pytest.raises(NotVisible):
        accepting.find(other, NOW)


def test_a_link_handed_over_is_told_once_and_no_letter_goes_out(duc, unit, cast, rows):
    opened = open_unit(duc, unit, cast, replace(WANTED, by_hand=True))
    place, token = opened.unit, opened.token
    assert rows(place, select(Notice.id)) == []
    assert accepting.find(token, NOW).member.full_name == "Vũ Thị Hoa"
    assert open_unit(duc, unit, cast, replace(WANTED, name="Chi bộ B")).token is None


def test_both_trails_tell_of_it_and_the_superior_is_at_home_again(duc, unit, cast, rows):
    opened = open_unit(duc, unit, cast).unit
    assert db.session.scalars(select(AuditEntry.event)).all() == [AuditEvent.ORGANIZATION_FOUNDED]
    own = rows(cast.db, select(AuditEntry.actor_id, AuditEntry.facts["unit"].astext))
    assert own == [(cast.duc.member_id, "Chi bộ Khoa Dược")]
    trail = select(AuditEntry.event, AuditEntry.actor_id).order_by(AuditEntry.position)
    assert rows(opened, trail)[0] == (AuditEvent.ORGANIZATION_FOUNDED, None)


def test_a_code_that_somebody_has_is_numbered_when_proposed_and_refused_when_typed(duc, unit, cast):
    assert open_unit(duc, unit, cast).unit.code == "chi-bo-khoa-duoc"
    again = NewUnit("Chi bộ Khoa Dược", Kind.YOUTH, "Lê Văn Tý", "ty@example.vn")
    assert open_unit(duc, unit, cast, again).unit.code == "chi-bo-khoa-duoc-2"
    typed = NewUnit("Chi bộ khác", Kind.YOUTH, "Lê Văn Tý", "ty@example.vn", "k1")
    with pytest.raises(RuleBroken) as broken:
        open_unit(duc, unit, cast, typed)
    assert (broken.value.code, broken.value.field) == ("organization.code_taken", "code")


def test_what_fails_on_the_way_leaves_nothing_and_leads_home(duc, unit, cast):
    wrong = NewUnit("Chi bộ mới", Kind.PARTY_BRANCH, "Vũ Thị Hoa", "")
    with pytest.raises(RuleBroken):
        open_unit(duc, unit, cast, wrong)
    assert tenancy.bound() == cast.db.id
    assert (
        db.session.scalar(select(Organization.id).where(Organization.code == "chi-bo-moi")) is None
    )


@pytest.mark.parametrize("who", ["oanh", "lan", "ngan"])
def test_only_those_who_lead_a_superior_open_units(cast, scope_of, unit, who):
    scope = scope_of(cast.people[who])
    with pytest.raises(NotVisible):
        service.open_unit(scope, unit(cast.db), WANTED, mail_key=KEY, now=NOW)


def test_a_unit_that_meets_has_nothing_below_it(duc, unit, cast):
    with pytest.raises(RuleBroken) as broken:
        service.open_unit(duc, unit(cast.k1), WANTED, mail_key=KEY, now=NOW)
    assert broken.value.code == "organization.parent_meets"


def test_a_second_invitation_ends_the_first_one(duc, unit, cast, rows):
    opened = open_unit(duc, unit, cast).unit
    later = NOW + timedelta(hours=2)
    service.invite_again(duc, opened, email="hoa2@example.vn", mail_key=KEY, now=later)
    live = select(Invitation.email).where(Invitation.expires_at > later)
    assert rows(opened, live) == [("hoa2@example.vn",)]
    mails = select(Notice.state).where(Notice.channel == Channel.EMAIL).order_by(Notice.id)
    assert rows(opened, mails) == [(DeliveryState.SKIPPED,), (DeliveryState.WAITING,)]


def test_a_chair_who_has_come_is_not_invited_again(duc, unit, cast):
    with pytest.raises(RuleBroken) as broken:
        service.invite_again(duc, unit(cast.k1), mail_key=KEY, now=NOW)
    assert broken.value.code == "unit.chair_has_come"


def test_a_closed_superior_gets_no_units(duc, unit, cast):
    unit(cast.db).closed_on = NOW.date()
    db.session.flush()
    with pytest.raises(StaleEdit):
        open_unit(duc, unit, cast)
