"""The list of members, one member, taking in and correcting."""

import re

import pytest
from sqlalchemy import delete, event, select

from tests.as_owner import from_outside
from tests.cast import join
from tests.conftest import HTMX
from webapp.accounts.models import Membership, RoleGrant
from webapp.accounts.rules import Role
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db

LIST = "/o/k1/thanh-vien"
SON = {
    "full_name": "Đặng Văn Sơn",
    "email": "son@example.vn",
    "phone": "0912 345 678",
    "joined_on": "01/11/2026",
    "status": "probationary",
    "role": "",
}


def names_in(page):
    return re.findall(r'<p class="task-title"><a [^>]*>([^<]+)</a>', page.text)


def test_the_committee_sees_the_list_by_given_name(cast, as_):
    page = as_(cast.hung).get(LIST)
    assert names_in(page) == [
        "Hoàng Thanh Bình",
        "Trần Tiến Dũng",
        "Lê Văn Hùng",
        "Nguyễn Thị Lan",
        "Phạm Thị Mai",
    ]
    assert "Chi ủy viên từ 01/01/2020" in page.text
    assert "Thêm đảng viên" not in page.text


@pytest.mark.parametrize("who", ["mai", "binh", "khanh", "oanh", "van", "phuc"])
def test_nobody_else_sees_it(cast, as_, who):
    assert as_(getattr(cast, who)).get(LIST).status_code == 404


def test_search_needs_no_marks_and_any_order(cast, as_):
    client = as_(cast.lan)
    assert names_in(client.get(f"{LIST}?tim=thi+pham")) == ["Phạm Thị Mai"]
    assert names_in(client.get(f"{LIST}?tim=DŨNG")) == ["Trần Tiến Dũng"]
    assert names_in(client.get(f"{LIST}?tim=%25")) == []


def test_those_who_left_are_shown_on_request(cast, as_):
    page = as_(cast.lan).get(f"{LIST}?tim=phuc&da-chuyen=1")
    assert names_in(page) == ["Lý Hồng Phúc"]
    assert "Đã chuyển đi" in page.text


def test_htmx_gets_the_list_alone(cast, as_):
    page = as_(cast.lan).get(f"{LIST}?tim=mai", headers=HTMX)
    assert page.text.lstrip().startswith('<div id="members">')
    assert "<html" not in page.text


def queries_for(client, path):
    run = []
    engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *args: run.append(args[2]))
    assert client.get(path).status_code == 200
    return len([q for q in run if not q.startswith("SET LOCAL")])


def test_a_long_list_has_pages_and_no_more_queries_than_a_short_one(cast, as_):
    client = as_(cast.lan)
    few = queries_for(client, LIST)
    for number in range(40):
        join(cast.k1, f"Người Thứ {'abcdefghij'[number % 10]}{'xyzt'[number // 10]}", None, None)
    tenancy.bind(cast.k1.id)
    assert len(names_in(client.get(LIST))) == 30
    assert len(names_in(client.get(f"{LIST}?trang=2"))) == 15
    assert queries_for(client, LIST) - few <= 0


def test_a_unit_without_a_chair_says_what_is_missing(cast, as_):
    member_id = cast.lan.member_id
    dung = as_(cast.dung)
    assert "chưa có bí thư" not in dung.get(LIST).text
    from_outside(delete(RoleGrant).where(RoleGrant.member_id == member_id))
    assert "Chi bộ chưa có bí thư đương nhiệm" in dung.get(LIST).text


def test_the_chair_takes_somebody_in(cast, as_):
    client = as_(cast.lan)
    answer = client.post(f"{LIST}/them", data=SON)
    assert answer.status_code == 303
    page = client.get(answer.location)
    assert "Dự bị từ 01/11/2026" in page.text
    kept = db.session.scalars(select(Membership).where(Membership.email == SON["email"])).one()
    assert (kept.full_name, kept.phone) == ("Đặng Văn Sơn", "0912345678")
    assert db.session.scalars(select(AuditEntry.event)).all() == [AuditEvent.MEMBER_ADDED]


def test_the_same_form_sent_twice_adds_one_person(cast, as_):
    client = as_(cast.lan)
    for _ in range(2):
        answer = client.post(f"{LIST}/them", data={**SON, "idempotency_key": "one form"})
        assert answer.status_code == 303
    same = select(Membership).where(Membership.full_name == "Đặng Văn Sơn")
    assert len(db.session.scalars(same).all()) == 1


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("full_name", "", "Cần điền mục này."),
        ("full_name", "Sơn\u202egnờưĐ", "ký tự ẩn"),
        ("email", "son@", "chưa đúng dạng"),
        ("phone", "12", "Số điện thoại chưa đúng"),
        ("joined_on", "31/02/2026", "31/02/2026"),
        ("joined_on", "17/11/2026", "không sau hôm nay"),
        ("joined_on", "01/01/1900", "không trước 03/02/1930"),
        ("status", "left", "chọn một trong các mục"),
        ("role", "king", "chọn một trong các mục"),
    ],
)
def test_what_cannot_be_meant_is_said_beside_its_box(cast, as_, field, typed, said):
    answer = as_(cast.lan).post(f"{LIST}/them", data={**SON, field: typed})
    assert answer.status_code == 422
    assert said in re.search(rf'id="{field}-error">(.*?)</p>', answer.text, re.DOTALL)[1]
    kept = [
        value for name, value in SON.items() if name in ("full_name", "email") and name != field
    ]
    assert all(value in answer.text for value in kept)
    same = select(Membership).where(Membership.phone == "0912345678")
    assert db.session.scalars(same).all() == []


@pytest.mark.parametrize("who", ["hung", "mai"])
def test_only_those_who_lead_take_in_and_correct(cast, as_, who):
    client, binh = as_(getattr(cast, who)), cast.binh.member_id
    for path in (f"{LIST}/them", f"{LIST}/{binh}/sua"):
        assert client.get(path).status_code == 404
        assert client.post(path, data=SON).status_code == 404


def test_a_deputy_gives_no_office_away(cast, as_):
    page = as_(cast.dung).get(f"{LIST}/them").text
    assert 'name="role"' not in page
    answer = as_(cast.dung).post(f"{LIST}/them", data={**SON, "role": Role.CHAIR})
    assert answer.status_code == 422


def test_particulars_are_corrected(cast, as_):
    address = f"{LIST}/{cast.binh.member_id}/sua"
    client = as_(cast.lan)
    seen = {"was_full_name": "Hoàng Thanh Bình", "was_email": "binh@example.vn"}
    seen |= {"was_phone": "", "was_joined_on": "2020-01-01"}
    assert 'value="01/01/2020"' in client.get(address).text
    typed = {**seen, "full_name": "Hoàng Thanh Bình", "email": "", "joined_on": "2020-01-01"}
    assert client.post(address, data={**typed, "phone": "0912345678"}).status_code == 303
    stale = client.post(address, data={**typed, "phone": "0999999999"})
    assert stale.status_code == 409
    assert "0999999999" in stale.text
    assert 'name="was_phone" type="hidden" value="0912345678"' in stale.text


@pytest.mark.parametrize("path", ["{}", "{}/sua", "{}/trang-thai", "{}/chuc-vu", "{}/moi-tham-gia"])
def test_members_of_other_organizations_do_not_exist_here(cast, as_, path):
    for member_id in (cast.khanh.member_id, 987654):
        address = f"{LIST}/" + path.format(member_id)
        answers = {as_(cast.lan).get(address).status_code, as_(cast.lan).post(address).status_code}
        assert answers <= {404, 405}
        assert 404 in answers
