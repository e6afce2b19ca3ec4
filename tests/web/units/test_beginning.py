"""The three first steps of a new unit's chair, and the card on the first screen."""

import re

import pytest

from tests.cast import begin_report
from webapp.accounts.queries import organization_of
from webapp.core.db import db
from webapp.organizations.models import Organization

HERE = "/o/k2/bat-dau"
DAY = {"meeting_day": "9", "meeting_hour": "14.5", "meeting_place": "Phòng họp"}


@pytest.fixture
def new(cast):
    """K2 was just opened: Khánh is alone in it."""
    row = db.session.get_one(Organization, cast.k2.id)
    row.is_new, row.member_count = True, 1
    db.session.commit()
    return row


def based_on(page):
    return re.search(r'name="based_on" type="hidden" value="(\w+)"', page.text)[1]


def test_the_first_screen_of_the_chair_shows_the_card(as_, cast, new):
    assert "Làm tiếp: ngày họp" in as_(cast.khanh).get("/o/k2/").text
    assert "Làm tiếp" not in as_(cast.kien).get("/o/k2/").text
    assert "Làm tiếp" not in as_(cast.lan).get("/o/k1/").text


def test_the_card_costs_no_query(as_, cast, new, queries):
    client = as_(cast.khanh)
    client.get("/o/k2/")
    with queries() as asked:
        client.get("/o/k2/")
    assert asked.count <= 8


def test_each_step_has_its_page_and_the_list_says_how_far(as_, cast, new):
    client = as_(cast.khanh)
    assert "1. Chọn ngày họp thường lệ" in client.get(HERE).text
    steps = ("ngay-hop", "danh-sach", "ke-hoach")
    assert {client.get(f"{HERE}/{step}").status_code for step in steps} == {200}


def test_a_meeting_day_is_kept_and_leads_to_the_members(as_, cast, new):
    client = as_(cast.khanh)
    sent = DAY | {"based_on": based_on(client.get(f"{HERE}/ngay-hop"))}
    assert client.post(f"{HERE}/ngay-hop", data=sent).location == f"{HERE}/danh-sach"
    settings = organization_of(cast.k2.id).settings
    assert (settings.meeting_day, settings.meeting_hour) == (9, 14.5)
    assert "Làm tiếp: danh sách" in client.get("/o/k2/").text


@pytest.mark.parametrize(
    ("field", "value"), [("meeting_day", "32"), ("meeting_hour", ""), ("meeting_hour", "14.2")]
)
def test_an_impossible_day_is_told_and_kept(as_, cast, new, field, value):
    client = as_(cast.khanh)
    sent = DAY | {"based_on": based_on(client.get(f"{HERE}/ngay-hop")), field: value}
    answer = client.post(f"{HERE}/ngay-hop", data=sent)
    assert (answer.status_code, 'value="Phòng họp"' in answer.text) == (422, True)
    assert "meeting_day" not in organization_of(cast.k2.id).own_choices


def test_a_stale_form_keeps_what_was_typed(as_, cast, new):
    answer = as_(cast.khanh).post(f"{HERE}/ngay-hop", data=DAY | {"based_on": "old"})
    assert (answer.status_code, 'value="Phòng họp"' in answer.text) == (409, True)


def test_after_the_last_step_the_card_is_gone(as_, cast, new):
    new.settings, new.member_count = {"meeting_day": 9}, 2
    db.session.commit()
    assert "Làm tiếp: kế hoạch năm" in as_(cast.khanh).get("/o/k2/").text
    begin_report(cast.kien)
    assert "Làm tiếp" not in as_(cast.khanh).get("/o/k2/").text
    assert "Đã xong cả ba bước." in as_(cast.khanh).get(HERE).text


def test_the_card_may_be_put_aside_and_the_steps_stay_within_reach(as_, cast, new):
    client = as_(cast.khanh)
    assert client.post(f"{HERE}/xong").location == "/o/k2/"
    assert client.post(f"{HERE}/xong").status_code == 303
    assert "Làm tiếp" not in client.get("/o/k2/").text
    assert client.get(HERE).status_code == 200


@pytest.mark.parametrize(("who", "code"), [("kien", "k2"), ("oanh", "db"), ("lan", "k2")])
def test_others_find_no_such_steps(as_, cast, new, who, code):
    client, here = as_(cast.people[who]), f"/o/{code}/bat-dau"
    asked = [client.get(here), client.get(f"{here}/ngay-hop"), client.post(f"{here}/xong")]
    assert [answer.status_code for answer in asked] == [404, 404, 404]
    assert client.post(f"{here}/ngay-hop", data=DAY).status_code == 404
    db.session.refresh(new)
    assert (new.is_new, new.settings) == (True, {})
