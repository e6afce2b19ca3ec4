"""Enter in a field, in a real browser: what the main button says, or nothing."""

import pytest
from playwright.sync_api import Page, Request, expect

from tests import cast as people
from tests.service.commitments.year import in_force, items
from tests.walk.furnished import furnish
from tests.walk.pressing import Press, Pressing, by_person
from tests.walk.walking import Seen, walk
from tests.web.test_enter import HANDS_OVER
from webapp.commitments.service import Wanted
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.reports.models import SelfReport

pytestmark = pytest.mark.browser

SCRIPTS = pytest.mark.parametrize("script", [True, False], ids=["scripts", "no scripts"])


def state_of(report_id: int) -> str:
    """Where a report stands, as others see it."""
    db.session.rollback()
    return db.session.query(SelfReport.state).filter_by(id=report_id).one()[0]


def submitted() -> int:
    """The report that waits for the committee."""
    return db.session.query(SelfReport.id).filter_by(state="submitted").one()[0]


def opened(page: Page, address: str) -> list[str]:
    """Open a page; returns what it sends from now on, but for what it keeps by itself."""
    page.goto(address, wait_until="networkidle")
    sent: list[str] = []

    def note(asked: Request) -> None:
        if asked.method == "POST" and not asked.url.endswith(("/dang-viet", "/luu")):
            sent.append(asked.method)

    page.on("request", note)
    return sent


def says_something(seen: Seen) -> bool:
    """Whether a form says itself what Enter does, or should, having several buttons."""
    return len(seen.form.buttons) > 1


@SCRIPTS
def test_enter_in_a_setting_keeps_the_settings(cast, visit, script):
    unit = db.session.get_one(Organization, cast.organizations["k1"].id)
    unit.settings = {"meeting_day": 10}
    db.session.commit()
    page = visit(cast.lan, script=script)
    page.goto("/o/k1/thiet-lap")
    page.locator("[name=meeting_place]").fill("Hội trường tầng 2")
    page.locator("[name=meeting_place]").press("Enter")
    expect(page.locator("main")).to_contain_text("Đã lưu")
    expect(page.locator("[name=meeting_place]")).to_have_value("Hội trường tầng 2")
    expect(page.locator("[name=meeting_day]")).to_have_value("10")


@SCRIPTS
def test_enter_on_a_box_of_a_review_says_nothing(cast, visit, script):
    furnish(cast)
    report_id = submitted()
    page = visit(cast.lan, script=script)
    sent = opened(page, f"/o/k1/bao-cao/{report_id}/y-kien")
    page.locator("[name=remark-whole]").fill("Nêu thêm số liệu.")
    page.locator("[name=asks-whole]").press("Enter")
    page.wait_for_timeout(500)
    assert sent == []
    expect(page.locator("[name=remark-whole]")).to_have_value("Nêu thêm số liệu.")
    expect(page.locator("#dialog-confirm")).to_be_hidden()
    assert state_of(report_id) == "submitted"


@SCRIPTS
def test_enter_on_a_box_of_the_editor_sends_nothing(cast, visit, script):
    mai, hung = (people.scope_of(p) for p in (cast.mai, cast.hung))
    in_force(mai, hung, Wanted("Đúng giờ", "Không muộn"))
    first, report_id = items(mai)[0].id, cast.__dict__["report"].id
    page = visit(cast.mai, script=script)
    sent = opened(page, f"/o/k1/bao-cao/{report_id}/viet")
    page.locator(f"[name=not-due-item-{first}]").press("Enter")
    page.wait_for_timeout(500)
    assert sent == []
    box = page.locator(f"[name=not-due-item-{first}]")
    box.press(" ")
    box.press("Enter")
    page.wait_for_timeout(300)
    expect(box).to_be_checked()
    assert state_of(report_id) == "drafting"


def test_what_cannot_be_taken_back_asks_once_and_then_happens(cast, visit):
    furnish(cast)
    report_id = submitted()
    page = visit(cast.lan)
    page.goto(f"/o/k1/bao-cao/{report_id}/y-kien")
    page.get_by_role("button", name="Nhất trí cả bản").click()
    expect(page.locator("#dialog-confirm")).to_contain_text("Nhất trí cả bản này?")
    page.get_by_role("button", name="Không", exact=True).click()
    assert state_of(report_id) == "submitted"
    page.get_by_role("button", name="Nhất trí cả bản").click()
    page.get_by_role("button", name="Đồng ý").click()
    expect(page.locator("main")).to_contain_text("Sẵn sàng trình bày")
    assert state_of(report_id) == "accepted"


@pytest.mark.parametrize(
    ("script", "which"), [(True, None), (False, says_something)], ids=["scripts", "no scripts"]
)
def test_enter_in_the_fields_of_every_form(app, cast, visit, script, which, record_property):
    forms = [seen for seen in walk(app, cast, furnish(cast)).distinct if seen.form.entered]
    presses: list[Press] = []
    for person, met in by_person(filter(which, forms)):
        page = visit(cast.people[person] if person else None, script=script)
        pressing = Pressing(page, script=script)
        for seen in met:
            presses += pressing.every_kind(seen, few=True)
    record_property("Enter pressed", f"{len(presses)} times with {'' if script else 'no '}scripts")
    assert [str(press) for press in presses if not press.is_right] == []
    assert [str(press) for press in presses if HANDS_OVER.match(press.asked)] == []
    assert len(presses) > (80 if script else 40)
