"""The pages of members, transfers and the hand-over in a real browser: axe, and slips by code."""

import pytest
from playwright.sync_api import expect

from tests.as_owner import change_account
from tests.browser.axe import findings
from tests.cast import join
from tests.tenancy.planted import plant
from webapp.core import tenancy

pytestmark = pytest.mark.browser

LIST = "/o/k1/thanh-vien"


@pytest.fixture
def ids(cast) -> dict[str, int]:
    """Branch K1 with a row of everything, and Sơn without an account."""
    planted = plant(cast)
    planted["son"] = join(cast.k1, "Đặng Văn Sơn", None, None)
    tenancy.bind(cast.k1.id)
    return planted


def clean(page, path):
    assert findings(page) == [], path
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@pytest.mark.parametrize("width", [390, 1366])
def test_axe_finds_nothing_on_any_page(visit, cast, ids, width):
    person = f"{LIST}/{cast.mai.member_id}"
    paths = [
        LIST,
        f"{LIST}?da-chuyen=1",
        f"{LIST}/ban-in",
        f"{LIST}/phieu-moi",
        f"{LIST}/chuyen-den",
        f"{LIST}/chuyen-den/{ids['arrivals']}",
        person,
        f"{person}/chuyen?tim=khoa",
        f"{LIST}/{cast.lan.member_id}/trang-thai/{ids['membership_statuses']}/sua",
        f"{LIST}/{cast.lan.member_id}/chuc-vu/{ids['role_grants']}/sua",
        "/o/k1/ban-giao",
        "/o/k1/ban-giao/ban-in",
    ]
    page = visit(cast.lan, width)
    for path in paths:
        answer = page.goto(path)
        assert answer.status == 200, path
        clean(page, path)


def test_slips_and_what_they_lead_to_have_no_finding(visit, cast, ids):
    page = visit(cast.lan, 390)
    page.goto(f"{LIST}/phieu-moi")
    page.get_by_role("button", name="Lập và in phiếu").click()
    expect(page.locator(".slip svg")).to_be_visible()
    clean(page, "slips")
    link = page.locator(".slip-link").inner_text().partition("/moi/")[2].strip()
    guest = visit(None, 390)
    guest.goto(f"/moi/{link}")
    clean(guest, "link")
    guest.get_by_role("button", name="Tiếp tục").click()
    expect(guest.get_by_role("heading", name="Chưa có tài khoản")).to_be_visible()
    clean(guest, "invitation")
    change_account(cast.binh.account_id, email=None, phone="0912000111")
    page.goto(f"{LIST}/{cast.binh.member_id}")
    page.get_by_role("button", name="Đặt lại mật khẩu").click()
    page.get_by_role("button", name="Đồng ý").click()
    link = page.locator(".slip-link").inner_text().partition("/moi/")[2].strip()
    guest.goto(f"/moi/{link}")
    guest.get_by_role("button", name="Tiếp tục").click()
    expect(guest.get_by_role("heading", name="Mật khẩu mới")).to_be_visible()
    clean(guest, "reset")


def test_the_filters_work_as_one_types_and_without_scripts(visit, cast, ids):
    page = visit(cast.lan, 1366)
    page.goto(LIST)
    page.select_option("#con-thieu", "account")
    expect(page.locator("#members .task-title")).to_have_text(["Đặng Văn Sơn"])
    page.locator("#tim").press_sequentially("mai")
    expect(page.locator("#members")).to_contain_text("Không có ai khớp")
    plain = visit(cast.lan, 390, script=False)
    plain.goto(LIST)
    plain.select_option("#con-thieu", "account")
    plain.get_by_role("button", name="Tìm", exact=True).click()
    expect(plain.locator("#members .task-title")).to_have_text(["Đặng Văn Sơn"])
