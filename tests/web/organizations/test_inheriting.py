"""A superior sees who decides otherwise; a value of one's own is given up with one button."""

from tests.web.organizations.test_settings import typed
from webapp.audit.models import AuditEntry
from webapp.core.db import db
from webapp.organizations.models import Organization

HERE = "/o/k1/thiet-lap"


def row(cast, code):
    return db.session.get_one(Organization, cast.organizations[code].id)


def test_a_superior_sees_how_many_units_decide_for_themselves(as_, cast):
    row(cast, "k1").settings = {"meeting_day": 5, "section_limit": 9}
    row(cast, "k2").settings = {"meeting_day": 6, "turns_a_month": 1}
    row(cast, "xa").settings = {"meeting_day": 7}
    page = as_(cast.duc).get("/o/db/thiet-lap").text
    assert "2 đơn vị cấp dưới đặt giá trị riêng." in page
    assert page.count("đơn vị cấp dưới đặt giá trị riêng.") == 2
    assert "đặt giá trị riêng" not in as_(cast.lan).get(HERE).text


def test_the_superiors_page_asks_as_much_for_many_units(as_, cast, queries):
    client = as_(cast.duc)
    client.get("/o/db/thiet-lap")
    with queries() as few:
        client.get("/o/db/thiet-lap")
    for code in ("k1", "k2", "cd"):
        row(cast, code).settings = {"meeting_day": 5, "turns_a_month": 1}
    db.session.commit()
    with queries() as many:
        client.get("/o/db/thiet-lap")
    assert many.count == few.count


def test_one_value_goes_back_to_the_superiors_and_the_others_stay(as_, cast):
    row(cast, "db").settings = {"meeting_day": 9}
    row(cast, "k1").settings = {"meeting_day": 5, "turns_a_month": 1, "section_limit": 99}
    client = as_(cast.lan)
    page = client.get(HERE)
    assert "Về giá trị chung: 9" in page.text
    sent = typed(page, inherit="meeting_day")
    assert client.post(f"{HERE}/gia-tri-chung", data=sent).location == HERE
    assert row(cast, "k1").settings == {"turns_a_month": 1, "section_limit": 99}
    assert "Đã dùng lại giá trị chung: Ngày họp thường lệ trong tháng." in client.get(HERE).text


def test_the_log_says_which_setting_from_what_to_what(as_, cast):
    client = as_(cast.lan)
    client.post(HERE, data=typed(client.get(HERE), meeting_day="5"))
    client.post(f"{HERE}/gia-tri-chung", data=typed(client.get(HERE), inherit="meeting_day"))
    log = client.get("/o/k1/nhat-ky").text
    assert "Ngày họp thường lệ trong tháng: giá trị chung → 5" in log
    assert "Ngày họp thường lệ trong tháng: 5 → giá trị chung" in log


def test_an_older_entry_of_the_log_is_still_read(as_, cast):
    entry = AuditEntry(
        organization_id=cast.k1.id,
        at=db.session.scalar(db.select(db.func.now())),
        event="settings_changed",
        facts={"changed": ["meeting_day"]},
    )
    db.session.add(entry)
    assert "đổi thiết lập" in as_(cast.lan).get("/o/k1/nhat-ky").text


def test_giving_up_on_a_stale_page_changes_nothing(as_, cast):
    row(cast, "k1").settings = {"meeting_day": 5}
    client = as_(cast.lan)
    sent = typed(client.get(HERE), inherit="meeting_day") | {"based_on": "old"}
    assert client.post(f"{HERE}/gia-tri-chung", data=sent).status_code == 409
    assert client.post(f"{HERE}/gia-tri-chung", data={"inherit": "path"}).status_code == 404
    assert row(cast, "k1").settings == {"meeting_day": 5}


def test_only_those_who_lead_give_up_a_value(as_, cast):
    answer = as_(cast.hung).post(f"{HERE}/gia-tri-chung", data={"inherit": "meeting_day"})
    assert answer.status_code == 404
