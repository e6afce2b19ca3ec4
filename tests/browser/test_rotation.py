"""The plan of a year and the times away in a real browser: axe, and changing a month by clicks."""

import pytest
from playwright.sync_api import expect

from tests import cast as people
from tests.browser.axe import findings
from webapp.core import clock
from webapp.core.db import db
from webapp.plans.absences.rules import AbsenceKind
from webapp.plans.models import BlockedPeriod

pytestmark = pytest.mark.browser

PLAN = "/o/k1/ke-hoach/2027/de-xuat"


@pytest.fixture
def large(cast) -> None:
    """Bình is away for a month, and the branch is a larger one."""
    for number in range(12):
        people.join(cast.k1, f"Người Thứ {number}", None, None)
    day = clock.today().replace(month=12)
    row = BlockedPeriod(
        member_id=cast.binh.member_id, from_on=day, until_on=day, told_at=people.NOW
    )
    row.organization_id, row.kind = cast.k1.id, AbsenceKind.LEAVE
    db.session.add(row)
    db.session.commit()


@pytest.fixture
def look(large, visit):
    """`look(person, path)`: somebody opens a page of the larger branch."""

    def open_page(person, path, *, script=True):
        page = visit(person, script=script)
        page.goto(path)
        return page

    return open_page


def test_axe_finds_nothing_on_the_plan_and_the_times_away(look, cast, screenshots):
    page, found = look(cast.lan, PLAN), []
    for path in (PLAN, "/o/k1/ke-hoach/bao-vang", "/o/k1/phan-cong/2026-12"):
        page.goto(path)
        for width in (390, 1366):
            page.set_viewport_size({"width": width, "height": 800})
            found += [f"{path} {width}: {one}" for one in findings(page)]
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.screenshot(
                path=screenshots / f"rotation-{path.split('/')[-1]}-{width}.png", full_page=True
            )
    assert found == []


@pytest.mark.parametrize("script", [True, False])
def test_a_month_is_changed_and_the_plan_confirmed(look, cast, script, screenshots):
    page = look(cast.lan, PLAN, script=script)
    page.set_viewport_size({"width": 390, "height": 800})
    page.get_by_role("button", name="Đổi người tháng 3/2027").click()
    group = page.get_by_role("group", name="Người báo cáo tháng 3/2027")
    expect(group).to_be_visible()
    if script:
        assert findings(page) == []
        page.screenshot(path=screenshots / "rotation-open-390.png", full_page=True)
    ticked = group.get_by_role("checkbox", checked=True)
    while ticked.count():
        ticked.first.uncheck()
    group.get_by_label("Phạm Thị Mai").check()
    page.get_by_role("button", name="Lấy lựa chọn này").click()
    march = page.locator("#de-xuat-2027-03")
    expect(march).to_contain_text("Phạm Thị Mai")
    expect(march).to_contain_text("Tự chọn")
    page.get_by_role("button", name="Thông qua kế hoạch").click()
    if script:
        page.locator("#dialog-confirm[open]").get_by_role("button", name="Đồng ý").click()
    # On a busy machine the act takes its time; what matters is where it leads.
    page.wait_for_url("**/ke-hoach?nam=2027", timeout=30_000)
    expect(page.locator("body")).to_contain_text("Đã thông qua kế hoạch báo cáo năm 2027")
    expect(page.locator("#month-2027-03")).to_contain_text("Dự kiến báo cáo: Phạm Thị Mai")
