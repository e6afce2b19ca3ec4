"""GET and POST /o/<code>/mo-don-vi: four fields, one act; and inviting again."""

import re

import pytest
from sqlalchemy import func, select

from webapp.accounts.invitations import opened_link
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import NoticeKind
from webapp.organizations.models import Organization

PAGE = "/o/db/mo-don-vi"
TYPED = {
    "name": "Chi đoàn Khoa Dược",
    "kind": "youth",
    "chair_name": "Vũ Thị Hoa",
    "chair_email": "hoa@example.vn",
    "under": "db",
    "code": "",
}


def units():
    return db.session.scalar(select(func.count()).select_from(Organization))


def test_the_form_has_four_fields_and_a_fold(as_, cast):
    page = as_(cast.duc).get(PAGE).text
    fold = page.index('<details class="fold"')
    above = [name for name in TYPED if f'name="{name}"' in page[:fold]]
    assert above == ["name", "kind", "chair_name", "chair_email"]


def test_a_unit_is_opened_and_its_chair_invited(as_, cast, queued):
    client = as_(cast.duc)
    answer = client.post(PAGE, data=TYPED)
    assert (answer.status_code, answer.location) == (303, "/o/db/don-vi/chi-doan-khoa-duoc")
    answer = client.get(answer.location)
    assert "Đã mở Chi đoàn Khoa Dược và gửi thư mời Vũ Thị Hoa." in answer.text
    assert "Bước 1/3: Ngày họp" in answer.text
    assert "Đã mời người đứng đầu" in answer.text
    assert {"notices.deliver_waiting", "rollups.refresh_stale"} <= set(queued)
    assert "/moi/" not in answer.text


@pytest.mark.parametrize("here", [PAGE, "/o/db/don-vi/chi-doan-khoa-duoc/moi-lai"])
def test_no_link_of_a_chair_is_shown_to_the_superior_even_if_asked_for(as_, cast, here, queued):
    client = as_(cast.duc)
    if here != PAGE:
        client.post(PAGE, data=TYPED)
    queued.clear()
    answer = client.post(here, data=TYPED | {"by_hand": "y"})
    assert (answer.status_code, "/moi/" in answer.text) == (303, False)
    assert "notices.deliver_waiting" in queued
    assert "/moi/" not in client.get(answer.location).text


def test_the_same_form_sent_twice_opens_one_unit(as_, cast):
    client, before = as_(cast.duc), units()
    sent = TYPED | {"idempotency_key": "once"}
    assert client.post(PAGE, data=sent).status_code == 303
    assert client.post(PAGE, data=sent).location == "/o/db/don-vi"
    assert units() == before + 1


@pytest.mark.parametrize(
    ("field", "value", "beside", "said"),
    [
        ("name", "", "name", "Cần điền mục này"),
        ("chair_name", "Hoa 2", "chair_name", "Họ tên chỉ gồm chữ cái"),
        ("chair_email", "hoa", "chair_email", "chưa đúng dạng"),
        ("code", "K 1", "code", "Mã chỉ gồm chữ thường"),
        ("code", "k1", "code", "Mã này đã được dùng"),
        ("under", "xa", "under", "Hãy chọn một trong các mục"),
    ],
)
def test_bad_input_is_told_beside_the_field_and_kept(as_, cast, field, value, beside, said):
    before = units()
    answer = as_(cast.duc).post(PAGE, data=TYPED | {field: value})
    assert answer.status_code == 422
    error = re.search(rf'id="{beside}-error">(.*?)</p>', answer.text, re.DOTALL)[1]
    assert said in error
    assert 'value="Chi đoàn Khoa Dược"' in answer.text or field == "name"
    assert units() == before


@pytest.mark.parametrize("who", ["oanh", "lan", "ngan"])
def test_others_find_no_such_page(as_, cast, who):
    person, before = cast.people[who], units()
    here = f"/o/{person.organization.code}/mo-don-vi"
    client = as_(person)
    assert [client.get(here).status_code, client.post(here, data=TYPED).status_code] == [404, 404]
    assert units() == before


def test_a_chair_who_has_not_come_is_invited_again(as_, cast):
    client = as_(cast.duc)
    client.post(PAGE, data=TYPED)
    here = "/o/db/don-vi/chi-doan-khoa-duoc"
    sent = {"email": "hoa2@example.vn", "idempotency_key": "again"}
    assert client.post(f"{here}/moi-lai", data=sent).location == here
    assert "Đã gửi lại thư mời." in client.get(here).text
    assert client.post(f"{here}/moi-lai", data=sent).status_code == 303
    opened = db.session.scalar(
        select(Organization.id).where(Organization.code == "chi-doan-khoa-duoc")
    )
    with tenancy.tenant(opened):
        invited = select(func.count()).where(
            Notice.kind == NoticeKind.INVITATION, Notice.channel == "email"
        )
        assert db.session.scalar(invited) == 2


def test_an_address_that_can_not_be_is_told_on_the_page_of_the_unit(as_, cast):
    client = as_(cast.duc)
    client.post(PAGE, data=TYPED)
    answer = client.post("/o/db/don-vi/chi-doan-khoa-duoc/moi-lai", data={"email": "hoa"})
    assert (answer.status_code, 'value="hoa"' in answer.text) == (422, True)


def test_a_chair_who_is_in_is_not_invited_again(as_, cast):
    answer = as_(cast.duc).post("/o/db/don-vi/k1/moi-lai", data={})
    assert answer.status_code == 422
    assert "Người đứng đầu đã tham gia" in answer.text


def test_a_chair_without_an_address_gets_a_slip_that_is_shown_once(as_, cast):
    client, typed = as_(cast.duc), TYPED | {"chair_email": "", "idempotency_key": "paper"}
    answer = client.post(PAGE, data=typed)
    assert (answer.status_code, answer.text.count("<svg")) == (200, 1)
    assert "Chi đoàn Khoa Dược" in answer.text
    token = re.search(r"http://localhost/moi/([\w-]+)", answer.text)[1]
    opened = db.session.scalar(
        select(Organization.id).where(Organization.code == "chi-doan-khoa-duoc")
    )
    with tenancy.tenant(opened):
        found = opened_link.find(token, clock.now())
        assert (found.member.full_name, found.member.email) == ("Vũ Thị Hoa", None)
        assert db.session.scalar(select(func.count()).select_from(Notice)) == 0
    before = units()
    assert client.post(PAGE, data=typed).status_code == 303
    assert units() == before


def test_a_lost_slip_is_made_anew_until_somebody_has_come(as_, cast):
    client = as_(cast.duc)
    first = client.post(PAGE, data=TYPED | {"chair_email": ""}).text
    here = "/o/db/don-vi/chi-doan-khoa-duoc/moi-lai"
    second = client.post(here, data={"email": ""}).text
    tokens = [re.search(r"http://localhost/moi/([\w-]+)", page)[1] for page in (first, second)]
    assert tokens[0] != tokens[1]
    answer = as_(None).get(f"/moi/{tokens[0]}")
    assert answer.status_code == 404
    # With an address the link goes there and nowhere else.
    assert client.post(here, data={"email": "hoa@example.vn"}).status_code == 303
    assert "/moi/" not in client.post(here, data={"email": ""}).text
