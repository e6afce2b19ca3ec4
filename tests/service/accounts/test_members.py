"""Taking members in, changing how they stand, ending what they may."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.cast import NOW
from webapp.accounts.members import queries as roster
from webapp.accounts.members import service
from webapp.accounts.members.particulars import Particulars, particulars_of
from webapp.accounts.models import AccountSession
from webapp.accounts.queries import members_on
from webapp.accounts.rules import MemberStatus, Role
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.core.stale_months import StaleMonth
from webapp.organizations.models import Organization

TODAY = date(2026, 11, 16)
SON = Particulars("Đặng Văn Sơn", "son@example.vn", "0912345678", TODAY)


def events():
    return db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.position)).all()


def counted(scope):
    db.session.flush()
    place = db.session.get_one(Organization, scope.organization_id)
    db.session.refresh(place)
    return place.member_count


def add(lan, person=SON, **options):
    return service.add_member(
        lan, person, **{"status": MemberStatus.OFFICIAL, "now": NOW, **options}
    )


def test_somebody_new_stands_in_the_list_by_given_name(lan):
    add(lan)
    assert [m.full_name for m in members_on(lan, TODAY)][-2:] == ["Phạm Thị Mai", "Đặng Văn Sơn"]
    assert events() == [AuditEvent.MEMBER_ADDED]
    assert counted(lan) == 6


def test_a_probationer_counts_and_a_guest_of_another_unit_does_not(lan):
    add(lan, status=MemberStatus.PROBATIONARY)
    add(lan, status=MemberStatus.TEMPORARILY_HERE)
    assert counted(lan) == 6


def test_nobody_begins_as_somebody_who_left(lan):
    with pytest.raises(RuleBroken, match="status.new_member"):
        add(lan, status=MemberStatus.LEFT)


def test_only_the_chair_takes_somebody_in_with_an_office(cast, scope_of, lan):
    dung = scope_of(cast.dung)
    with pytest.raises(NotVisible):
        add(dung, role=Role.COMMITTEE)
    member = add(lan, role=Role.COMMITTEE)
    assert roster.roles_held(lan, member.id, TODAY) == {Role.COMMITTEE}


def change(scope, person, status, *, from_on=TODAY, reason="Chuyển công tác"):
    member = roster.get_member(scope, person.member_id)
    service.change_status(scope, member, status, from_on=from_on, reason=reason, now=NOW)
    db.session.flush()


def test_a_new_status_closes_the_one_before_it_the_day_before(cast, lan):
    change(lan, cast.binh, MemberStatus.EXEMPT)
    new, old = roster.statuses_of(lan, cast.binh.member_id)
    assert (old.status, old.until_on) == (MemberStatus.OFFICIAL, TODAY - timedelta(days=1))
    assert (new.status, new.from_on, new.until_on) == (MemberStatus.EXEMPT, TODAY, None)
    assert events() == [AuditEvent.STATUS_CHANGED]
    assert counted(lan) == 4


def test_a_status_corrected_on_its_first_day_leaves_no_trace_of_the_slip(cast, lan):
    change(lan, cast.binh, MemberStatus.SUSPENDED)
    change(lan, cast.binh, MemberStatus.EXEMPT)
    statuses = [row.status for row in roster.statuses_of(lan, cast.binh.member_id)]
    assert statuses == [MemberStatus.EXEMPT, MemberStatus.OFFICIAL]


def test_whoever_leaves_holds_no_office_and_no_sign_in(cast, lan, as_):
    as_(cast.hung)
    change(lan, cast.hung, MemberStatus.LEFT)
    assert roster.roles_held(lan, cast.hung.member_id, TODAY) == frozenset()
    open_sessions = select(AccountSession).where(AccountSession.account_id == cast.hung.account_id)
    assert db.session.scalars(open_sessions).all() == []
    assert set(events()) == {AuditEvent.ROLE_ENDED, AuditEvent.MEMBERSHIP_ENDED}


def test_the_last_chair_does_not_leave(cast, lan):
    with pytest.raises(RuleBroken, match="role.last_chair"):
        change(lan, cast.lan, MemberStatus.LEFT)


def test_a_deputy_does_not_remove_the_chair(cast, scope_of):
    with pytest.raises(RuleBroken, match="member.chair_only"):
        change(scope_of(cast.dung), cast.lan, MemberStatus.SUSPENDED)


def test_particulars_changed_in_between_are_not_overwritten(cast, lan):
    member = roster.get_member(lan, cast.binh.member_id)
    seen = particulars_of(member)
    first = Particulars("Hoàng Thanh Bình", "moi@example.vn", None, seen.joined_on)
    second = Particulars("Hoàng Thanh Bình", "khac@example.vn", None, seen.joined_on)
    service.change_member(lan, member, first, based_on=seen, now=NOW)
    with pytest.raises(StaleEdit):
        service.change_member(lan, member, second, based_on=seen, now=NOW)
    assert member.email == "moi@example.vn"
    assert events() == [AuditEvent.MEMBER_CHANGED]


def test_saving_without_a_change_is_not_remembered(cast, lan):
    member = roster.get_member(lan, cast.binh.member_id)
    seen = particulars_of(member)
    service.change_member(lan, member, seen, based_on=seen, now=NOW)
    assert events() == []


def test_a_status_that_begins_by_itself_is_counted_when_its_day_has_come(cast, lan):
    change(lan, cast.binh, MemberStatus.EXEMPT, from_on=TODAY + timedelta(days=5), reason="")
    assert counted(lan) == 5
    service.count_members(lan, TODAY + timedelta(days=5))
    assert counted(lan) == 4


def test_a_change_in_the_past_has_those_months_counted_again(cast, lan):
    change(lan, cast.binh, MemberStatus.EXEMPT, from_on=date(2026, 9, 20), reason="")
    months = db.session.scalars(select(StaleMonth.month).order_by(StaleMonth.month)).all()
    assert months == [date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)]
