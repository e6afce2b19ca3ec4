"""Those who lead remind whoever is late with one tap, and take it back before it leaves."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.cast import NOW, begin_report, join
from tests.web.home.test_acts import weakness
from webapp.accounts.models import Membership
from webapp.accounts.queries import task_scope
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.notices.claims import Waiting
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, DeliveryState, NoticeKind
from webapp.reminders import service as reminders
from webapp.reports.models import ReportVersion, SelfReport
from webapp.reports.rules import ReportState

#: Wednesday after the day of drafts, at nine in Hanoi.
LATE = datetime(2026, 11, 25, 2, 0, tzinfo=clock.UTC)


@pytest.fixture
def late(cast, moment):
    """Mai's draft is late by five days."""
    moment(LATE)
    return f"/o/k1/nhac/bao-cao/{cast.report.id}"


def ledger(cast, **columns):
    """The reminders by hand of branch K1: recipient, channel and state of each."""
    with tenancy.tenant(cast.k1.id):
        query = select(Notice).where(Notice.kind == NoticeKind.REMINDED).order_by(Notice.id)
        rows = db.session.scalars(query).all()
        return [(row.recipient_id, row.channel, row.state) for row in rows]


def remembered(cast, event):
    with tenancy.tenant(cast.k1.id):
        query = select(AuditEntry.facts).where(AuditEntry.event == event)
        return list(db.session.scalars(query))


def test_one_tap_reminds_the_author_in_inbox_mail_and_trail(as_, cast, late):
    page = as_(cast.lan).get("/o/k1/").text
    assert f'action="{late}"' in page
    client = as_(cast.lan)
    client.post(late)
    answer = client.get("/o/k1/")
    mai = cast.mai.member_id
    assert ledger(cast) == [
        (mai, Channel.APP, DeliveryState.SHOWN),
        (mai, Channel.EMAIL, DeliveryState.WAITING),
    ]
    assert "Đã nhắc 1 người." in answer.text
    assert "Đã nhắc 1 lần, gần nhất thứ Tư, 25/11/2026" in answer.text
    assert f'action="{late}/hoan-tac"' in answer.text
    # Beside the sentence too, as the row may lie below the fold.
    assert 'action="/o/k1/nhac/hoan-tac"' in answer.text
    subject = late.removeprefix("/o/k1/nhac/bao-cao/")
    assert remembered(cast, AuditEvent.MEMBERS_REMINDED) == [
        {"matters": [f"report:{subject}"], "members": [mai]}
    ]
    told = as_(cast.mai).get("/o/k1/thong-bao").text
    assert "Viết báo cáo liên hệ tháng 11/2026. Hạn: thứ Sáu, 20/11/2026." in told
    assert "Nguyễn Thị Lan nhắc." in told


def test_the_letter_waits_until_it_can_not_be_taken_back_any_more(as_, cast, late):
    as_(cast.lan).post(late)
    with tenancy.tenant(cast.k1.id):
        query = select(Notice.send_after).where(Notice.channel == Channel.EMAIL)
        (leaves_at,) = db.session.scalars(query.where(Notice.kind == NoticeKind.REMINDED))
    assert timedelta(seconds=10) <= leaves_at - LATE <= timedelta(seconds=20)


def test_it_is_taken_back_within_ten_seconds_and_not_later(as_, cast, late, moment):
    client = as_(cast.lan)
    client.post(late)
    moment(LATE + timedelta(seconds=8))
    client.post(f"{late}/hoan-tac")
    answer = client.get("/o/k1/")
    assert "Đã lấy lại lời nhắc gửi 1 người." in answer.text
    assert {state for *_, state in ledger(cast)} == {DeliveryState.SKIPPED}
    assert len(remembered(cast, AuditEvent.REMINDER_TAKEN_BACK)) == 1
    assert "Nguyễn Thị Lan nhắc." not in as_(cast.mai).get("/o/k1/thong-bao").text
    assert "Đã nhắc" not in client.get("/o/k1/").text
    client.post(late)
    moment(LATE + timedelta(minutes=1))
    assert "hoan-tac" not in client.get("/o/k1/").text
    gone = client.post(f"{late}/hoan-tac")
    assert (gone.status_code, "không lấy lại được nữa" in gone.text) == (422, True)
    assert [state for *_, state in ledger(cast)][2:] == [
        DeliveryState.SHOWN,
        DeliveryState.WAITING,
    ]


def test_nobody_is_reminded_twice_within_hours(as_, cast, late, moment):
    as_(cast.lan).post(late)
    moment(LATE + timedelta(hours=5))
    client = as_(cast.lan)
    assert f'action="{late}"' not in client.get("/o/k1/").text
    again = client.post(late)
    assert (again.status_code, "Đã nhắc lúc 09:00" in again.text) == (422, True)
    assert len(ledger(cast)) == 2
    moment(LATE + timedelta(days=3))
    client = as_(cast.lan)
    client.post(late)
    assert "Đã nhắc 2 lần, gần nhất thứ Bảy, 28/11/2026" in client.get("/o/k1/").text


@pytest.mark.parametrize("who", ["hung", "binh", "mai", "khanh"])
def test_only_those_who_lead_remind(as_, cast, late, who):
    for address in (late, f"{late}/hoan-tac", "/o/k1/nhac", "/o/k1/nhac/hoan-tac"):
        assert as_(cast.people[who]).post(address).status_code == 404
    assert ledger(cast) == []
    assert remembered(cast, AuditEvent.MEMBERS_REMINDED) == []


def test_who_is_on_time_is_not_reminded(as_, cast, moment):
    answer = as_(cast.lan).post(f"/o/k1/nhac/bao-cao/{cast.report.id}")
    assert (answer.status_code, "Không còn ai quá hạn" in answer.text) == (422, True)
    assert ledger(cast) == []


def test_the_committee_is_reminded_of_a_draft_that_waits_but_not_who_reminds(as_, cast, late):
    cast.report.state = ReportState.SUBMITTED
    as_(cast.lan).post(late)
    told = {who for who, *_ in ledger(cast)}
    assert told == {cast.dung.member_id, cast.hung.member_id}
    said = "Cho ý kiến vào dự thảo báo cáo của Phạm Thị Mai. Hạn:"
    assert said in as_(cast.hung).get("/o/k1/thong-bao").text


def test_all_who_are_late_are_reminded_together_each_once(as_, cast, late, scope_of):
    begin_report(cast.binh)
    weakness(cast, scope_of, cast.binh, "Nói nhỏ trong giao ban", NOW.date())
    client = as_(cast.lan)
    assert "Nhắc tất cả (3 việc quá hạn)" in client.get("/o/k1/").text
    page = client.get("/o/k1/nhac").text
    assert "Phạm Thị Mai chưa gửi dự thảo báo cáo tháng 11/2026" in page
    assert "Hoàng Thanh Bình chưa báo kết quả khắc phục hạn chế" in page
    client.post("/o/k1/nhac")
    told = [who for who, channel, _ in ledger(cast) if channel is Channel.APP]
    assert sorted(told) == sorted([cast.mai.member_id, *[cast.binh.member_id] * 2])
    # Two people were told three matters.
    assert "Đã nhắc 2 người." in client.get("/o/k1/").text
    client.post("/o/k1/nhac/hoan-tac")
    assert "Đã lấy lại lời nhắc gửi 2 người." in client.get("/o/k1/").text
    assert {state for *_, state in ledger(cast)} == {DeliveryState.SKIPPED}


def test_the_row_has_a_message_to_copy_a_number_and_the_way_to_write_for_the_member(
    as_, cast, late
):
    begun = begin_report(cast.binh, state=ReportState.ASSIGNED)
    with tenancy.tenant(cast.k1.id):
        db.session.get_one(Membership, (cast.k1.id, cast.binh.member_id)).phone = "0912000111"
        db.session.commit()
    page = as_(cast.lan).get("/o/k1/").text
    row = page.partition("Hoàng Thanh Bình chưa gửi dự thảo")[2].partition("</li>")[0]
    assert 'href="tel:0912000111"' in row
    said = "Hoàng Thanh Bình cần viết báo cáo liên hệ tháng 11/2026. Hạn: thứ Sáu, 20/11/2026."
    assert f"Chi bộ Khoa Khám bệnh: {said}" in row
    assert f"/o/k1/bao-cao/{begun.id}/viet</textarea>" in row
    assert "Nội dung" not in row
    page = as_(cast.hung).get("/o/k1/").text
    assert "0912000111" not in page


def test_who_has_no_account_is_entered_for_and_not_reminded(as_, cast, late):
    somebody = cast.binh.__class__("Đặng Văn Sơn", cast.k1, 0, None, "")
    somebody.member_id = join(cast.k1, somebody.full_name, None, None)
    db.session.remove()
    report = begin_report(somebody, state=ReportState.FINALIZING)
    key = report.id
    with tenancy.tenant(cast.k1.id):
        of_son = update(ReportVersion).where(ReportVersion.report_id == key)
        db.session.execute(of_son.values(entered_for=True))
        db.session.commit()
    page = as_(cast.lan).get("/o/k1/").text
    assert "Đặng Văn Sơn chưa có tài khoản, bản hoàn thiện tháng 11/2026 cần nhập hộ" in page
    assert f"/o/k1/nhac/bao-cao/{key}" not in page
    assert as_(cast.lan).post(f"/o/k1/nhac/bao-cao/{key}").status_code == 422


def test_the_first_screen_asks_as_much_after_many_reminders(as_, cast, late, queries):
    client = as_(cast.lan)
    client.get("/o/k1/")
    with queries() as few:
        client.get("/o/k1/")
    client.post(late)
    with queries() as many:
        client.get("/o/k1/")
    assert many.count == few.count


def test_a_thread_is_reminded_of_by_itself(as_, cast, late, scope_of):
    key = weakness(cast, scope_of, cast.binh, "Nói nhỏ trong giao ban", date(2026, 11, 20))
    as_(cast.lan).post(f"/o/k1/nhac/khac-phuc/{key}")
    assert {who for who, *_ in ledger(cast)} == {cast.binh.member_id}
    told = as_(cast.binh).get("/o/k1/thong-bao").text
    assert "Khắc phục hạn chế đã được chỉ ra. Hạn: thứ Sáu, 20/11/2026." in told
    assert "Nói nhỏ" not in told


def test_a_letter_that_waits_for_the_morning_does_not_ask_for_what_was_done(
    as_, cast, late, moment
):
    as_(cast.lan).post(late)
    scope = task_scope(cast.k1.id)
    with tenancy.tenant(cast.k1.id):
        waiting = [
            Waiting(row.id, row.kind, row.subject, row.recipient_id, row.due_on, {}, None, 0)
            for row in db.session.scalars(select(Notice).where(Notice.channel == Channel.EMAIL))
        ]
        assert reminders.outdated(scope, waiting, LATE) == frozenset()
        db.session.execute(update(SelfReport).values(state=ReportState.SUBMITTED))
        later = LATE.replace(day=23)
        assert reminders.outdated(scope, waiting, later) == {one.id for one in waiting}
        db.session.rollback()
