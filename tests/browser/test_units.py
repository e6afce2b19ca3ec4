"""A superior's units and the first steps of a new one in a real browser: axe, and no script."""

import threading
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page
from werkzeug.serving import make_server

from tests.browser.axe import findings
from webapp.accounts import sessions
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.units.models import CarriedThread

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
def base(app) -> Iterator[str]:
    """Where the application of the test answers."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def come(app, base, cast, browser):
    """`come(person, width, script)`: a page of somebody who is signed in."""
    contexts = []

    def open_page(person, width, *, script=True) -> Page:
        token = sessions.start(person.account_id, now=clock.now())
        db.session.commit()
        cookie = app.session_interface.get_signing_serializer(app).dumps(
            {"_user_id": token, "_fresh": True}
        )
        context = browser.new_context(
            base_url=base,
            viewport={"width": width, "height": 800},
            reduced_motion="reduce",
            java_script_enabled=script,
        )
        contexts.append(context)
        name = app.config["SESSION_COOKIE_NAME"]
        context.add_cookies([{"name": name, "value": cookie, "url": base}])
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


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
def test_axe_finds_nothing(come, lively, width):
    found = {}
    for person, code, paths in ((lively.duc, "db", ABOVE), (lively.khanh, "k2", BELOW)):
        page = come(person, width)
        for path in paths:
            page.goto(f"/o/{code}/{path}")
            found[path] = findings(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert {path: said for path, said in found.items() if said} == {}


def test_a_unit_is_opened_and_begun_without_scripts(come, lively):
    page = come(lively.duc, 390, script=False)
    page.goto("/o/db/don-vi")
    page.get_by_role("link", name="Mở đơn vị").click()
    page.fill("[name=name]", "Chi bộ Khoa Dược")
    page.fill("[name=chair_name]", "Vũ Thị Hoa")
    page.fill("[name=chair_email]", "hoa@example.vn")
    page.get_by_role("button", name="Mở đơn vị và gửi thư mời").click()
    assert "Đã mời người đứng đầu" in page.inner_text("main")
    chair = come(lively.khanh, 390, script=False)
    chair.goto("/o/k2/")
    chair.get_by_role("link", name="Làm tiếp: ngày họp").click()
    chair.locator("main a[href$='/bat-dau/ngay-hop']").click()
    chair.fill("[name=meeting_day]", "9")
    chair.get_by_role("button", name="Lưu và sang bước 2").click()
    assert chair.url.endswith("/bat-dau/danh-sach")
