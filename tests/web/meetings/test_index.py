"""The meetings of a year: /buoi-hop, and the one to be called: /buoi-hop/moi."""

import pytest
from sqlalchemy import delete, select

from tests.as_owner import from_outside
from tests.conftest import HTMX
from webapp.accounts.models import RoleGrant
from webapp.core.db import db
from webapp.meetings.models import Meeting

NEW = "/o/k1/buoi-hop/moi?thang=2026-11"


def filled(room, **changes):
    cast = room.cast
    return {
        "kind": "regular",
        "day": "27/11/2026",
        "hour": "15:00",
        "place": "Hội trường",
        "topic": "",
        "chair_id": str(cast.lan.member_id),
        "clerk_id": str(cast.hung.member_id),
    } | changes


def test_an_empty_year_says_so_and_offers_the_one_thing_to_do(as_, room):
    for_chair = as_(room.cast.lan).get("/o/k1/buoi-hop")
    assert for_chair.status_code == 200
    assert "Chưa có buổi sinh hoạt nào" in for_chair.text
    assert "buoi-hop/moi?thang=2026-11" in for_chair.text
    assert "buoi-hop/moi" not in as_(room.cast.binh).get("/o/k1/buoi-hop").text


def test_coming_and_past_meetings_are_told_apart(as_, room):
    room.call()
    coming = as_(room.cast.binh).get("/o/k1/buoi-hop").text
    assert "Sắp tới" in coming
    assert "Đã kết thúc" not in coming
    assert "15 giờ 00, thứ Sáu, 27/11/2026" in coming
    room.open().present().conclude().close()
    past = as_(room.cast.binh).get("/o/k1/buoi-hop?nam=2026").text
    assert "Sắp tới" not in past
    assert "Chưa có buổi sinh hoạt nào" in as_(room.cast.binh).get("/o/k1/buoi-hop?nam=2024").text


@pytest.mark.parametrize("year", ["abcd", "99999", "0000", "-1", "²²²²"])
def test_a_year_that_is_none_does_no_harm(as_, room, year):
    assert as_(room.cast.binh).get(f"/o/k1/buoi-hop?nam={year}").status_code == 200


def test_a_unit_without_anybody_to_preside_is_told_what_to_do(as_, room):
    from_outside(delete(RoleGrant))
    page = as_(room.cast.binh).get("/o/k1/buoi-hop").text
    assert "chưa có bí thư hoặc phó bí thư" in page
    assert as_(room.cast.lan).get(NEW).status_code == 404


def test_the_form_is_filled_in_from_plan_and_settings(as_, room):
    page = as_(room.cast.lan).get(NEW).text
    assert 'value="27/11/2026"' in page
    assert 'selected value="15:00"' in page
    assert "Nguyễn Thị Lan" in page


def test_the_chair_calls_a_meeting(as_, room, queued):
    answer = as_(room.cast.lan).post(NEW, data=filled(room))
    [meeting] = db.session.scalars(select(Meeting))
    assert answer.status_code == 303
    assert answer.location.endswith(f"/buoi-hop/{meeting.id}")
    assert "rollups.refresh_stale" in queued


@pytest.mark.parametrize("name", ["hung", "binh"])
def test_for_members_there_is_no_such_form(as_, room, name):
    person = getattr(room.cast, name)
    assert as_(person).get(NEW).status_code == 404
    assert as_(person).post(NEW, data=filled(room)).status_code == 404
    assert db.session.scalars(select(Meeting)).all() == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day": "31/02/2026"}, "31/02/2026"),
        ({"day": ""}, "Cần điền mục này."),
        ({"day": "27/11/2027"}, "quá xa tháng 11/2026"),
        ({"hour": "25:99"}, "không phải giờ hợp lệ"),
        ({"place": ""}, "Chưa ghi địa điểm."),
        ({"place": "Ðình làng"}, "Hãy gõ lại là “Đ”."),
        ({"place": "x" * 201}, "dài quá 200 ký tự"),
        ({"kind": "committee"}, "Hãy chọn loại sinh hoạt"),
        ({"kind": ""}, "Cần điền mục này."),
        ({"chair_id": "abc"}, "Hãy chọn"),
        ({"chair_id": "999999"}, "Người chủ trì phải là bí thư hoặc phó bí thư"),
        ({"clerk_id": "999999"}, "Thư ký phải là người đang sinh hoạt tại chi bộ."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(
    as_, room, changes, sentence
):
    data = filled(room, topic="Chủ đề đã gõ") | changes
    for headers in ({}, HTMX):
        page = as_(room.cast.lan).post(NEW, data=data, headers=headers)
        assert page.status_code == 422
        assert sentence in page.text
        assert "Chủ đề đã gõ" in page.text
    assert db.session.scalars(select(Meeting)).all() == []


def test_sent_twice_it_is_called_once(as_, room):
    client, data = as_(room.cast.lan), filled(room, idempotency_key="k-1")
    assert client.post(NEW, data=data).status_code == 303
    again = client.post(NEW, data=data)
    assert again.status_code == 303
    assert len(db.session.scalars(select(Meeting)).all()) == 1


def test_the_second_of_two_chairs_is_led_to_the_first_ones_meeting(as_, room):
    room.call()
    page = as_(room.cast.dung).post(NEW, data=filled(room, topic="Chủ đề đã gõ"))
    assert page.status_code == 409
    assert "đã được lên lịch" in page.text
    assert f"/buoi-hop/{room.meeting_id}" in page.text
    assert "Chủ đề đã gõ" in page.text


def test_a_month_already_called_leads_to_its_meeting(as_, room):
    room.call()
    assert as_(room.cast.lan).get(NEW).location.endswith(f"/buoi-hop/{room.meeting_id}")


@pytest.mark.parametrize("month", ["2026-13", "abc", "1999-01", "2026-1"])
def test_a_month_that_is_none_is_not_found(as_, room, month):
    assert as_(room.cast.lan).get(f"/o/k1/buoi-hop/moi?thang={month}").status_code == 404
