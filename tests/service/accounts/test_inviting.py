"""Invitations: one member, one address, once, for three days."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.as_owner import change_account
from tests.cast import HASH, NOW, join
from webapp.accounts.invitations import accepting, inviting, opened_link
from webapp.accounts.members import queries as roster
from webapp.accounts.members import service
from webapp.accounts.models import Invitation
from webapp.accounts.rules import MemberStatus, Role
from webapp.accounts.signing_in import stored_passwords
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.organizations.models import Organization

PASSWORD = "con duong xua em di"


@pytest.fixture
def son(cast):
    """Somebody in K1 without an account."""
    member_id = join(cast.k1, "Đặng Văn Sơn", None, None)
    tenancy.bind(cast.k1.id)
    return member_id


@pytest.fixture
def link(cast, scope_of, son):
    scope = scope_of(cast.lan)
    member = roster.get_member(scope, son)
    token = inviting.invite(scope, member, email="Son@example.vn", now=NOW)
    db.session.commit()
    return token


def invite(scope, member_id, email="son@example.vn"):
    return inviting.invite(scope, roster.get_member(scope, member_id), email=email, now=NOW)


def test_the_link_is_stored_as_a_hash_only(link):
    kept = db.session.scalars(select(Invitation)).one()
    assert kept.email == "son@example.vn"
    assert link.encode() not in kept.token_hash
    assert len(link.partition("-")[2]) >= 40


def test_the_link_leads_to_its_member(cast, link, son):
    invited = opened_link.find(link, NOW)
    assert (invited.member.id, invited.invited_by) == (son, cast.lan.full_name)


def test_a_new_account_joins_once(link, son):
    invited = opened_link.find(link, NOW)
    account = accepting.accept_as_new(invited, PASSWORD, now=NOW)
    assert invited.member.account_id == account.id
    with pytest.raises(NotVisible):
        opened_link.find(link, NOW)


def test_of_two_who_press_at_once_one_joins(link, son):
    invited = opened_link.find(link, NOW)
    again = opened_link.find(link, NOW)
    accepting.accept_as_new(invited, PASSWORD, now=NOW)
    with pytest.raises(NotVisible):
        accepting._spend(again, NOW)
    spent = again.invitation.token_hash
    assert stored_passwords.create(spent, "moi@example.vn", None, HASH, now=NOW) is None


def test_after_three_days_the_link_is_gone(link):
    opened_link.find(link, NOW + timedelta(hours=71, minutes=59))
    with pytest.raises(NotVisible):
        opened_link.find(link, NOW + timedelta(hours=72))


def test_a_second_link_ends_the_first(cast, scope_of, link, son):
    invite(scope_of(cast.lan), son)
    with pytest.raises(NotVisible):
        opened_link.find(link, NOW)


def test_a_link_of_one_organization_opens_no_other(cast, link):
    secret = link.partition("-")[2]
    with pytest.raises(NotVisible):
        opened_link.find(inviting.token_of(cast.k2.id, secret), NOW)


def test_a_link_into_a_suspended_organization_is_gone(cast, link):
    db.session.get_one(Organization, cast.k1.id).suspended_at = NOW
    with pytest.raises(NotVisible):
        opened_link.find(link, NOW)


def test_a_link_for_somebody_who_has_left_is_gone(cast, scope_of, link, son):
    scope = scope_of(cast.lan)
    member = roster.get_member(scope, son)
    day = NOW.date()
    member.joined_on = day
    service.change_status(
        scope, member, MemberStatus.LEFT, from_on=day, reason="Chuyển đi", now=NOW
    )
    with pytest.raises(NotVisible):
        opened_link.find(link, NOW)


def test_an_address_with_an_account_signs_in_instead(cast, scope_of, son):
    token = invite(scope_of(cast.lan), son, cast.kien.email)
    invited = opened_link.find(token, NOW)
    with pytest.raises(RuleBroken, match="invitation.sign_in_first"):
        accepting.accept_as_new(invited, PASSWORD, now=NOW)
    accepting.accept_with(invited, cast.kien.account_id, now=NOW)
    assert invited.member.account_id == cast.kien.account_id


def test_somebody_else_cannot_use_the_link(cast, link):
    invited = opened_link.find(link, NOW)
    with pytest.raises(RuleBroken, match="invitation.other_address"):
        accepting.accept_with(invited, cast.khanh.account_id, now=NOW)


def test_one_account_is_one_member(cast, scope_of, son):
    token = invite(scope_of(cast.lan), son, "chua-ai-co@example.vn")
    invited = opened_link.find(token, NOW)
    change_account(cast.mai.account_id, email="chua-ai-co@example.vn")
    db.session.flush()
    with pytest.raises(RuleBroken, match="invitation.member_already"):
        accepting.accept_with(invited, cast.mai.account_id, now=NOW)


def test_a_weak_password_makes_no_account(link):
    with pytest.raises(RuleBroken, match="password.common"):
        accepting.accept_as_new(opened_link.find(link, NOW), "matkhau123456", now=NOW)


@pytest.mark.parametrize(
    ("who", "email", "code"),
    [
        ("mai", "mai@example.vn", "invitation.has_account"),
        ("son", "mai@example.vn", "invitation.email_taken"),
        ("son", " ", "invitation.email_missing"),
    ],
)
def test_invitations_that_make_no_sense_are_refused(cast, scope_of, son, who, email, code):
    member_id = son if who == "son" else cast.mai.member_id
    with pytest.raises(RuleBroken, match=code):
        invite(scope_of(cast.lan), member_id, email)


def test_a_deputy_cannot_invite_themselves_into_the_chair(cast, scope_of):
    member_id = join(cast.k1, "Tạ Đình Đề", None, None, Role.CHAIR)
    tenancy.bind(cast.k1.id)
    with pytest.raises(RuleBroken, match="member.chair_only"):
        invite(scope_of(cast.dung), member_id, "dung-hai@example.vn")
    with pytest.raises(NotVisible):
        invite(scope_of(cast.hung), member_id)
