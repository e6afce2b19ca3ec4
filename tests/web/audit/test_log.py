"""GET /o/<code>/nhat-ky and the check of its chain."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.canary import mark
from tests.conftest import HTMX
from webapp.accounts.models import Membership
from webapp.audit import queries as trail
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.proofs import queries

LOG = "/o/k1/nhat-ky"


@pytest.fixture
def acts(cast, scope_of):
    """Three acts in K1 and one in K2."""
    lan, khanh = scope_of(cast.lan), scope_of(cast.khanh)
    audit.record(lan, AuditEvent.MEMBER_INVITED, member_id=cast.mai.member_id)
    audit.record(
        lan,
        AuditEvent.ROLE_GRANTED,
        member_id=cast.binh.member_id,
        role="committee",
        from_on="2026-11-16",
        until_on=None,
    )
    audit.record(lan, AuditEvent.REPORT_SUBMITTED, member_id=cast.lan.member_id, month="2026-11-01")
    db.session.commit()
    with tenancy.tenant(cast.k2.id):
        audit.record(khanh, AuditEvent.SETTINGS_CHANGED, name=mark("k2"))
        db.session.commit()
    return lan


def lines(page):
    plain = " ".join(page.text.split())
    return [part.split(" <span")[0] for part in plain.split("<li> <strong>")[1:]]


@pytest.mark.parametrize("who", ["lan", "dung", "hung"])
def test_the_committee_reads_sentences_newest_first(cast, as_, acts, who):
    page = as_(getattr(cast, who)).get(LOG)
    assert lines(page)[:3] == [
        "Nguyễn Thị Lan</strong> gửi báo cáo (tháng 11/2026)",
        "Nguyễn Thị Lan</strong> giao chức vụ: Hoàng Thanh Bình (chi ủy viên, từ 16/11/2026)",
        "Nguyễn Thị Lan</strong> tạo liên kết mời: Phạm Thị Mai",
    ]


@pytest.mark.parametrize("who", ["mai", "khanh", "oanh", "van", "phuc"])
def test_nobody_else_reads_it(cast, as_, acts, who):
    client = as_(getattr(cast, who))
    assert client.get(LOG).status_code == 404
    assert client.get(f"{LOG}/kiem-tra").status_code == 404


def test_a_long_log_has_pages(cast, as_, acts):
    for _ in range(60):
        audit.record(acts, AuditEvent.ATTENDANCE_MARKED)
    client = as_(cast.lan)
    assert len(lines(client.get(LOG))) == 50
    assert len(lines(client.get(f"{LOG}?trang=2"))) == 13


def test_the_chain_of_this_organization_is_whole(cast, as_, acts):
    page = as_(cast.lan).get(f"{LOG}/kiem-tra")
    assert "Chuỗi nhật ký nguyên vẹn: 3 việc" in page.text
    assert queries.verify(acts).head.hex()[:16] in page.text


def test_htmx_gets_the_line_alone(cast, as_, acts):
    page = as_(cast.lan).get(f"{LOG}/kiem-tra", headers=HTMX)
    assert page.text.lstrip().startswith('<div id="chain"')
    assert "<html" not in page.text


def test_an_empty_log_has_nothing_to_doubt(cast, as_):
    client = as_(cast.lan)
    assert "Chưa có việc nào được ghi." in client.get(LOG).text
    assert "nguyên vẹn: 0 việc" in client.get(f"{LOG}/kiem-tra").text


def test_who_came_since_reads_what_happened_since(cast, as_, acts, moment):
    moment(clock.now() + timedelta(days=3))
    audit.record(acts, AuditEvent.MEETING_CALLED)
    seen_since = update(Membership).where(Membership.id == cast.hung.member_id)
    db.session.execute(seen_since.values(sees_since=clock.today()))
    assert len(lines(as_(cast.hung).get(LOG))) == 1
    assert len(lines(as_(cast.lan).get(LOG))) == 4


def test_reading_the_log_leaves_no_act_behind(cast, as_, acts):
    as_(cast.lan).get(LOG)
    assert trail.count_entries(acts) == 3
