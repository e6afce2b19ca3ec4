"""How many taps the chair needs from the first screen, by what the buttons say."""

import re
from datetime import date, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from tests.browser.axe import findings
from tests.browser.conftest import SCREENSHOTS
from tests.cast import MONTH, NOW, begin_report
from tests.web.home.test_acts import stored
from webapp.accounts.models import Membership
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.meetings.models import Meeting
from webapp.meetings.rules import MeetingKind, MeetingState
from webapp.plans.models import PlanMonth, Volunteer
from webapp.plans.rules import MonthKind, VolunteerState
from webapp.reports.models import ReportVersion

pytestmark = pytest.mark.browser

LATE = datetime(2026, 11, 25, 2, 0, tzinfo=clock.UTC)
FEBRUARY = date(2027, 2, 1)
HOME = "/o/k1/"


@pytest.fixture
def late(cast, moment):
    """Mai and Bình are late with their drafts, and Hùng offered to report in February."""
    begun = begin_report(cast.binh)
    offer = Volunteer(
        month=FEBRUARY,
        member_id=cast.hung.member_id,
        state=VolunteerState.OFFERED,
        offered_at=NOW,
    )
    stored(cast.k1, PlanMonth(month=FEBRUARY, kind=MonthKind.REPORTS), offer)
    with tenancy.tenant(cast.k1.id):
        # What was written so far was written for him.
        of_binh = update(ReportVersion).where(ReportVersion.report_id == begun.id)
        db.session.execute(of_binh.values(entered_for=True))
        db.session.get_one(Membership, (cast.k1.id, cast.binh.member_id)).phone = "0912000111"
        db.session.commit()
    moment(LATE)
    return cast


def tap(page: Page, *labels: str) -> None:
    """Press what carries these words, one after the other, as a finger would."""
    for label in labels:
        name = re.compile(re.escape(label))
        main = page.locator("main")
        main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first.click()
        page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(("width", "script"), [(390, True), (1366, True), (390, False)])
def test_the_chair_sees_reminds_and_writes_for_whoever_is_late(visit, late, width, script):
    page = visit(late.lan, width, script=script)
    page.goto(HOME)
    if script:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"first-screen-{width}.png", full_page=True)
        assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # Nothing is pressed to see who offered.
    expect(page.locator("#duties")).to_contain_text("Trả lời 1 đăng ký báo cáo tháng 2/2027")
    expect(page.locator("#duties")).to_contain_text("Lê Văn Hùng")
    # One is reminded by one tap, and another takes it back.
    tap(page, "Nhắc : Phạm Thị Mai")
    expect(page.locator("#duties")).to_contain_text("Đã nhắc 1 lần")
    expect(page.locator("main")).to_contain_text("Đã nhắc 1 người")
    tap(page, "Hoàn tác lời nhắc về: Phạm Thị Mai")
    expect(page.locator("#duties")).not_to_contain_text("Đã nhắc")
    # All are reminded by two.
    tap(page, "Nhắc tất cả (2 việc quá hạn)", "Nhắc tất cả")
    expect(page.locator("main")).to_contain_text("Đã nhắc 2 người")
    if script:
        page.screenshot(path=SCREENSHOTS / f"reminded-{width}.png", full_page=True)
    # The message is there to be copied without scripts too.
    page.locator("#duties summary").first.click()
    expect(page.locator("#duties textarea").first).to_be_visible()
    # Writing for somebody takes one.
    tap(page, "Nhập hộ Hoàng Thanh Bình")
    expect(page).to_have_url(re.compile(r"/bao-cao/\d+/viet$"))


def test_a_member_is_in_a_running_meeting_with_one_tap(visit, late):
    running = Meeting(
        kind=MeetingKind.REGULAR,
        state=MeetingState.OPEN,
        month=MONTH,
        starts_at=LATE,
        place="Hội trường",
        chair_id=late.lan.member_id,
    )
    (key,) = stored(late.k1, running)
    page = visit(late.mai, 390)
    page.goto(HOME)
    page.screenshot(path=SCREENSHOTS / "running-390.png", full_page=True)
    tap(page, "Vào buổi sinh hoạt")
    expect(page).to_have_url(re.compile(rf"/buoi-hop/{key}/dien-bien$"))
