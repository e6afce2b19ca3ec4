"""Threads of weaknesses in a real browser: axe, rows without scripts, and the next report."""

from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests import cast as people
from tests.browser.axe import findings
from tests.service.meetings.room import Room, make_ready
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.followups import service
from webapp.followups.models import Weakness
from webapp.meetings.service import NewWeakness
from webapp.reports.rules import ReportState

pytestmark = pytest.mark.browser

NEXT_MONTH = date(2026, 12, 1)
LATER = datetime(2026, 12, 14, 2, 0, tzinfo=clock.UTC)
REASON = "Chưa xong, vì còn ngại nói trước đông người; hẹn hết quý I."


@pytest.fixture
def thread_id(cast, moment) -> int:
    """The conclusion on Mai's report pointed something out; Bình helps, and it is overdue."""
    make_ready(cast.report)
    cast.__dict__["report_id"] = cast.report.id
    room = Room(cast, people.scope_of, moment)
    pointed_out = NewWeakness("Ít phát biểu.", date(2026, 12, 10), cast.binh.member_id)
    room.call().open().present().conclude(weaknesses=[pointed_out])
    weakness = db.session.scalars(select(Weakness)).one()
    service.note(room.scopes["binh"], weakness, "Đã trao đổi.", now=clock.now())
    room.close(after=timedelta(minutes=90))
    db.session.commit()
    moment(LATER)
    return weakness.id


@pytest.fixture
def look(visit):
    """`look(person, path)`: somebody opens a page of branch K1, with or without scripts."""

    def open_page(person, path, width=1366, *, script=True):
        page = visit(person, width, script=script)
        page.goto(f"/o/k1{path}")
        return page

    return open_page


@pytest.mark.parametrize("width", [390, 1366])
def test_axe_finds_nothing_on_the_pages_of_threads(look, cast, thread_id, width):
    tails = ["", "?xem=qua-han&tim=phat+bieu", "/kiem-diem", "/theo-nam", "/ban-in", "/moi"]
    tails += [f"/{thread_id}{tail}" for tail in ("", "/qua-trinh", "/qua-trinh/ban-in")]
    page = look(cast.lan, "/theo-doi", width)
    for tail in tails:
        page.goto(f"/o/k1/theo-doi{tail}")
        assert findings(page) == [], tail
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), tail


def test_a_review_is_entered_without_scripts_and_faults_keep_the_rest(look, cast):
    page = look(cast.lan, "/theo-doi/kiem-diem", script=False)
    mai = page.locator("fieldset", has_text="Phạm Thị Mai").first
    mai.locator("textarea").fill("Ít phát biểu.")
    mai.get_by_role("button", name="Thêm một hạn chế").click()
    rows = page.locator("fieldset", has_text="Phạm Thị Mai")
    expect(rows).to_have_count(2)
    expect(rows.first.locator("textarea")).to_have_value("Ít phát biểu.")
    rows.nth(1).locator("[name^=helper_id]").fill("hoang thanh binh")
    page.get_by_role("button", name="Ghi tất cả").click()
    expect(rows.nth(1).locator(".error")).to_contain_text("Chưa ghi hạn chế được chỉ ra")
    expect(rows.first.locator("textarea")).to_have_value("Ít phát biểu.")
    rows.nth(1).locator("textarea").fill("Hay đi muộn.")
    page.get_by_role("button", name="Ghi tất cả").click()
    expect(page.locator("#threads")).to_contain_text("Hay đi muộn.")
    expect(page.locator("#threads")).to_contain_text("giúp đỡ: Hoàng Thanh Bình")


def test_what_a_conclusion_pointed_out_stands_in_the_next_report_until_answered(
    look, cast, thread_id
):
    report = people.begin_report(cast.mai, NEXT_MONTH, ReportState.DRAFTING)
    tenancy.bind(cast.k1.id)
    page = look(cast.mai, f"/bao-cao/{report.id}/viet", 390)
    answer = page.locator(f"[name=answer-{thread_id}]")
    expect(page.locator(f"label[for=answer-{thread_id}]")).to_have_text("Ít phát biểu.")
    page.get_by_role("button", name="Gửi chi ủy").click()
    expect(page.locator(f"#answer-{thread_id}-error")).to_be_visible()
    answer.fill(REASON)
    page.get_by_role("button", name="Gửi chi ủy").click()
    expect(page.locator("main")).to_contain_text("Đã gửi")

    course = look(cast.lan, f"/theo-doi/{thread_id}/qua-trinh")
    expect(course.locator("#stations")).to_contain_text(REASON)
    expect(course.locator("#stations")).to_contain_text("Tại buổi sinh hoạt tháng 11/2026")
