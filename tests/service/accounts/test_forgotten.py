"""A forgotten password: a letter to the account's own address and to nobody else."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.as_owner import change_account, password_kept
from tests.cast import NOW
from webapp.accounts.invitations import accepting, inviting, mailed_links, opened_link, slips
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Account, Invitation, Membership
from webapp.accounts.rules import InvitationKind
from webapp.accounts.signing_in import forgotten_password, passwords
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, TooManyTries
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind

KEY = "a key of the service"
NEW = "con duong xua em di"


def ask(typed, now=NOW, address="203.0.113.7"):
    forgotten_password.ask(typed, address=address, mail_key=KEY, now=now)


def links(kind=InvitationKind.MAILED_RESET):
    query = select(Invitation).where(Invitation.kind == kind).order_by(Invitation.id)
    return db.session.scalars(query).all()


def letters():
    query = select(Notice).where(
        Notice.channel == Channel.EMAIL, Notice.kind == NoticeKind.RESET_STARTED
    )
    return db.session.scalars(query.order_by(Notice.id)).all()


def token_in(letter):
    secret = mailed_links.secret_of(KEY, letter.facts["nonce"])
    return inviting.token_of(letter.organization_id, secret)


def test_the_link_goes_to_the_account_and_opens_it(cast):
    ask("  BINH@example.vn ")
    (letter,) = letters()
    assert (letter.address, letter.send_after) == ("binh@example.vn", NOW)
    invited = opened_link.find(token_in(letter), NOW)
    assert invited.invited_by == ""
    accepting.reset_password(invited, NEW, now=NOW, device="Chrome trên Android")
    assert passwords.matches(password_kept(cast.binh.account_id), NEW)
    events = db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.position)).all()
    assert events == [AuditEvent.RESET_STARTED, AuditEvent.PASSWORD_RESET]


def test_the_address_the_list_has_for_a_member_gets_nothing(cast, lan):
    roster.get_member(lan, cast.binh.member_id).email = "bithu.doi@example.vn"
    ask("bithu.doi@example.vn")
    assert letters() == []
    ask("binh@example.vn")
    assert [letter.address for letter in letters()] == ["binh@example.vn"]


@pytest.mark.parametrize("typed", ["ai@example.vn", "van@example.vn", "", "0912000111", "phuc"])
def test_for_anybody_without_an_account_to_open_nothing_happens(cast, typed):
    ask(typed)
    assert letters() == []
    assert links() == []


@pytest.mark.parametrize("typed", ["ai@example.vn", "binh@example.vn"])
def test_a_worker_is_woken_whoever_is_named(cast, queued, typed):
    ask(typed)
    db.session.commit()
    assert queued == ["notices.deliver_waiting"]


def test_whoever_has_left_every_organization_gets_nothing(cast):
    ask("phuc@example.vn")
    assert letters() == []


def test_an_account_used_in_two_organizations_is_reset_by_its_own_address(cast):
    ask("mai@example.vn")
    tenancy.enter(letters()[0].organization_id)
    assert opened_link.find(token_in(letters()[0]), NOW).member.full_name == cast.mai.full_name


def test_asking_again_does_not_end_a_letter_on_its_way_and_using_one_ends_them_all(cast):
    ask("binh@example.vn")
    ask("binh@example.vn", NOW + timedelta(minutes=1))
    first, second = (token_in(letter) for letter in letters())
    accepting.reset_password(opened_link.find(first, NOW), NEW, now=NOW)
    with pytest.raises(NotVisible):
        opened_link.find(second, NOW + timedelta(minutes=2))


def test_an_hour_brings_three_letters_at_most_from_wherever_it_is_asked(cast):
    for number in range(5):
        ask("binh@example.vn", NOW + timedelta(minutes=number), f"203.0.113.{number}")
    assert len(letters()) == forgotten_password.MOST_AN_HOUR
    ask("binh@example.vn", NOW + timedelta(hours=2), "203.0.113.99")
    assert len(letters()) == forgotten_password.MOST_AN_HOUR + 1


@pytest.mark.parametrize("typed", ["binh@example.vn", "ai@example.vn"])
def test_one_address_waits_after_five_whoever_is_named(cast, typed):
    for _ in range(5):
        ask(typed)
    with pytest.raises(TooManyTries):
        ask(typed)


def test_a_letter_is_worthless_once_the_account_has_another_address(cast):
    ask("binh@example.vn")
    change_account(cast.binh.account_id, email="moi@example.vn")
    with pytest.raises(NotVisible):
        opened_link.find(token_in(letters()[0]), NOW)


def test_a_chair_starts_a_letter_and_sees_nothing_of_it(cast, lan):
    roster.get_member(lan, cast.binh.member_id).email = "bithu.doi@example.vn"
    member = roster.get_member(lan, cast.binh.member_id)
    assert slips.start_reset(lan, member, mail_key=KEY, now=NOW) is None
    (letter,) = letters()
    assert letter.address == "binh@example.vn"
    assert letter.facts["mail_by"] == lan.full_name
    found = opened_link.find(token_in(letter), NOW)
    assert found.invited_by == lan.full_name
    kept = db.session.scalar(select(func.count()).select_from(AuditEntry))
    assert kept == 1
    assert "nonce" not in db.session.scalars(select(AuditEntry.facts)).one()


def test_for_the_operator_a_chair_starts_nothing(cast, lan):
    van = db.session.get_one(Account, cast.van.account_id)
    member = db.session.get_one(Membership, (cast.k1.id, cast.binh.member_id))
    member.account_id = van.id
    db.session.flush()
    assert slips.start_reset(lan, member, mail_key=KEY, now=NOW) is None
    assert letters() == []
