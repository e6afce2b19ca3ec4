"""From a list to members: who is new, what changes, what is looked at a second time."""

from datetime import date

import pytest
from sqlalchemy import delete, select

from tests.as_owner import from_outside
from tests.service.imports.lists import xlsx
from tests.tasks.test_three_times import everything
from webapp.accounts.members import listing, service
from webapp.accounts.members import queries as roster
from webapp.accounts.members.particulars import Particulars, particulars_of
from webapp.accounts.models import RoleGrant
from webapp.accounts.rules import MemberStatus, Role
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import clock, tenancy
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.core.stale_months import StaleMonth
from webapp.imports import service as imports
from webapp.imports import stored_rows
from webapp.imports.rules import ImportState, RowOutcome
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind
from webapp.organizations.models import Organization

HEADINGS = ["Họ và tên", "Email", "SĐT", "Ngày về chi bộ", "Ngày vào Đảng", "Tình trạng", "Chức vụ"]
SON = ["Đặng Văn Sơn", "son@x.vn", "0912345678", "01/07/2021", "03/02/1999", "Dự bị", ""]


def changed_binh(**cells):
    named = {"Họ và tên": "Hoàng Thanh Bình", "Email": "binh@example.vn", **cells}
    return [named.get(heading, "") for heading in HEADINGS]


def events(scope):
    query = tenancy.rows_of(scope, AuditEntry).order_by(AuditEntry.position)
    return [entry.event for entry in db.session.scalars(query)]


def test_a_newcomer_is_taken_in_with_status_office_and_days(lan, cast):
    row = lan.send([[*SON[:6], "Chi ủy viên"]], HEADINGS)
    lan.confirm(row.id)
    son = lan.member("Đặng Văn Sơn")
    assert (son.email, son.phone) == ("son@x.vn", "0912345678")
    assert (son.joined_on, son.admitted_on) == (date(2021, 7, 1), date(1999, 2, 3))
    assert son.wants_email
    status = roster.last_status(lan.scope, son.id)
    assert (status.status, status.from_on) == (MemberStatus.PROBATIONARY, date(2021, 7, 1))
    assert roster.roles_held(lan.scope, son.id, clock.today()) == {Role.COMMITTEE}
    listed = listing.listed(lan.scope, listing.Wanted(search="dang van son"), now=clock.now())
    assert [one.member.id for one in listed] == [son.id]
    assert events(lan.scope) == [AuditEvent.ROLE_GRANTED, AuditEvent.MEMBERS_IMPORTED]


def test_without_a_day_somebody_has_joined_today_and_officially(lan):
    lan.confirm(lan.send([["Lê Văn An"]], ["Họ tên"]).id)
    new = lan.member("Lê Văn An")
    assert (new.joined_on, new.admitted_on) == (clock.today(), None)
    assert roster.last_status(lan.scope, new.id).status is MemberStatus.OFFICIAL


def test_a_change_is_shown_field_by_field_and_each_is_remembered(lan, cast):
    row = lan.send([changed_binh(SĐT="0987654321", **{"Tình trạng": "miễn sinh hoạt"})], HEADINGS)
    (shown,) = lan.rows(row.id, RowOutcome.CHANGED)
    assert shown["changes"] == {"phone": [None, "0987654321"], "status": ["official", "exempt"]}
    lan.confirm(row.id)
    binh = lan.member("Hoàng Thanh Bình")
    assert binh.phone == "0987654321"
    status = roster.last_status(lan.scope, binh.id)
    assert (status.status, status.from_on) == (MemberStatus.EXEMPT, clock.today())
    assert events(lan.scope) == [
        AuditEvent.MEMBER_CHANGED,
        AuditEvent.STATUS_CHANGED,
        AuditEvent.MEMBERS_IMPORTED,
    ]


def test_figures_are_counted_again_and_the_one_who_asked_is_told(lan, cast, queued):
    row = lan.confirm(lan.send([SON], HEADINGS).id)
    assert db.session.scalars(select(StaleMonth.month)).all() == [date(2026, 11, 1)]
    told = db.session.scalars(select(Notice).order_by(Notice.id)).all()
    assert [(one.kind, one.recipient_id, one.channel) for one in told] == [
        (NoticeKind.IMPORT_READ, cast.lan.member_id, Channel.APP),
        (NoticeKind.IMPORT_ENDED, cast.lan.member_id, Channel.APP),
    ]
    assert told[0].leads_to == Address("imports.show", {"import_id": row.id})
    assert {"imports.read", "imports.apply", "rollups.refresh_stale"} <= set(queued)


def test_the_same_list_a_second_time_changes_nothing(lan):
    content = [SON, changed_binh(SĐT="0987654321"), ["Lê Văn An"]]
    lan.confirm(lan.send(content, HEADINGS).id)
    before = lan.members()
    again = lan.send(content, HEADINGS)
    assert (again.new_count, again.changed_count, again.unchanged_count) == (0, 0, 3)
    assert lan.members() == before


def test_whoever_was_changed_after_the_preview_is_set_aside_and_not_overwritten(lan, cast):
    row = lan.send([SON, changed_binh(SĐT="0987654321")], HEADINGS)
    binh = lan.member("Hoàng Thanh Bình")
    seen = particulars_of(binh)
    wanted = Particulars(seen.full_name, seen.email, "0911111111", seen.joined_on)
    service.change_member(lan.scope, binh, wanted, based_on=seen, now=clock.now())
    db.session.commit()
    row = lan.confirm(row.id)
    assert (row.state, row.new_count, row.changed_count) == (ImportState.DONE, 1, 0)
    assert row.set_aside_count == 1
    assert lan.member("Hoàng Thanh Bình").phone == "0911111111"
    (aside,) = lan.rows(row.id, RowOutcome.SET_ASIDE)
    assert aside["said"][0].startswith("Dòng 3: thông tin của người này đã được sửa")


def test_who_was_added_by_hand_meanwhile_is_not_added_twice(lan):
    row = lan.send([SON], HEADINGS)
    by_hand = Particulars("Đặng Văn Sơn", "son@x.vn", None, date(2021, 7, 1))
    service.add_member(lan.scope, by_hand, status=MemberStatus.OFFICIAL, now=clock.now())
    db.session.commit()
    row = lan.confirm(row.id)
    assert (row.new_count, row.set_aside_count) == (0, 1)
    assert lan.member("Đặng Văn Sơn").phone is None


def test_what_somebody_did_by_hand_already_needs_nothing_more(lan):
    row = lan.send([changed_binh(SĐT="0987654321")], HEADINGS)
    binh = lan.member("Hoàng Thanh Bình")
    seen = particulars_of(binh)
    wanted = Particulars(seen.full_name, seen.email, "0987654321", seen.joined_on)
    service.change_member(lan.scope, binh, wanted, based_on=seen, now=clock.now())
    db.session.commit()
    row = lan.confirm(row.id)
    assert (row.changed_count, row.unchanged_count, row.set_aside_count) == (0, 1, 0)


def test_who_lost_the_office_before_the_worker_came_writes_nothing(lan, cast):
    row = lan.send([SON], HEADINGS)
    before = lan.members()
    row = lan.row(row.id)
    imports.ask_to_apply(lan.scope, row, seen=row.revision, now=clock.now())
    from_outside(delete(RoleGrant).where(RoleGrant.member_id == cast.lan.member_id))
    row = lan.write(row.id)
    assert (row.state, row.problem) == (ImportState.FAILED, "import.not_allowed")
    assert lan.members() == before


def test_a_deputy_gives_no_office_by_a_list(desk, cast):
    dung = desk(cast.dung)
    row = dung.send([[*SON[:6], "Chi ủy viên"]], HEADINGS)
    assert row.columns[-1] == "unused"
    dung.confirm(row.id)
    son = dung.member("Đặng Văn Sơn")
    assert roster.roles_held(dung.scope, son.id, clock.today()) == frozenset()


def test_numbers_of_papers_are_kept_nowhere(lan, databases):
    secret = "079123456789"
    content = xlsx([["Lê Văn An", secret, "a@"]], ["Họ tên", "Số CCCD", "Email"])
    row = lan.read(lan.upload(content))
    assert row.columns == ["full_name", "never_kept", "email"]
    assert (row.content, row.faulty_count) == (None, 1)
    assert secret not in str(everything(databases))
    assert secret not in str(stored_rows.unpack(row.cells))


@pytest.mark.parametrize("outcome", [RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.UNCHANGED])
def test_of_a_list_that_was_taken_over_no_row_is_kept(lan, outcome):
    row = lan.confirm(lan.send([SON, changed_binh(SĐT="0987654321")], HEADINGS).id)
    assert lan.rows(row.id, outcome) == []
    assert (row.content, row.cells) == (None, None)


def test_nothing_is_written_into_a_unit_that_closed_after_the_confirmation(lan, cast):
    row = lan.send([["Lê Văn An"]], ["Họ tên"])
    imports.ask_to_apply(lan.scope, row, seen=row.revision, now=clock.now())
    db.session.get_one(Organization, cast.k1.id).closed_on = clock.today()
    db.session.commit()
    before = lan.members()
    ended = lan.write(row.id)
    assert (ended.state, ended.problem) == (ImportState.FAILED, "import.unit_closed")
    assert lan.members() == before
