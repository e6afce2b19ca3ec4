"""Another day than the agreed one, and threads of who left: /theo-doi/<id>."""

from datetime import date

from tests.cast import NOW
from tests.web.followups.test_thread import last_event, thread, weakness
from webapp.accounts.members import service as roster
from webapp.accounts.members.queries import get_member
from webapp.accounts.rules import MemberStatus
from webapp.audit.events import AuditEvent
from webapp.core.db import db
from webapp.followups.rules import WeaknessState

__all__ = ["thread"]


def test_a_request_for_another_day_waits_for_the_committee(as_, cast, thread):
    hung, mai = as_(cast.hung), as_(cast.mai)
    mai.post(f"{thread}/hua", data={"promise-note": "Sẽ xong.", "promise-due_on": "30/06/2027"})
    later = {"promise-note": "Xin lùi hạn.", "promise-due_on": "31/12/2031"}
    assert mai.post(f"{thread}/hua", data=later).status_code == 303
    assert (weakness().due_on, weakness().asked_due_on) == (date(2027, 6, 30), date(2031, 12, 31))
    assert "Trả lời đề nghị về hạn khắc phục (1)" in hung.get("/o/k1/").text
    assert "đề nghị hạn 31/12/2031" in hung.get("/o/k1/theo-doi?xem=de-nghi-han").text
    assert f"{thread}/dong-y-han" in hung.get(thread).text
    assert f"{thread}/dong-y-han" not in mai.get(thread).text
    answer = {"accept_day-asked_on": "2031-12-31"}
    assert mai.post(f"{thread}/dong-y-han", data=answer).status_code == 422
    wrong = hung.post(f"{thread}/dong-y-han", data={"accept_day-asked_on": "2030-12-31"})
    assert wrong.status_code == 422
    assert "Đề nghị vừa thay đổi." in wrong.text
    assert hung.post(f"{thread}/dong-y-han", data=answer).status_code == 303
    assert (weakness().due_on, weakness().asked_due_on) == (date(2031, 12, 31), None)
    assert last_event() is AuditEvent.WEAKNESS_CHANGED
    assert "đã trả lời đề nghị về hạn khắc phục" in mai.get("/o/k1/thong-bao").text


def test_the_committee_keeps_the_agreed_day(as_, cast, thread):
    hung, mai = as_(cast.hung), as_(cast.mai)
    assert hung.post(f"{thread}/giu-han").status_code == 422
    mai.post(f"{thread}/hua", data={"promise-note": "Sẽ xong.", "promise-due_on": "30/06/2027"})
    mai.post(f"{thread}/hua", data={"promise-note": "Lùi.", "promise-due_on": "31/12/2031"})
    assert as_(cast.binh).post(f"{thread}/giu-han").status_code == 404
    assert hung.post(f"{thread}/giu-han").status_code == 303
    assert (weakness().due_on, weakness().asked_due_on) == (date(2027, 6, 30), None)


def test_what_leaves_with_a_member_is_ended_with_a_reason(as_, cast, thread, scope_of):
    hung = as_(cast.hung)
    assert f"{thread}/thoi-theo-doi" not in hung.get(thread).text
    reason = {"end-note": "Đã chuyển sang chi bộ khác."}
    assert hung.post(f"{thread}/thoi-theo-doi", data=reason).status_code == 422
    lan, now = scope_of(cast.lan), NOW
    member = get_member(lan, cast.mai.member_id)
    left = {"from_on": now.date(), "reason": "Chuyển công tác.", "now": now}
    roster.change_status(lan, member, MemberStatus.LEFT, **left)
    db.session.commit()
    assert "Việc theo dõi khắc phục của người đã chuyển đi (1)" in hung.get("/o/k1/").text
    assert "Phạm Thị Mai (đã chuyển đi)" in hung.get(thread).text
    assert hung.post(f"{thread}/thoi-theo-doi", data=reason).status_code == 303
    assert weakness().state is WeaknessState.ENDED
    assert last_event() is AuditEvent.WEAKNESS_ENDED
    assert "đã chuyển đi (1)" not in hung.get("/o/k1/").text


def test_the_helper_finds_it_on_the_first_screen(as_, cast, thread):
    data = {"arrange-helper_id": str(cast.binh.member_id), "arrange-due_on": "20/12/2026"}
    as_(cast.lan).post(f"{thread}/phan-cong", data=data)
    assert "Giúp đỡ Phạm Thị Mai khắc phục hạn chế" in as_(cast.binh).get("/o/k1/").text
    assert "Giúp đỡ Phạm Thị Mai" not in as_(cast.hung).get("/o/k1/").text
