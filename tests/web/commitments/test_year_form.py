"""The year's form: shown, chosen by a superior or a unit, inherited, refused."""

import pytest
from sqlalchemy import select

from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.organizations import service as settings
from webapp.organizations.models import Organization

ADDRESS = "/dang-ky/mau/party_branch/official"


def typed(**other):
    data = {
        "title": "Bản cam kết năm",
        "guidance": "Mỗi người chọn hai việc.",
        "item_hint": "Một việc.",
        "least_items": "2",
        "heading-0": "Việc chuyên môn",
        "hint-0": "Trong khoa.",
        "based_on": settings.fingerprint({}),
    }
    return data | other


def chosen(organization):
    db.session.expire_all()
    query = select(Organization.settings).where(Organization.id == organization.id)
    return db.session.scalar(query).get("commitment_forms", {})


def test_the_form_of_ones_category_stands_above_the_rows(as_, cast):
    member, leader = as_(cast.mai).get("/o/k1/dang-ky"), as_(cast.hung).get("/o/k1/dang-ky")
    assert "Cần ít nhất 1 mục." in member.text
    assert "Thực hiện chức trách, nhiệm vụ" in member.text
    assert "Trách nhiệm nêu gương và lãnh đạo" not in member.text
    assert "Trách nhiệm nêu gương và lãnh đạo" in leader.text


def test_what_a_superior_chooses_holds_below_until_the_unit_chooses_itself(as_, cast):
    above = as_(cast.duc).post("/o/db" + ADDRESS, data=typed())
    assert (above.status_code, above.location) == (303, "/o/db/dang-ky/mau")
    page = as_(cast.mai).get("/o/k1/dang-ky")
    assert "Bản cam kết năm" in page.text
    assert "Việc chuyên môn" in page.text
    lan = as_(cast.lan)
    assert "Đảng bộ Bệnh viện" in lan.get("/o/k1/dang-ky/mau").text
    assert lan.post("/o/k1" + ADDRESS, data=typed(title="Mẫu của chi bộ")).status_code == 303
    assert "Mẫu của chi bộ" in as_(cast.mai).get("/o/k1/dang-ky").text
    own = chosen(cast.k1)["party_branch.official"]
    again = {"act": "inherit", "based_on": settings.fingerprint(own)}
    assert lan.post("/o/k1" + ADDRESS, data=again).status_code == 303
    assert chosen(cast.k1) == {}
    with tenancy.tenant(cast.k1.id):
        events = db.session.scalars(select(AuditEntry.event)).all()
    assert events == [AuditEvent.SETTINGS_CHANGED] * 2


def test_a_chosen_form_asks_for_as_many_items_as_it_says(as_, cast):
    as_(cast.duc).post("/o/db" + ADDRESS, data=typed())
    data = {"text-0": "Đúng giờ", "heading-0": "Việc chuyên môn", "act": "submit", "based_on": "0"}
    client, page = as_(cast.mai), f"/o/k1/dang-ky/{cast.mai.member_id}/2026"
    refused = client.post(page, data=data)
    assert refused.status_code == 422
    assert "cần ít nhất 2 mục" in refused.text
    assert client.post(page, data=data | {"text-1": "Đọc sách"}).status_code == 303


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"least_items": "0"}, "least_items"),
        ({"heading-0": ""}, "heading-0"),
    ],
)
def test_a_form_that_cannot_be_comes_back_as_it_was_typed(as_, cast, wrong, field):
    page = as_(cast.lan).post("/o/k1" + ADDRESS, data=typed(**wrong))
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert "Mỗi người chọn hai việc." in page.text
    assert chosen(cast.k1) == {}


def test_the_second_of_two_who_change_a_form_is_told(as_, cast):
    lan = as_(cast.lan)
    lan.post("/o/k1" + ADDRESS, data=typed())
    page = lan.post("/o/k1" + ADDRESS, data=typed(title="Mẫu khác"))
    assert page.status_code == 409
    assert "Mẫu khác" in page.text
    assert chosen(cast.k1)["party_branch.official"]["title"] == "Bản cam kết năm"


def test_forms_are_for_those_who_lead_and_for_kinds_of_their_own(as_, cast):
    assert as_(cast.mai).get("/o/k1/dang-ky/mau").status_code == 404
    assert as_(cast.hung).post("/o/k1" + ADDRESS, data=typed()).status_code == 404
    assert as_(cast.lan).get("/o/k1/dang-ky/mau/youth/official").status_code == 404
    assert as_(cast.lan).get("/o/k1/dang-ky/mau/party_branch/odd").status_code == 404
    assert as_(cast.duc).get("/o/db/dang-ky/mau/youth/official").status_code == 200


def test_the_list_of_forms_asks_the_same_for_a_superior_as_for_a_unit(as_, cast, queries):
    duc, lan = as_(cast.duc), as_(cast.lan)
    duc.post("/o/db" + ADDRESS, data=typed())
    for client, place in ((duc, "db"), (lan, "k1")):
        client.get(f"/o/{place}/dang-ky/mau")
        with queries() as asked:
            client.get(f"/o/{place}/dang-ky/mau")
        assert asked.count <= 4, asked.sent
