"""/o/<code>/noi-dung-cu: to whom not everything opens, and opening it; three traces of each."""

import pytest
from sqlalchemy import func, select, update

from tests.canary import mark
from tests.cast import account, begin_report, join
from tests.conftest import browser_of
from webapp.accounts.models import Membership, PastOpening
from webapp.accounts.rules import Role
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind
from webapp.reports.models import ReportVersion, SelfReport
from webapp.reports.rules import FrozenAs, ReportState

HERE = "/o/k1/noi-dung-cu"


@pytest.fixture
def newcomer(cast):
    """A new member of the committee of K1; who they are in the browser, and their row."""
    account_id = account("Đào Văn Mới", "moi@example.vn")
    key = join(cast.k1, "Đào Văn Mới", "moi@example.vn", account_id, Role.COMMITTEE)
    tenancy.bind(cast.k1.id)
    here = update(Membership).where(Membership.id == key)
    db.session.execute(here.values(sees_since=clock.today()))
    db.session.commit()
    return type(cast.lan)("Đào Văn Mới", cast.k1, account_id, key, "moi@example.vn")


@pytest.fixture
def older(cast):
    """A report of Bình that was heard a month ago; its address."""
    october = clock.previous_month(clock.month_of(clock.today()))
    report_id = begin_report(cast.binh, october, ReportState.FILED).id
    tenancy.bind(cast.k1.id)
    steps = {f"{name}_at": clock.from_hanoi(october.replace(day=27)) for name in STEPS}
    this = SelfReport.id == report_id
    db.session.execute(update(SelfReport).where(this).values(**steps))
    of_it = ReportVersion.report_id == report_id
    db.session.execute(update(ReportVersion).where(of_it).values(frozen_as=FrozenAs.FILED))
    db.session.commit()
    return f"/o/k1/bao-cao/{report_id}"


STEPS = ("submitted", "released", "presented", "concluded", "filed")


def since(member_id):
    return db.session.scalar(select(Membership.sees_since).where(Membership.id == member_id))


def opened():
    entries = select(func.count()).where(AuditEntry.event == AuditEvent.PAST_OPENED)
    told = select(func.count()).where(
        Notice.kind == NoticeKind.PAST_OPENED, Notice.channel == Channel.APP
    )
    return db.session.scalar(entries), db.session.scalar(told)


def test_what_was_heard_before_opens_once_the_chair_has_opened_it(
    app, cast, as_, newcomer, older, queued
):
    client = browser_of(app, newcomer)
    assert client.get(older).status_code == 404
    assert mark("k1") in as_(cast.hung).get(older).text
    page = as_(cast.lan).get(f"/o/k1/thanh-vien/{newcomer.member_id}").text
    assert "Xem được từ 16/11/2026" in page
    answer = as_(cast.lan).post(f"{HERE}/{newcomer.member_id}", data={"from_on": ""})
    assert (answer.status_code, answer.location) == (303, HERE)
    assert since(newcomer.member_id) is None
    assert opened() == (1, 6)
    assert "notices.deliver_waiting" in queued
    assert mark("k1") in client.get(older).text


def test_opened_from_a_day_on_what_lies_before_stays_shut(app, cast, as_, newcomer, older):
    data = {"from_on": "01/11/2026"}
    as_(cast.lan).post(f"{HERE}/{newcomer.member_id}", data=data)
    assert browser_of(app, newcomer).get(older).status_code == 404
    assert since(newcomer.member_id) == clock.today().replace(day=1)


def test_the_list_tells_who_waits_and_is_empty_else(cast, as_, newcomer):
    assert "Đào Văn Mới" in as_(cast.lan).get(HERE).text
    assert "Không có ai cần mở thêm nội dung cũ." in as_(cast.binh).get(HERE).text


@pytest.mark.parametrize("who", ["dung", "hung", "binh", "khanh", "duc", "van"])
def test_nobody_else_opens_it(cast, as_, newcomer, who):
    answer = as_(getattr(cast, who)).post(f"{HERE}/{newcomer.member_id}", data={})
    assert answer.status_code == 404
    assert since(newcomer.member_id) == clock.today()
    assert opened() == (0, 0)
    assert db.session.scalars(select(PastOpening.id)).all() == []


def test_nobody_opens_it_to_themselves(app, newcomer):
    answer = browser_of(app, newcomer).post(f"{HERE}/{newcomer.member_id}", data={})
    assert answer.status_code == 404
    assert opened() == (0, 0)


@pytest.mark.parametrize(
    ("typed", "said"), [("16/11/2026", "đã mở sẵn"), ("31/02/2026", "31/02/2026")]
)
def test_a_day_that_opens_nothing_is_said(cast, as_, newcomer, typed, said):
    answer = as_(cast.lan).post(f"{HERE}/{newcomer.member_id}", data={"from_on": typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert opened() == (0, 0)
