"""The page of what is open, the sheet for two signatures, and the act."""

import pytest
from sqlalchemy import select

from tests.tenancy.planted import plant
from webapp.accounts.models import RoleGrant
from webapp.accounts.rules import Role
from webapp.core.db import db

PAGE = "/o/k1/ban-giao"


def form(person, **changes):
    return {"successor_id": person.member_id, "from_on": "16/11/2026", "until_on": ""} | changes


def chairs():
    query = select(RoleGrant.member_id).where(
        RoleGrant.role == Role.CHAIR, RoleGrant.until_on.is_(None)
    )
    return db.session.scalars(query).all()


def test_the_page_counts_what_is_open_with_links(cast, as_):
    plant(cast)
    page = as_(cast.lan).get(PAGE)
    assert page.status_code == 200
    for link in ("bao-cao/can-y-kien", "theo-doi", "dang-ky/ca-don-vi", "thanh-vien/chuyen-den"):
        assert f'href="/o/k1/{link}"' in page.text
    assert "đang viết: 1; đã gửi chi ủy: 1" in page.text
    assert "Trần Tiến Dũng" in page.text


def test_the_sheet_has_room_for_two_signatures(cast, as_):
    page = as_(cast.dung).get(f"{PAGE}/ban-in")
    assert page.status_code == 200
    assert "BÊN GIAO" in page.text
    assert "BÊN NHẬN" in page.text


def test_a_deputy_looks_and_does_not_hand_over(cast, as_):
    client = as_(cast.dung)
    assert f'action="{PAGE}"' not in client.get(PAGE).text
    assert client.post(PAGE, data=form(cast.hung)).status_code == 404
    assert chairs() == [cast.lan.member_id]


@pytest.mark.parametrize("who", ["hung", "mai", "khanh", "oanh"])
def test_nobody_else_sees_it(cast, as_, who):
    client = as_(getattr(cast, who))
    assert client.get(PAGE).status_code == 404
    assert client.get(f"{PAGE}/ban-in").status_code == 404
    assert client.post(PAGE, data=form(cast.binh)).status_code == 404


def test_the_chair_passes_on_and_the_new_one_is_led_to_what_is_open(cast, as_, queued):
    lan, dung = as_(cast.lan), as_(cast.dung)
    answer = lan.post(PAGE, data=form(cast.dung))
    assert (answer.status_code, answer.location) == (303, "/o/k1/")
    assert chairs() == [cast.dung.member_id]
    assert lan.get(PAGE).status_code == 303
    assert dung.get(PAGE).status_code == 303
    assert as_(cast.lan).get(PAGE).status_code == 404
    assert "Xem việc đang mở khi nhận chức vụ bí thư" in as_(cast.dung).get("/o/k1/").text
    assert (
        "bàn giao chức vụ bí thư cho Trần Tiến Dũng" in as_(cast.dung).get("/o/k1/thong-bao").text
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"successor_id": ""}, "Hãy chọn người nhận."),
        ({"successor_id": "1"}, "có sẵn"),
        ({"from_on": "15/11/2026"}, "từ hôm nay trở đi"),
        ({"from_on": ""}, "Cần điền mục này."),
        ({"until_on": "15/11/2026"}, "sau ngày bắt đầu"),
    ],
)
def test_what_cannot_be_is_said_and_the_chair_stays(cast, as_, change, said):
    answer = as_(cast.lan).post(PAGE, data=form(cast.dung) | change)
    assert answer.status_code == 422
    assert said in answer.text
    assert chairs() == [cast.lan.member_id]
