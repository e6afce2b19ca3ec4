"""A superior's units and the first steps of a new one in a real browser: axe, and no script."""

from datetime import date

import pytest

from tests.browser.axe import findings
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.transfers.models import CarriedThread

pytestmark = pytest.mark.browser

WIDTHS = (390, 1366)
ABOVE = (
    "don-vi",
    "don-vi?xem=da-ket-thuc",
    "don-vi/k1",
    "mo-don-vi",
    "don-vi/k1/doi-ten",
    "don-vi/k1/chuyen",
    "don-vi/k1/sap-nhap",
    "don-vi/k1/sap-nhap?into=k2",
    "don-vi/k1/ket-thuc",
    "thiet-lap",
)
BELOW = ("", "bat-dau", "bat-dau/ngay-hop", "bat-dau/danh-sach", "bat-dau/ke-hoach", "tu-don-vi-cu")


@pytest.fixture
def lively(cast):
    """K2 is new, CD is closed, K1 had another name and was given a thread from CD."""
    k1, k2, cd = (
        db.session.get_one(Organization, cast.organizations[c].id) for c in ("k1", "k2", "cd")
    )
    k2.is_new, k2.member_count = True, 1
    cd.closed_on, cd.closed_reason = clock.today(), "Quyết định 12"
    k1.former_names = [{"name": "Chi bộ 7", "until": "2024-05-01"}]
    db.session.commit()
    with tenancy.tenant(k2.id):
        key = {"organization_id": cast.k2.id, "member_id": cast.kien.member_id}
        thread = CarriedThread(from_id=cast.cd.id, pointed_out_on=date(2026, 9, 1), **key)
        db.session.add(thread)
        db.session.commit()
    return cast


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(visit, lively, width):
    found = {}
    for person, code, paths in ((lively.duc, "db", ABOVE), (lively.khanh, "k2", BELOW)):
        page = visit(person, width)
        for path in paths:
            page.goto(f"/o/{code}/{path}")
            found[path] = findings(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert {path: said for path, said in found.items() if said} == {}


def test_a_unit_is_opened_and_begun_without_scripts(visit, lively):
    page = visit(lively.duc, 390, script=False)
    page.goto("/o/db/don-vi")
    page.get_by_role("link", name="Mở đơn vị").click()
    page.fill("[name=name]", "Chi bộ Khoa Dược")
    page.fill("[name=chair_name]", "Vũ Thị Hoa")
    page.fill("[name=chair_email]", "hoa@example.vn")
    page.get_by_role("button", name="Mở đơn vị và mời người đứng đầu").click()
    assert "Đã mời người đứng đầu" in page.inner_text("main")
    chair = visit(lively.khanh, 390, script=False)
    chair.goto("/o/k2/")
    chair.get_by_role("link", name="Làm tiếp: ngày họp").click()
    chair.locator("main a[href$='/bat-dau/ngay-hop']").click()
    chair.fill("[name=meeting_day]", "9")
    chair.get_by_role("button", name="Lưu và sang bước 2").click()
    assert chair.url.endswith("/bat-dau/danh-sach")
