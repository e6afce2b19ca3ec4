"""One thread and its steps: /theo-doi/<id>."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.cast import NOW
from tests.conftest import HTMX
from tests.web.followups.test_list import point_out
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core.db import db
from webapp.followups import service
from webapp.followups.models import Weakness, WeaknessEvent
from webapp.followups.rules import WeaknessState


@pytest.fixture
def thread(cast, scope_of):
    """A thread of Mai's."""
    return begin(scope_of(cast.lan), cast.mai)


def begin(scope, person):
    weakness_id = point_out(scope, person)
    db.session.commit()
    return f"/o/k1/theo-doi/{weakness_id}"


def weakness():
    return db.session.scalars(select(Weakness)).one()


def last_event():
    return db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.position)).all()[-1]


def test_the_member_and_the_committee_read_it_nobody_else(as_, cast, thread):
    for person in (cast.mai, cast.lan, cast.hung):
        page = as_(person).get(thread)
        assert page.status_code == 200
        assert "Ít phát biểu." in page.text
    for person in (cast.binh, cast.khanh, cast.oanh, cast.van):
        assert as_(person).get(thread).status_code == 404


def test_each_one_is_offered_what_is_theirs_to_do(as_, cast, thread):
    for_mai, for_hung = as_(cast.mai).get(thread).text, as_(cast.hung).get(thread).text
    assert f"{thread}/hua" in for_mai
    assert f"{thread}/xac-nhan" not in for_mai
    assert f"{thread}/xac-nhan" in for_hung
    assert f"{thread}/ket-qua" not in for_hung


def test_the_member_promises_and_reports(as_, cast, thread):
    client = as_(cast.mai)
    promise = {"promise-note": "Mỗi buổi một ý kiến.", "promise-due_on": "20/12/2026"}
    assert client.post(f"{thread}/hua", data=promise).status_code == 303
    assert weakness().due_on == date(2026, 12, 20)
    remedy = {"report_remedy-note": "Đã phát biểu ba lần."}
    assert client.post(f"{thread}/ket-qua", data=remedy).status_code == 303
    assert weakness().state is WeaknessState.REMEDY_REPORTED
    page = client.get(thread).text
    assert "Mỗi buổi một ý kiến." in page
    assert "Đã phát biểu ba lần." in page
    assert last_event() is AuditEvent.REMEDY_REPORTED


def test_a_promise_without_words_comes_back_with_its_day(as_, cast, thread):
    data = {"promise-note": " ", "promise-due_on": "2026-12-20"}
    answer = as_(cast.mai).post(f"{thread}/hua", data=data, headers=HTMX)
    assert answer.status_code == 422
    assert "Chưa ghi nội dung" in answer.text
    assert "2026-12-20" in answer.text
    assert 'id="thread"' in answer.text
    assert weakness().due_on is None


@pytest.mark.parametrize("day", ["31/02/2026", "2020-01-01", "9999-12-31"])
def test_a_promise_for_an_impossible_day_keeps_the_words(as_, cast, thread, day):
    data = {"promise-note": "Mỗi buổi một ý kiến.", "promise-due_on": day}
    answer = as_(cast.mai).post(f"{thread}/hua", data=data)
    assert answer.status_code == 422
    assert "Mỗi buổi một ý kiến.</textarea>" in answer.text
    assert weakness().due_on is None


def test_the_committee_confirms_and_opens_again_with_a_reason(as_, cast, thread):
    client = as_(cast.hung)
    assert client.post(f"{thread}/xac-nhan").status_code == 303
    assert (weakness().state, weakness().closed_on) == (WeaknessState.CONFIRMED, NOW.date())
    assert "Ít phát biểu." in as_(cast.mai).get("/o/k1/theo-doi?xem=da-khac-phuc").text
    assert client.post(f"{thread}/mo-lai", data={"reopen-note": ""}).status_code == 422
    reason = {"reopen-note": "Tháng này vẫn không phát biểu."}
    asks = client.post(f"{thread}/mo-lai", data=reason)
    assert asks.status_code == 422
    assert "Hãy hẹn ngày khắc phục mới." in asks.text
    reason |= {"reopen-due_on": "19/11/2026"}
    assert client.post(f"{thread}/mo-lai", data=reason).status_code == 303
    assert (weakness().state, weakness().due_on) == (WeaknessState.OPEN, date(2026, 11, 19))
    assert last_event() is AuditEvent.WEAKNESS_REOPENED


def test_the_committee_carries_on_and_names_a_helper(as_, cast, thread):
    client = as_(cast.lan)
    assert client.post(f"{thread}/tiep-tuc").status_code == 303
    data = {"arrange-helper_id": str(cast.binh.member_id), "arrange-due_on": "2026-12-20"}
    assert client.post(f"{thread}/phan-cong", data=data).status_code == 303
    assert (weakness().helper_id, weakness().due_on) == (
        cast.binh.member_id,
        date(2026, 12, 20),
    )
    bad = {"arrange-helper_id": str(cast.mai.member_id)}
    answer = client.post(f"{thread}/phan-cong", data=bad)
    assert answer.status_code == 422
    assert "phải là một đảng viên khác" in answer.text


@pytest.mark.parametrize(
    ("act", "field"),
    [("xac-nhan", ""), ("mo-lai", "reopen"), ("tiep-tuc", ""), ("phan-cong", "arrange")],
)
def test_the_member_concerned_takes_no_step_of_the_committee(as_, cast, thread, act, field):
    data = {f"{field}-note": "Lý do.", f"{field}-helper_id": "0"} if field else {}
    data |= {"reopen-due_on": "20/12/2026"}
    answer = as_(cast.mai).post(f"{thread}/{act}", data=data)
    assert answer.status_code == 422
    assert weakness().state is WeaknessState.OPEN
    assert len(db.session.scalars(select(WeaknessEvent)).all()) == 1


@pytest.mark.parametrize("act", ["hua", "ket-qua", "xac-nhan", "mo-lai", "tiep-tuc", "phan-cong"])
def test_for_others_and_unknown_threads_there_is_no_step(as_, cast, thread, act):
    assert as_(cast.binh).post(f"{thread}/{act}").status_code == 404
    assert as_(cast.lan).post(f"/o/k1/theo-doi/987654/{act}").status_code == 404
    assert as_(cast.khanh).post(f"{thread.replace('k1', 'k2')}/{act}").status_code == 404


def test_a_committee_member_does_not_answer_for_another(as_, cast, thread):
    data = {"report_remedy-note": "Đã sửa."}
    assert as_(cast.hung).post(f"{thread}/ket-qua", data=data).status_code == 422


def test_the_chair_enters_for_the_member_and_it_shows(as_, cast, thread):
    client = as_(cast.lan)
    assert "Nhập hộ Phạm Thị Mai" in client.get(thread).text
    client.post(f"{thread}/ket-qua", data={"report_remedy-note": "Đã phát biểu."})
    assert "nhập hộ" in client.get(thread).text


def test_a_step_out_of_order_is_refused_with_its_state(as_, cast, thread):
    answer = as_(cast.lan).post(
        f"{thread}/mo-lai", data={"reopen-note": "Chưa đạt.", "reopen-due_on": "20/12/2026"}
    )
    assert answer.status_code == 422
    assert "đang ở bước “đang khắc phục”" in answer.text


def test_a_step_sent_twice_is_taken_once(as_, cast, thread):
    data = {"promise-note": "Mỗi buổi một ý kiến.", "idempotency_key": "once"}
    client = as_(cast.mai)
    for _ in range(2):
        assert client.post(f"{thread}/hua", data=data).status_code == 303
    assert len(db.session.scalars(select(WeaknessEvent)).all()) == 2


def test_a_thread_asks_the_same_of_the_database_however_long_it_is(
    as_, cast, thread, queries, scope_of
):
    client = as_(cast.lan)
    client.get(thread)
    with queries() as few:
        client.get(thread)
    lan = scope_of(cast.lan)
    for number in range(100):
        service.carry(lan, weakness(), f"Tháng thứ {number}.", now=NOW)
    with queries() as many:
        page = client.get(thread)
    assert "Tháng thứ 99." in page.text
    assert many.count == few.count <= 7


def test_a_remedy_reported_for_a_member_can_be_taken_back_on_the_page(as_, cast, thread):
    sent = {"report_remedy-note": "Đã phát biểu."}
    assert as_(cast.lan).post(f"{thread}/ket-qua", data=sent).status_code == 303
    back = f"{thread}/rut-lai"
    assert back not in as_(cast.hung).get(thread).text
    assert as_(cast.hung).post(back).status_code == 422
    assert as_(cast.binh).post(back).status_code == 404
    assert weakness().state is WeaknessState.REMEDY_REPORTED
    mai = as_(cast.mai)
    assert "Rút kết quả đã báo" in mai.get(thread).text
    assert "báo kết quả khắc phục thay" in mai.get("/o/k1/thong-bao").text
    assert mai.post(back).status_code == 303
    assert weakness().state is WeaknessState.OPEN
    assert last_event() is AuditEvent.REMEDY_TAKEN_BACK
