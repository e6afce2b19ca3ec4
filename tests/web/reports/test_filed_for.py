"""The member's word to what was filed for them, at its addresses."""

import pytest

from tests.web.reports.conftest import FORM, token_in
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import clock
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind
from webapp.reports import service
from webapp.reports.rules import ReportState


@pytest.fixture
def heard(cast, released, scope_of):
    """Mai's report after the meeting; its final text is to be filed."""
    lan = scope_of(cast.lan)
    db.session.add(released)
    service.present(lan, released, now=clock.now())
    service.conclude(lan, released, now=clock.now())
    db.session.commit()
    return released


@pytest.fixture
def filed_for(cast, heard, as_, at):
    """Lan has filed it for her, through the editor."""
    lan = as_(cast.lan)
    base = token_in(lan.get(at("viet")))
    answer = lan.post(at("nop-luu"), data={**FORM, "based_on": base, "idempotency_key": "one"})
    assert answer.status_code == 303
    db.session.refresh(heard)
    return heard


def state_of(report):
    db.session.refresh(report)
    return report.state


def last_event():
    query = db.session.query(AuditEntry.event).order_by(AuditEntry.position.desc())
    return query.first()[0]


def letters(kind):
    query = db.session.query(Notice.address).filter_by(kind=kind, channel=Channel.EMAIL)
    return [address for (address,) in query]


def test_the_member_is_asked_on_the_page_at_home_and_by_mail(cast, filed_for, as_, at):
    assert filed_for.state is ReportState.FILED_FOR
    mai = as_(cast.mai)
    page = mai.get(at()).text
    assert "Đồng ý bản lưu này" in page
    assert "Chưa đúng, cần sửa" in page
    assert "Chờ người báo cáo đồng ý" in page
    assert "Trả lời về bản lưu nhập hộ" in mai.get("/o/k1/").text
    assert "Xem và trả lời" in mai.get("/o/k1/bao-cao").text
    assert "đã nộp lưu thay báo cáo" in mai.get("/o/k1/thong-bao").text
    assert letters(NoticeKind.FILED_FOR) == [cast.mai.email]
    assert last_event() is AuditEvent.REPORT_FILED_FOR


def test_agreeing_twice_is_agreeing_once(cast, filed_for, as_, at):
    mai = as_(cast.mai)
    for _ in range(2):
        sent = mai.post(at("dong-y"), data={"idempotency_key": "yes"})
        assert sent.status_code == 303
    assert state_of(filed_for) is ReportState.FILED
    filed = db.session.query(AuditEntry).filter_by(event=AuditEvent.REPORT_FILED)
    assert filed.count() == 1


def test_saying_no_opens_the_editor_with_the_text(cast, filed_for, as_, at):
    answer = as_(cast.mai).post(at("chua-dung"), data={"idempotency_key": "no"})
    assert answer.headers["Location"].endswith("/viet")
    assert state_of(filed_for) is ReportState.FINALIZING
    assert "Giữ đúng giờ khám." in as_(cast.mai).get(at("viet")).text
    assert last_event() is AuditEvent.REPORT_UNFILED
    assert cast.lan.email in _mailed_to_chair(cast)


def _mailed_to_chair(cast):
    query = db.session.query(Notice.recipient_id).filter_by(kind=NoticeKind.FILING_REJECTED)
    told = {member_id for (member_id,) in query}
    return [person.email for person in (cast.lan, cast.dung) if person.member_id in told]


def test_the_chair_takes_it_back_and_can_not_agree_for_the_member(cast, filed_for, as_, at):
    lan = as_(cast.lan)
    assert "Rút bản lưu nhập hộ" in lan.get(at()).text
    for page in ("dong-y", "chua-dung"):
        assert lan.post(at(page), data={"idempotency_key": page}).status_code == 422
    assert state_of(filed_for) is ReportState.FILED_FOR
    assert lan.post(at("rut-ban-luu"), data={"idempotency_key": "back"}).status_code == 303
    assert state_of(filed_for) is ReportState.FINALIZING
    assert letters(NoticeKind.FILING_UNDONE) == [cast.mai.email]


@pytest.mark.parametrize("who", ["hung", "binh", "khanh"])
@pytest.mark.parametrize("page", ["dong-y", "chua-dung", "rut-ban-luu"])
def test_others_find_no_such_page(cast, filed_for, as_, at, who, page):
    answer = as_(getattr(cast, who)).post(at(page), data={"idempotency_key": "x"})
    assert answer.status_code == 404
    assert state_of(filed_for) is ReportState.FILED_FOR
