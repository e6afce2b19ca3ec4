"""Registrations and the items of a report in a real browser: axe, and saving by itself."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests import cast as people
from tests.browser.axe import findings
from tests.cast import NOW
from tests.service.commitments.year import in_force, items
from webapp.commitments import service
from webapp.commitments.models import Commitment
from webapp.commitments.rules import Outcome
from webapp.commitments.service import Judged, Wanted
from webapp.core.db import db

pytestmark = pytest.mark.browser

WIDTHS = (390, 1366)


@pytest.fixture
def registered(cast) -> dict[str, int]:
    """Mai's registration in force with a note, a look back and an amendment that waits."""
    mai, hung, lan = (people.scope_of(p) for p in (cast.mai, cast.hung, cast.lan))
    report = cast.__dict__["report"].id
    wanted = [Wanted("Đúng giờ", "Không muộn", heading="Đạo đức, lối sống"), Wanted("Đọc sách")]
    in_force(mai, hung, *wanted)
    binh = people.scope_of(cast.binh)
    draft = service.save(binh, binh.member_id, 2026, wanted, based_on=0, now=NOW)
    service.submit(binh, draft, now=NOW)
    commitment = db.session.scalars(select(Commitment).filter_by(member_id=mai.member_id)).one()
    first = items(mai)[0].id
    service.note(mai, commitment, first, "Đã bớt muộn.", NOW.date(), now=NOW)
    service.open_assessment(lan, 2026, now=NOW)
    judged = {first: Judged(Outcome.PARTLY, "Còn muộn hai lần.")}
    service.assess(mai, commitment, judged, based_on=commitment.revision, now=NOW)
    changed = [Wanted("Đúng giờ cả ca trực", item_id=first), Wanted("Kèm cặp")]
    based_on = commitment.revision
    service.propose(mai, commitment, changed, "Đã đổi việc.", based_on=based_on, now=NOW)
    db.session.commit()
    return {"id": commitment.id, "item": first, "draft": draft.id, "report": report}


@pytest.fixture
def look(visit):
    """`look(person, path)`: somebody opens a page."""

    def open_page(person, path, width=1366, script=True):
        page = visit(person, width, script=script)
        page.goto(path)
        return page

    return open_page


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_the_pages_of_registrations(look, cast, registered, width):
    one, mai = f"/o/k1/dang-ky/{registered['id']}", cast.mai.member_id
    of_chair = [
        f"/o/k1/dang-ky/{mai}/2026",
        f"/o/k1/dang-ky/{mai}/2026/ban-in",
        f"{one}/phien-ban?tu=1&den=2",
        f"{one}/dieu-chinh",
        f"{one}/dieu-chinh/2/tra-lai",
        f"{one}/ghi-chu/{registered['item']}",
        f"{one}/tu-danh-gia",
        f"/o/k1/dang-ky/{registered['draft']}/bo-sung",
        "/o/k1/dang-ky?nam=2026",
        "/o/k1/dang-ky/ca-don-vi?nam=2026",
        "/o/k1/dang-ky/ca-don-vi/ban-in",
        "/o/k1/dang-ky/mau",
        "/o/k1/dang-ky/mau/party_branch/official",
    ]
    page = look(cast.lan, of_chair[0], width)
    for path in of_chair:
        page.goto(path)
        assert findings(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_in_the_editor_before_and_after_a_refusal(look, cast, registered, width):
    page = look(cast.mai, f"/o/k1/bao-cao/{registered['report']}/viet", width)
    assert findings(page) == []
    page.get_by_role("button", name="Gửi chi ủy").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary")).to_contain_text("“Đúng giờ”")
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_answer_and_a_mark_are_saved_while_typing_and_the_report_is_sent(look, cast, registered):
    page = look(cast.mai, f"/o/k1/bao-cao/{registered['report']}/viet", 390)
    first = registered["item"]
    page.locator(f"[name=answer-item-{first}]").fill("Đúng giờ cả quý.")
    page.locator(f"[name=not-due-item-{first + 1}]").check()
    expect(page.locator(".saved")).to_contain_text("Đã tự lưu", timeout=8000)
    page.wait_for_timeout(2500)
    page.reload()
    expect(page.locator(f"[name=answer-item-{first}]")).to_have_value("Đúng giờ cả quý.")
    expect(page.locator(f"[name=not-due-item-{first + 1}]")).to_be_checked()
    page.get_by_role("button", name="Gửi chi ủy").click()
    expect(page.locator("main")).to_contain_text("Chưa đến hạn.")


def test_without_script_rows_grow_and_an_amendment_is_proposed(look, cast, registered):
    page = look(cast.mai, f"/o/k1/dang-ky/{cast.mai.member_id}/2026", script=False)
    page.get_by_role("button", name="Rút đề nghị").click()
    page.get_by_role("link", name="Đề nghị điều chỉnh").click()
    page.get_by_role("button", name="Thêm mục").click()
    page.locator("[name=text-2]").fill("Việc thứ ba")
    page.get_by_role("button", name="Gửi đề nghị điều chỉnh").click()
    expect(page.locator(".error-summary")).to_contain_text("Lý do điều chỉnh")
    page.locator("[name=reason]").fill("Có thêm việc.")
    page.get_by_role("button", name="Gửi đề nghị điều chỉnh").click()
    expect(page.locator("#amendment")).to_contain_text("Việc thứ ba")
