"""The operator's pages: organizations, opened and suspended; never content."""

import pytest
from sqlalchemy import select

from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.organizations import queries
from webapp.organizations.models import Organization

HERE = "/van-hanh"
NEW = {"kind": "party_branch", "code": "k9", "name": "Chi bộ Khoa Ngoại"}


def events_of(organization_id):
    with tenancy.tenant(organization_id):
        return db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.position)).all()


@pytest.mark.parametrize("who", ["lan", "mai", "oanh", "duc", None])
def test_the_pages_exist_for_operators_alone(cast, as_, who):
    client = as_(getattr(cast, who) if who else None)
    refused = 404 if who else 303
    paths = ["", "/them", f"/{cast.k1.id}/nguoi-dung-dau"]
    assert {client.get(HERE + path).status_code for path in paths} == {refused}
    acts = ["/them", f"/{cast.k1.id}/tam-ngung", f"/{cast.k1.id}/nguoi-dung-dau"]
    refused = 404 if who else 401
    assert {client.post(HERE + path, data=NEW).status_code for path in acts} == {refused}
    assert queries.by_code("k9") is None


def test_the_list_tells_kinds_codes_and_numbers_only(cast, as_):
    db.session.get_one(Organization, cast.k1.id).member_count = 17
    page = as_(cast.van).get(HERE).text
    assert "Chi bộ Khoa Khám bệnh" in page
    assert ">17<" in page
    assert "Nguyễn Thị Lan" not in page
    assert "Chi bộ Khoa Nội" not in as_(cast.van).get(f"{HERE}?tim=khám").text


@pytest.mark.parametrize("path", ["/o/k1/", "/o/k1/thanh-vien", "/o/k1/nhat-ky", "/o/db/"])
def test_the_operator_enters_no_organization(cast, as_, path):
    assert as_(cast.van).get(path).status_code == 404


def test_a_unit_opens_under_its_superior(cast, as_):
    answer = as_(cast.van).post(f"{HERE}/them", data={**NEW, "parent": str(cast.db.id)})
    assert answer.status_code == 303
    place = queries.by_code("k9")
    assert answer.location == f"{HERE}/{place.id}/nguoi-dung-dau"
    assert place.path == f"{cast.db.path}{place.id}/"
    assert events_of(place.id) == [AuditEvent.ORGANIZATION_FOUNDED]


def test_a_root_opens_alone(cast, as_):
    as_(cast.van).post(f"{HERE}/them", data={**NEW, "kind": "committee", "parent": ""})
    assert queries.by_code("k9").parent_id is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"code": "k1"}, "Mã này đã được dùng."),
        ({"code": "Chi bộ"}, "Mã chỉ gồm chữ thường"),
        ({"name": " "}, "Cần điền tên tổ chức."),
        ({"name": "A\u200bB"}, "ký tự ẩn"),
        ({"parent": ""}, "phải trực thuộc một cấp trên"),
        ({"kind": "kingdom"}, "chọn một trong các mục"),
        ({"parent": "987654"}, "chọn một trong các mục"),
    ],
)
def test_what_cannot_be_opened_is_said_beside_its_box(cast, as_, wrong, said):
    sent = {**NEW, "parent": str(cast.db.id), **wrong}
    answer = as_(cast.van).post(f"{HERE}/them", data=sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert queries.by_code("k9") is None


def test_suspending_closes_the_doors_and_resuming_opens_them(cast, as_):
    van, lan = as_(cast.van), as_(cast.lan)
    assert van.post(f"{HERE}/{cast.k1.id}/tam-ngung").status_code == 303
    assert lan.get("/o/k1/thanh-vien").status_code == 404
    assert 'href="/o/k1/"' not in lan.get("/toi").text
    assert van.post(f"{HERE}/{cast.k1.id}/tam-ngung").status_code == 303
    assert van.post(f"{HERE}/{cast.k1.id}/mo-lai").status_code == 303
    assert lan.get("/o/k1/thanh-vien").status_code == 200
    expected = [AuditEvent.ORGANIZATION_SUSPENDED, AuditEvent.ORGANIZATION_RESUMED]
    assert events_of(cast.k1.id) == expected


def test_an_unknown_organization_is_not_found(cast, as_):
    van = as_(cast.van)
    for act in ("tam-ngung", "mo-lai", "nguoi-dung-dau"):
        assert van.post(f"{HERE}/987654/{act}", data={}).status_code == 404


def test_the_trail_names_the_operator_who_acted(cast, as_):
    van = as_(cast.van)
    van.post(f"{HERE}/{cast.k1.id}/tam-ngung")
    van.post(f"{HERE}/{cast.k1.id}/mo-lai")
    page = as_(cast.lan).get("/o/k1/nhat-ky").text
    assert page.count("Người vận hành: Cao Thị Vân") == 2
