"""Who came later sees nothing older; others open it to them, openly, and never they themselves."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from tests.cast import JOINED, NOW, account, found, join
from tests.service.accounts.test_above import refused, told
from tests.service.transfers.moving import TODAY, arrivals_in, depart, receive, to
from webapp.accounts.invitations import accepting, inviting, opened_link
from webapp.accounts.members import bulk_service, corrections, opening_the_past, service
from webapp.accounts.members import queries as roster
from webapp.accounts.members.bulk_service import Newcomer
from webapp.accounts.members.particulars import Particulars, particulars_of
from webapp.accounts.models import Membership, PastOpening
from webapp.accounts.queries import task_scope
from webapp.accounts.rules import MemberStatus, Role
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.notices.rules import NoticeKind
from webapp.organizations.rules import OrganizationKind
from webapp.transfers import leaving

LONG_AGO = date(2021, 1, 1)


def since(member_id):
    db.session.flush()
    return db.session.scalar(select(Membership.sees_since).where(Membership.id == member_id))


def person(name="Đào Văn Mới", joined_on=TODAY):
    return Particulars(name, None, None, joined_on)


OFFICIAL = MemberStatus.OFFICIAL


def test_who_is_added_sees_from_the_day_it_is_written_whatever_day_is_typed(lan):
    member = service.add_member(lan, person(joined_on=LONG_AGO), status=OFFICIAL, now=NOW)
    assert since(member.id) == TODAY


def test_who_is_imported_does_too(lan):
    kept = person(joined_on=LONG_AGO).checked(TODAY)
    (key,) = bulk_service.take_in(lan, [Newcomer(kept, OFFICIAL)], now=NOW)
    assert since(key) == TODAY


def test_founding_members_see_everything_since_nothing_was_written_before(cast, scope_of):
    unit = found(cast.db, OrganizationKind.PARTY_BRANCH, "k9", "Chi bộ mới")
    with tenancy.tenant(unit.id):
        scope = task_scope(unit.id)
        member = service.add_member(scope, person(), status=OFFICIAL, now=NOW)
        assert since(member.id) is None


def test_who_is_received_from_another_unit_sees_from_that_day(cast, scope_of):
    tenancy.bind(cast.k2.id)
    depart(scope_of(cast.khanh), cast.kien, to(cast.k1))
    member = receive(scope_of(cast.lan), arrivals_in(cast.k1)[0])
    assert since(member.id) == TODAY


def test_who_left_and_comes_back_sees_from_that_day(cast, lan):
    member = roster.get_member(lan, cast.phuc.member_id)
    service.change_status(lan, member, OFFICIAL, from_on=TODAY, reason="", now=NOW)
    assert since(member.id) == TODAY


def test_no_correction_of_a_status_opens_the_time_away(cast, lan):
    member = roster.get_member(lan, cast.phuc.member_id)
    entry = roster.statuses_of(lan, member.id)[0]
    corrections.correct_status(
        lan,
        member,
        entry,
        OFFICIAL,
        from_on=JOINED,
        reason="",
        based_on=corrections.seen(entry),
        now=NOW,
    )
    assert since(member.id) == TODAY


def test_no_change_of_the_joining_day_opens_anything(lan):
    member = service.add_member(lan, person(), status=OFFICIAL, now=NOW)
    before = particulars_of(member)
    earlier = person(joined_on=LONG_AGO)
    service.change_member(lan, member, earlier, based_on=before, now=NOW)
    assert (member.joined_on, since(member.id)) == (LONG_AGO, TODAY)


def test_who_was_suspended_sees_what_they_saw(cast, lan):
    member = roster.get_member(lan, cast.binh.member_id)
    away, back = TODAY, TODAY + timedelta(days=1)
    suspended = MemberStatus.SUSPENDED
    service.change_status(lan, member, suspended, from_on=away, reason="Kỷ luật", now=NOW)
    service.change_status(lan, member, OFFICIAL, from_on=back, reason="", now=NOW)
    assert since(member.id) is None


def test_a_departure_that_is_taken_back_closes_what_came_after_it_began(cast, lan):
    departure = depart(lan, cast.binh, to(cast.k2))
    leaving.take_back(lan, departure, now=NOW)
    assert since(cast.binh.member_id) == TODAY


def test_an_account_that_comes_to_an_old_row_sees_from_the_day_of_the_row(cast, lan):
    key = join(cast.k1, "Ngô Lâu Năm", None, None)
    tenancy.bind(cast.k1.id)
    token = inviting.invite(lan, roster.get_member(lan, key), email="lau@example.vn", now=NOW)
    db.session.commit()
    accepting.accept_as_new(opened_link.find(token, NOW), "mat khau cua toi dai", now=NOW)
    assert since(key) is None


def test_who_is_received_as_somebody_on_the_list_sees_from_that_day(cast, scope_of):
    key = join(cast.k1, cast.kien.full_name, None, None)
    tenancy.bind(cast.k2.id)
    depart(scope_of(cast.khanh), cast.kien, to(cast.k1))
    member = receive(scope_of(cast.lan), arrivals_in(cast.k1)[0], member_id=key)
    assert (member.id, since(key)) == (key, TODAY)


@pytest.fixture
def newcomer(cast):
    """Somebody with an account who came to K1 today, without an office."""
    return came(cast, "moi@example.vn")


def came(cast, email, *roles):
    key = join(cast.k1, "Đào Văn Mới", email, account("Đào Văn Mới", email), *roles)
    tenancy.bind(cast.k1.id)
    db.session.execute(update(Membership).where(Membership.id == key).values(sees_since=TODAY))
    db.session.commit()
    return key


@pytest.mark.parametrize("from_on", [None, LONG_AGO])
def test_the_chair_opens_the_past_and_everybody_is_told(lan, newcomer, from_on):
    assert opening_the_past.open_past(lan, newcomer, from_on, now=NOW)
    assert since(newcomer) == from_on
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.event == AuditEvent.PAST_OPENED)
    ).one()
    assert (entry.actor_id, entry.member_id) == (lan.member_id, newcomer)
    assert len(told(NoticeKind.PAST_OPENED)) == 6


@pytest.mark.parametrize("who", ["dung", "hung", "binh"])
def test_nobody_else_does_where_the_chair_was_there(cast, scope_of, newcomer, who):
    with pytest.raises(NotVisible):
        opening_the_past.open_past(scope_of(getattr(cast, who)), newcomer, None, now=NOW)
    assert since(newcomer) == TODAY


def test_nobody_opens_it_to_themselves(cast, scope_of):
    key = came(cast, "chair@example.vn", Role.CHAIR)
    row = db.session.get_one(Membership, (cast.k1.id, key))
    me = type(cast.lan)(row.full_name, cast.k1, row.account_id, key, "")
    with pytest.raises(NotVisible):
        opening_the_past.open_past(scope_of(me), key, None, now=NOW)


def test_what_is_open_already_or_not_seen_oneself_is_not_opened(cast, lan, newcomer):
    assert refused(opening_the_past.open_past, lan, newcomer, TODAY, now=NOW) == "past.open_already"
    mine = {"sees_since": LONG_AGO}
    db.session.execute(update(Membership).where(Membership.id == cast.lan.member_id).values(**mine))
    partly = type(lan)(**vars(lan) | mine)
    assert refused(opening_the_past.open_past, partly, newcomer, None, now=NOW) == "past.not_seen"
    assert opening_the_past.open_past(partly, newcomer, LONG_AGO, now=NOW)


@pytest.fixture
def only_new_leaders(cast):
    """K1's leaders and committee all came today."""
    leaders = [p.member_id for p in (cast.lan, cast.dung, cast.hung)]
    here = update(Membership).where(Membership.id.in_(leaders))
    db.session.execute(here.values(sees_since=TODAY))
    db.session.commit()
    return leaders


def test_to_a_chair_from_outside_the_committee_opens_it(cast, scope_of):
    here = update(Membership).where(Membership.id == cast.lan.member_id)
    db.session.execute(here.values(sees_since=TODAY))
    db.session.commit()
    with pytest.raises(NotVisible):
        opening_the_past.open_past(scope_of(cast.binh), cast.lan.member_id, None, now=NOW)
    assert opening_the_past.open_past(scope_of(cast.hung), cast.lan.member_id, None, now=NOW)
    assert since(cast.lan.member_id) is None


def test_where_all_who_lead_are_new_two_members_who_were_there_agree(
    cast, scope_of, only_new_leaders
):
    chair = cast.lan.member_id
    binh, mai = scope_of(cast.binh), scope_of(cast.mai)
    assert not opening_the_past.open_past(binh, chair, None, now=NOW)
    assert not opening_the_past.open_past(binh, chair, None, now=NOW)
    assert (since(chair), told(NoticeKind.PAST_OPENED)) == (TODAY, set())
    assert opening_the_past.open_past(mai, chair, None, now=NOW)
    assert since(chair) is None
    said = db.session.scalars(select(PastOpening.said_by).order_by(PastOpening.id)).all()
    assert said == [binh.member_id, binh.member_id, mai.member_id]


def test_words_about_different_days_do_not_add_up(cast, scope_of, only_new_leaders):
    chair = cast.lan.member_id
    assert not opening_the_past.open_past(scope_of(cast.binh), chair, LONG_AGO, now=NOW)
    assert not opening_the_past.open_past(scope_of(cast.mai), chair, None, now=NOW)
    assert since(chair) == TODAY


def test_the_list_names_those_about_whom_one_may_speak(cast, lan, scope_of, newcomer):
    assert [one.id for one in opening_the_past.newcomers(lan, today=TODAY)] == [newcomer]
    assert opening_the_past.newcomers(scope_of(cast.binh), today=TODAY) == []


def test_a_strangers_word_is_refused(cast, scope_of, newcomer):
    with pytest.raises((NotVisible, RuleBroken)):
        opening_the_past.open_past(scope_of(cast.khanh), newcomer, None, now=NOW)
