"""The meeting room in a real browser: axe on its pages, and two people in it at once."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests import cast as people
from tests.browser.axe import findings
from tests.service.meetings.room import Room, make_ready
from webapp.core.db import db

pytestmark = pytest.mark.browser

WIDTHS = (390, 1366)


@pytest.fixture
def room(cast, moment) -> Room:
    """Mai has presented in a meeting that goes on."""
    make_ready(cast.report)
    cast.__dict__["report_id"] = cast.report.id
    room = Room(cast, people.scope_of, moment)
    room.call().open().present()
    db.session.commit()
    return room


@pytest.fixture
def look(room, visit):
    """`look(person, path)`: somebody opens a page of the meeting."""

    def open_page(person, path, width=1366):
        page = visit(person, width)
        page.goto(f"/o/k1/buoi-hop/{room.meeting_id}{path}")
        return page

    return open_page


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_in_the_meeting(look, room, width):
    opinion = room.say()
    paths = [
        "",
        "/sua",
        "/chuong-trinh",
        "/dieu-hanh",
        "/dien-bien",
        "/diem-danh",
        f"/y-kien/{opinion.id}/gac-lai",
        f"/ket-luan/{room.report_id}",
        "/ket-thuc",
        "/trich-bien-ban",
    ]
    page = look(room.cast.lan, "/dieu-hanh", width)
    for path in paths:
        page.goto(f"/o/k1/buoi-hop/{room.meeting_id}{path}")
        assert findings(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_what_a_member_says_appears_while_the_clerk_keeps_typing(look, room):
    clerk = look(room.cast.hung, "/dieu-hanh")
    clerk.locator("#opinion-form [name=text]").fill("Đang ghi dở")
    member = look(room.cast.binh, "/dien-bien", 390)
    member.locator("#opinion-form [name=text]").fill("Cần nói rõ hơn.")
    member.get_by_role("button", name="Gửi ý kiến").click()
    expect(member.locator("#live-meeting")).to_contain_text("Cần nói rõ hơn.")
    expect(member.locator("#opinion-form [name=text]")).to_have_value("")
    expect(clerk.locator("#live-meeting")).to_contain_text("Cần nói rõ hơn.", timeout=8000)
    expect(clerk.locator("#opinion-form [name=text]")).to_have_value("Đang ghi dở")


def test_polling_stops_when_the_meeting_is_over(look, room):
    page = look(room.cast.lan, "/dieu-hanh")
    room.conclude().close(after=timedelta(minutes=1))
    db.session.commit()
    expect(page.locator("#live-meeting")).to_contain_text("Đã kết thúc", timeout=8000)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(6000)
    assert asked == []


def test_rows_of_a_conclusion_grow_and_a_wrong_one_keeps_the_rest(look, room):
    page = look(room.cast.lan, f"/ket-luan/{room.report_id}", 390)
    page.locator("[name=text]").fill("Báo cáo nghiêm túc.")
    page.get_by_role("button", name="Thêm hạn chế").click()
    page.locator("[name=weaknesses-1-due_on]").fill("2026-12-30")
    page.get_by_role("button", name="Lưu kết luận").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#weaknesses-1-wording-error")).to_be_visible()
    expect(page.locator("[name=text]")).to_have_value("Báo cáo nghiêm túc.")
    page.locator("[name=weaknesses-1-wording]").fill("Ít phát biểu.")
    page.get_by_role("button", name="Lưu kết luận").click()
    expect(page.locator("#bao-cao")).to_contain_text("Phạm Thị Mai: đã trình bày, đã có kết luận")
