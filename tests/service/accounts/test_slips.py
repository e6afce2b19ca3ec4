"""Slips on paper: to an account without an e-mail address, and to a new password."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.as_owner import change_account, password_kept
from tests.cast import NOW, PASSWORD, account, join
from webapp.accounts.invitations import accepting, opened_link, slips
from webapp.accounts.members import offices
from webapp.accounts.members import queries as roster
from webapp.accounts.models import AccountSession, Invitation
from webapp.accounts.rules import Role
from webapp.accounts.signing_in import passwords
from webapp.accounts.signing_in import service as signing_in
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken

NEW = "con duong xua em di"
PHONE = "0912345678"


@pytest.fixture
def son(cast):
    """Sơn of K1 has neither an account nor an e-mail address."""
    member_id = join(cast.k1, "Đặng Văn Sơn", None, None)
    tenancy.bind(cast.k1.id)
    return member_id


def slip_for(scope, member_id):
    return slips.make_slips(scope, [member_id], now=NOW)[0]


def test_a_slip_leads_to_an_account_by_phone_number(lan, son):
    invited = opened_link.find(slip_for(lan, son).token, NOW)
    accepting.accept_as_new(invited, NEW, now=NOW, sign_in_name="0912 345 678")
    signed_in = signing_in.sign_in("+84912345678", NEW, address="10.0.0.1", now=NOW)
    assert (signed_in.phone, signed_in.email) == (PHONE, None)
    assert roster.get_member(lan, son).phone == PHONE


def test_a_slip_leads_to_an_account_by_an_address_typed_there(lan, son):
    invited = opened_link.find(slip_for(lan, son).token, NOW)
    account = accepting.accept_as_new(invited, NEW, now=NOW, sign_in_name="Son@example.vn")
    assert (account.email, invited.member.email) == ("son@example.vn", "son@example.vn")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "sign_in_name.missing"),
        ("mai@example.vn", "invitation.sign_in_first"),
        (PHONE, "invitation.phone_taken"),
    ],
)
def test_a_name_to_sign_in_with_belongs_to_one_account(lan, son, typed, code):
    account("Ai đó", None, phone=PHONE)
    invited = opened_link.find(slip_for(lan, son).token, NOW)
    with pytest.raises(RuleBroken, match=code):
        accepting.accept_as_new(invited, NEW, now=NOW, sign_in_name=typed)


def test_a_slip_without_an_address_is_for_the_name_on_it(cast, lan, son):
    invited = opened_link.find(slip_for(lan, son).token, NOW)
    with pytest.raises(RuleBroken, match=r"invitation\.other_person"):
        accepting.accept_with(invited, cast.khanh.account_id, now=NOW)


def test_a_new_slip_ends_the_one_before_and_three_days_end_any(lan, son):
    first, second = slip_for(lan, son), slip_for(lan, son)
    with pytest.raises(NotVisible):
        opened_link.find(first.token, NOW)
    opened_link.find(second.token, NOW + timedelta(hours=71))
    with pytest.raises(NotVisible):
        opened_link.find(second.token, NOW + timedelta(hours=72))
    kept = db.session.scalars(select(Invitation.token_hash)).all()
    assert not any(second.token.encode() in token_hash for token_hash in kept)


def test_a_shared_address_binds_no_second_slip(cast, lan):
    for email in (cast.binh.email, "hoa@example.vn"):
        member_id = join(cast.k1, "Đỗ Thị Hòa", email, None)
        tenancy.bind(cast.k1.id)
        slip_for(lan, member_id)
        db.session.commit()
    bound = db.session.scalars(select(Invitation.email).order_by(Invitation.id)).all()
    assert bound == [None, "hoa@example.vn"]


def test_a_slip_can_be_typed_and_not_be_guessed(lan, son):
    secret = slip_for(lan, son).token.partition("-")[2].replace("-", "")
    assert len(secret) == 28
    assert not set(secret) & set("01ilo")


def test_slips_are_for_those_without_an_account_alone(cast, lan, scope_of, son):
    with pytest.raises(NotVisible):
        slips.make_slips(lan, [son, cast.mai.member_id], now=NOW)
    with pytest.raises(NotVisible):
        slip_for(scope_of(cast.hung), son)
    with pytest.raises(RuleBroken, match=r"slips\.nobody"):
        slips.make_slips(lan, [], now=NOW)
    with pytest.raises(RuleBroken, match=r"slips\.too_many"):
        slips.make_slips(lan, list(range(61)), now=NOW)


def test_a_deputy_makes_none_for_who_leads(cast, lan, scope_of):
    chair = join(cast.k1, "Tạ Đình Đề", None, None, Role.CHAIR)
    tenancy.bind(cast.k1.id)
    assert slip_for(lan, chair).full_name == "Tạ Đình Đề"
    with pytest.raises(NotVisible):
        slip_for(scope_of(cast.dung), chair)


def by_phone(person):
    """The person's account has no address; nothing can be sent to it."""
    change_account(person.account_id, email=None, phone=f"09{person.account_id:08d}")


def reset_of(scope, person):
    member = roster.get_member(scope, person.member_id)
    return slips.start_reset(scope, member, mail_key="a key", now=NOW)


def test_a_forgotten_password_is_replaced_and_every_sign_in_ends(cast, lan, as_):
    as_(cast.binh)
    by_phone(cast.binh)
    invited = opened_link.find(reset_of(lan, cast.binh).token, NOW)
    accepting.reset_password(invited, NEW, now=NOW)
    stored = password_kept(cast.binh.account_id)
    assert passwords.matches(stored, NEW)
    assert not passwords.matches(stored, PASSWORD)
    of = select(AccountSession).where(AccountSession.account_id == cast.binh.account_id)
    assert db.session.scalars(of).all() == []
    events = db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.position)).all()
    assert events == [AuditEvent.RESET_STARTED, AuditEvent.PASSWORD_RESET]
    with pytest.raises(NotVisible):
        accepting.reset_password(invited, NEW, now=NOW)


def test_a_slip_opens_no_account_that_opens_another_organization(cast, lan):
    by_phone(cast.mai)
    with pytest.raises(NotVisible):
        opened_link.find(reset_of(lan, cast.mai).token, NOW)


def test_a_link_of_one_kind_does_not_do_the_other(cast, lan, son):
    by_phone(cast.binh)
    joining = opened_link.find(slip_for(lan, son).token, NOW)
    resetting = opened_link.find(reset_of(lan, cast.binh).token, NOW)
    with pytest.raises(NotVisible):
        accepting.reset_password(joining, NEW, now=NOW)
    with pytest.raises(NotVisible):
        accepting.accept_as_new(resetting, NEW, now=NOW)
    with pytest.raises(NotVisible):
        accepting.accept_with(resetting, cast.binh.account_id, now=NOW)


def test_resets_that_make_no_sense_are_refused(cast, lan, scope_of, son):
    with pytest.raises(RuleBroken, match=r"reset\.own"):
        reset_of(lan, cast.lan)
    with pytest.raises(RuleBroken, match=r"reset\.no_account"):
        slips.start_reset(lan, roster.get_member(lan, son), mail_key="", now=NOW)
    with pytest.raises(RuleBroken, match=r"member\.chair_only"):
        reset_of(scope_of(cast.dung), cast.lan)
    with pytest.raises(RuleBroken, match=r"invitation\.not_active"):
        reset_of(lan, cast.phuc)
    with pytest.raises(NotVisible):
        reset_of(scope_of(cast.hung), cast.binh)


def grant(scope, member_id, role):
    member, today = roster.get_member(scope, member_id), clock.in_hanoi(NOW).date()
    offices.grant_role(scope, member, role, from_on=today, until_on=None, now=NOW)


@pytest.mark.parametrize("role", [Role.CHAIR, Role.COMMITTEE])
def test_a_slip_kept_for_a_member_does_not_open_the_office_given_since(
    cast, lan, scope_of, son, role
):
    by_phone(cast.binh)
    joins = slip_for(scope_of(cast.dung), son).token
    resets = reset_of(scope_of(cast.dung), cast.binh).token
    for member_id in (son, cast.binh.member_id):
        grant(lan, member_id, role)
    for token in (joins, resets):
        with pytest.raises(NotVisible):
            opened_link.find(token, NOW)


def test_whoever_gives_an_office_may_have_made_the_slip_before(lan, son):
    token = slip_for(lan, son).token
    grant(lan, son, Role.CHAIR)
    assert opened_link.find(token, NOW).member.id == son


def test_of_two_slips_made_at_once_one_works(app, lan, son, cast, scope_of):
    dung, ready = scope_of(cast.dung), threading.Event()

    def second():
        with app.app_context(), tenancy.tenant(lan.organization_id):
            ready.set()
            slip_for(dung, son)
            db.session.commit()

    slip_for(lan, son)
    beside = threading.Thread(target=second)
    beside.start()
    ready.wait(10)
    beside.join(0.5)
    db.session.commit()
    beside.join(10)
    works = select(func.count()).where(Invitation.expires_at > NOW)
    assert db.session.scalar(works) == 1
