"""A superior opens a unit and invites its chair in one act; and invites again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import inspect, select, update

from tests.as_owner import from_outside
from tests.cast import NOW, join
from webapp.accounts.invitations import inviting, mailed_links, opened_link
from webapp.accounts.models import Invitation, Membership, RoleGrant
from webapp.accounts.rules import Role
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, DeliveryState, NoticeKind
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind as Kind
from webapp.units import service
from webapp.units.service import NewUnit

KEY = "only for the tests, and long enough for them"
YESTERDAY = clock.in_hanoi(NOW).date() - timedelta(days=1)
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
        select(Notice.facts["nonce"].astext, Notice.leads_to).where(
            Notice.channel == Channel.EMAIL
        ),
    )
    here = inspect(opened).identity[0]
    token = inviting.token_of(here, mailed_links.secret_of(KEY, nonce))
    assert (link, nonce in token) == (None, False)
    assert opened_link.find(token, NOW).member.full_name == "Vũ Thị Hoa"
    other = inviting.token_of(here, mailed_links.secret_of("another key", nonce))
    with pytest.raises(NotVisible):
        opened_link.find(other, NOW)


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
    wrong = NewUnit("Chi bộ mới", Kind.PARTY_BRANCH, "Vũ Thị Hoa", "hoa")
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
    letters = mails.where(Notice.kind == NoticeKind.INVITATION)
    assert rows(opened, letters) == [(DeliveryState.SKIPPED,), (DeliveryState.WAITING,)]
    told = mails.where(
        Notice.kind == NoticeKind.INVITATION_MADE, Notice.address == WANTED.chair_email
    )
    assert rows(opened, told) == [(DeliveryState.WAITING,)]


def test_a_chair_who_has_come_is_not_invited_again(duc, unit, cast):
    with pytest.raises(RuleBroken) as broken:
        service.invite_again(duc, unit(cast.k1), mail_key=KEY, now=NOW)
    assert broken.value.code == "unit.chair_has_come"


def test_a_closed_superior_gets_no_units(duc, unit, cast):
    unit(cast.db).closed_on = NOW.date()
    db.session.flush()
    with pytest.raises(StaleEdit):
        open_unit(duc, unit, cast)


@pytest.fixture
def chair_without_account(cast):
    """Lan has handed K1 over to Sơn, who has no account yet; K1 lives and has its reports."""
    join(cast.k1, "Đặng Văn Sơn", "son@example.vn", None, Role.CHAIR)
    with tenancy.tenant(cast.k1.id):
        of_lan = (RoleGrant.member_id == cast.lan.member_id) & (RoleGrant.role == Role.CHAIR)
        db.session.execute(update(RoleGrant).where(of_lan).values(until_on=YESTERDAY))
        db.session.commit()


def test_a_superior_takes_no_seat_in_a_unit_that_lives(
    duc, unit, cast, rows, chair_without_account
):
    with pytest.raises(RuleBroken) as broken:
        service.invite_again(duc, unit(cast.k1), email="duc2@example.vn", mail_key=KEY, now=NOW)
    assert broken.value.code == "unit.address_of_unit"
    assert rows(cast.k1, select(Invitation.id)) == []


def test_the_new_chair_of_a_unit_that_lives_is_written_to_where_the_unit_knows_them(
    duc, unit, cast, rows, chair_without_account
):
    service.invite_again(duc, unit(cast.k1), mail_key=KEY, now=NOW)
    assert rows(cast.k1, select(Invitation.email)) == [("son@example.vn",)]


def test_nobody_is_invited_into_a_unit_that_has_moved_away_meanwhile(duc, unit, cast):
    opened = open_unit(duc, unit, cast).unit
    db.session.commit()
    assert opened.path.startswith(cast.db.path)
    away = update(Organization).where(Organization.code == opened.code)
    path = f"{cast.xa.path}{opened.id}/"
    from_outside(away.values(path=path))
    with pytest.raises(NotVisible):
        service.invite_again(duc, opened, mail_key=KEY, now=NOW)


@pytest.mark.parametrize("who", ["duc", "oanh"])
def test_nobody_with_an_office_above_is_the_chair_of_a_unit_they_open(cast, duc, unit, who):
    email = getattr(cast, who).email
    with pytest.raises(RuleBroken) as broken:
        open_unit(duc, unit, cast, replace(WANTED, chair_email=email))
    assert broken.value.code == "above.chair_below"
    db.session.rollback()
    tenancy.bind(cast.db.id)
    assert db.session.scalar(select(Organization).where(Organization.name == WANTED.name)) is None


def test_no_address_from_above_is_put_in_the_place_of_the_chairs(duc, unit, cast):
    opened = open_unit(duc, unit, cast).unit
    db.session.commit()
    with pytest.raises(RuleBroken) as broken:
        service.invite_again(duc, opened, email=cast.oanh.email, mail_key=KEY, now=NOW)
    assert broken.value.code == "above.chair_below"
