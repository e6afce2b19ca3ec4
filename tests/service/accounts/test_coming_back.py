"""Who had left sees nothing from before, in whatever standing and by whatever act they return."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.cast import NOW, join
from tests.service.transfers.moving import TODAY, arrivals_in, receive
from webapp.accounts.members import corrections, service
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Membership
from webapp.accounts.rules import MemberStatus
from webapp.core import tenancy
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.units import service as units

LEFT, OFFICIAL, SUSPENDED = MemberStatus.LEFT, MemberStatus.OFFICIAL, MemberStatus.SUSPENDED
ONE_DAY = timedelta(days=1)


@pytest.fixture
def dung(cast, scope_of):
    tenancy.bind(cast.k1.id)
    return scope_of(cast.dung)


def since(member_id):
    return db.session.scalar(select(Membership.sees_since).where(Membership.id == member_id))


def everything_opens(member_id):
    key = Membership.id == member_id
    db.session.execute(update(Membership).where(key).values(sees_since=None))


def change(scope, member_id, status, *, from_on=TODAY):
    member, reason = roster.get_member(scope, member_id), "Có việc"
    service.change_status(scope, member, status, from_on=from_on, reason=reason, now=NOW)
    db.session.flush()


def correct(scope, member_id, status, *, place=0):
    member = roster.get_member(scope, member_id)
    entry = roster.statuses_of(scope, member_id)[place]
    corrections.correct_status(
        scope,
        member,
        entry,
        status,
        from_on=entry.from_on,
        reason="Ghi nhầm",
        based_on=corrections.seen(entry),
        now=NOW,
    )
    db.session.flush()


def test_who_had_left_and_is_suspended_first_finds_the_past_closed(cast, dung):
    key = cast.phuc.member_id
    everything_opens(key)
    change(dung, key, SUSPENDED)
    change(dung, key, OFFICIAL)
    assert since(key) == TODAY


def test_a_leaving_put_right_to_suspended_closes_the_past(cast, dung):
    key = cast.binh.member_id
    change(dung, key, LEFT)
    everything_opens(key)
    correct(dung, key, SUSPENDED)
    correct(dung, key, MemberStatus.EXEMPT)
    assert since(key) == TODAY


def test_a_suspension_put_right_to_left_closes_the_past_before_the_return(cast, dung):
    key = cast.binh.member_id
    change(dung, key, SUSPENDED, from_on=TODAY - 9 * ONE_DAY)
    change(dung, key, OFFICIAL, from_on=TODAY - 2 * ONE_DAY)
    assert since(key) is None
    correct(dung, key, LEFT, place=1)
    assert since(key) == TODAY - 2 * ONE_DAY


def test_who_was_only_suspended_sees_what_they_saw(cast, dung):
    key = cast.binh.member_id
    change(dung, key, SUSPENDED, from_on=TODAY - ONE_DAY)
    correct(dung, key, MemberStatus.EXEMPT)
    correct(dung, key, SUSPENDED)
    change(dung, key, OFFICIAL)
    assert since(key) is None


def test_who_had_left_and_comes_suspended_by_a_merger_finds_the_past_closed(cast, scope_of):
    kien, khanh, duc = cast.kien, scope_of(cast.khanh), scope_of(cast.duc)
    key = join(cast.k1, kien.full_name, None, kien.account_id, status=LEFT)
    tenancy.bind(cast.k2.id)
    change(khanh, kien.member_id, SUSPENDED)
    db.session.commit()
    db.session.close()
    tenancy.bind(cast.db.id)
    old, new = (db.session.get(Organization, unit.id) for unit in (cast.k2, cast.k1))
    units.merge(duc, old, new, "gộp", now=NOW)
    db.session.commit()
    lan = scope_of(cast.lan)
    arrival = next(a for a in arrivals_in(cast.k1) if a.account_id == kien.account_id)
    receive(lan, arrival, status=SUSPENDED)
    change(lan, key, OFFICIAL)
    assert since(key) == TODAY
