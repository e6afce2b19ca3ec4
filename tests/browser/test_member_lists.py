"""Lists of members in a real browser: axe on every state, and progress that shows by itself."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.service.imports.conftest import Desk
from tests.service.imports.lists import xlsx

pytestmark = pytest.mark.browser

HERE = "/o/k1/thanh-vien/nhap"
HEADINGS = ["Họ và tên", "Email", "SĐT", "Ngày vào Đảng", "Số CCCD"]
ROWS = [
    ["Lê Văn An", "an@x.vn", "0912345678", "03/02/1999", "079"],
    ["Hoàng Thanh Bình", "binh@example.vn", "0987654321", "", "079"],
    ["Trần Văn Cường", "cuong@", "", "31/02/1999", "079"],
]


@pytest.fixture
def lan(cast, scope_of) -> Desk:
    """The chair of K1 and the worker beside her."""
    return Desk(scope_of(cast.lan))


@pytest.fixture
def look(visit, cast):
    """`look(width)`: Lan's browser."""
    return lambda width=1366: visit(cast.lan, width)


@pytest.mark.parametrize("width", [390, 1366])
def test_axe_finds_nothing_in_any_state_of_a_list(look, lan, width):
    waiting = lan.upload(xlsx(ROWS, HEADINGS))
    shown = lan.read(lan.upload(xlsx(ROWS, HEADINGS))).id
    done = lan.confirm(lan.read(lan.upload(xlsx(ROWS[:1], HEADINGS))).id).id
    failed = lan.read(lan.upload(xlsx([["x"]], ["Cột lạ"]))).id
    page = look(width)
    kinds = [f"/{shown}?loai={kind}" for kind in ("moi", "thay-doi", "loi", "khong-doi")]
    for path in ("", f"/{waiting}", *kinds, f"/{done}", f"/{failed}"):
        page.goto(f"{HERE}{path}")
        for fold in page.locator("summary").all():
            if fold.is_visible():
                fold.click()
        assert findings(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_preview_appears_by_itself_and_columns_are_put_right_in_place(look, lan):
    import_id = lan.upload(xlsx(ROWS, HEADINGS))
    page = look(390)
    page.goto(f"{HERE}/{import_id}")
    expect(page.locator("#import")).to_contain_text("Đang đọc tệp")
    lan.read(import_id)
    expect(page.locator("#confirm")).to_contain_text("1 người mới", timeout=8000)
    page.locator("#columns summary").click()
    page.locator("#columns select").nth(1).select_option("full_name")
    page.get_by_role("button", name="Xem trước lại").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#columns select").nth(1)).to_have_value("full_name")
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.locator("#import")).to_contain_text("Đang ghi vào sổ")
    lan.write(import_id)
    expect(page.locator("#import")).to_contain_text("Đã ghi vào sổ 1 người mới", timeout=8000)
