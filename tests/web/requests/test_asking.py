"""Ask for a change: /doi-luot/luot/<turn>/xin-doi, xin-hoan, xin-thoi and thay-nguoi."""

import pytest

from tests.conftest import HTMX
from tests.service.requests.conftest import DECEMBER, NOVEMBER
from webapp.core.db import db
from webapp.reports.models import SelfReport

ALL = ("xin-doi", "xin-hoan", "xin-thoi", "thay-nguoi")


def test_a_member_asks_for_a_swap_without_scripts(
    as_, cast, november, december, wish, states, events, told
):
    client = as_(cast.mai)
    page = client.get(wish(november, "xin-doi"))
    assert "tháng 12/2026: Hoàng Thanh Bình" in page.text
    data = {"other_turn_id": december, "reason": "Trùng lịch trực đêm."}
    answer = client.post(wish(november, "xin-doi"), data=data)

    assert answer.status_code == 303
    assert states() == [("swap", "asked")]
    assert events() == ["turn_requested"]
    assert told("turn_requested") == [cast.binh.member_id]
    shown = client.get(answer.location)
    assert "đang chờ Hoàng Thanh Bình trả lời" in shown.text
    assert "Trùng lịch trực đêm." in shown.text


def test_with_scripts_the_browser_is_led_on(as_, cast, november, wish):
    data = {"reason": "Nghỉ ốm."}
    answer = as_(cast.mai).post(wish(november, "xin-thoi"), data=data, headers=HTMX)
    assert answer.status_code == 204
    assert "/o/k1/doi-luot/" in answer.headers["HX-Redirect"]


@pytest.mark.parametrize(
    ("what", "data", "said"),
    [
        ("xin-doi", {"reason": "Bận."}, "Chưa chọn người."),
        ("xin-hoan", {"reason": "Bận."}, "Chưa chọn tháng"),
        ("xin-hoan", {"reason": "Bận.", "month": "2026-10"}, "Chưa chọn tháng"),
        ("thay-nguoi", {"reason": "Bận.", "other_member_id": "abc"}, "Chưa chọn người."),
        ("xin-thoi", {"reason": "  "}, "Cần ghi lý do."),
        ("xin-thoi", {"reason": "x" * 5001}, "dài quá 5.000 ký tự"),
    ],
)
def test_what_is_missing_is_said_beside_the_field_and_the_rest_kept(
    as_, cast, november, wish, states, what, data, said
):
    page = as_(cast.mai).post(wish(november, what), data=data, headers=HTMX)
    assert page.status_code == 422
    assert said in page.text
    assert "<html" not in page.text
    assert data["reason"].strip() in page.text
    assert states() == []


def test_sending_the_form_twice_asks_once(as_, cast, november, wish, states):
    data = {"reason": "Nghỉ ốm.", "idempotency_key": "once"}
    client = as_(cast.mai)
    for _ in range(2):
        assert client.post(wish(november, "xin-thoi"), data=data).status_code == 303
    assert states() == [("decline", "asked")]


def test_a_second_request_about_the_same_turn_is_refused(as_, cast, november, wish, states):
    client, data = as_(cast.mai), {"reason": "Nghỉ ốm."}
    client.post(wish(november, "xin-thoi"), data=data)
    page = client.post(wish(november, "xin-thoi"), data=data)
    assert page.status_code == 422
    assert "đang có một đề nghị chờ trả lời" in page.text
    assert len(states()) == 1


def test_the_chair_arranges_a_replacement_at_once(as_, cast, november, wish, ahead, states):
    data = {"other_member_id": cast.binh.member_id, "reason": "Đi công tác.", "at_once": "y"}
    answer = as_(cast.lan).post(wish(november, "thay-nguoi"), data=data)
    assert (answer.status_code, states()) == (303, [("replace", "granted")])
    assert ahead(NOVEMBER) == [("binh", "standing", "assigned")]


def test_the_chair_declines_for_a_member_and_names_somebody(as_, cast, november, wish, ahead):
    data = {"reason": "Nằm viện.", "at_once": "y", "replacement_id": cast.binh.member_id}
    assert as_(cast.lan).post(wish(november, "xin-thoi"), data=data).status_code == 303
    assert ahead(NOVEMBER) == [("binh", "standing", "assigned")]


def test_what_the_chair_writes_down_is_marked_and_told(as_, cast, november, wish, told):
    data = {"reason": "Nằm viện.", "month": "2026-12", "on_behalf": "y"}
    answer = as_(cast.lan).post(wish(november, "xin-hoan"), data=data)
    assert "Đề nghị được ghi thay Phạm Thị Mai" in as_(cast.mai).get(answer.location).text
    assert told("turn_request_entered") == [cast.mai.member_id]


def test_members_can_neither_decide_at_once_nor_ask_about_another_ones_turn(
    as_, cast, november, december, wish, states, ahead
):
    data = {"reason": "Bận.", "at_once": "y", "other_member_id": cast.binh.member_id}
    as_(cast.mai).post(wish(november, "thay-nguoi"), data=data)
    assert states() == [("replace", "asked")]
    for person in (cast.mai, cast.hung):
        for what in ALL:
            assert as_(person).get(wish(december, what)).status_code == 404
            assert as_(person).post(wish(december, what), data=data).status_code == 404
    assert ahead(DECEMBER) == [("binh", "standing", "volunteered")]


def test_nothing_else_can_be_asked_for(as_, cast, november, wish):
    assert as_(cast.mai).get(wish(november, "xin-gi-do")).status_code == 404


def test_a_swap_offers_no_turn_whose_report_is_handed_in(
    as_, cast, november, december, wish, place
):
    other = place(cast.hung, DECEMBER.replace(year=2027, month=2))
    db.session.query(SelfReport).filter_by(turn_id=other).update({"state": "submitted"})
    page = as_(cast.mai).get(wish(november, "xin-doi")).text
    assert f'value="{december}"' in page
    assert f'value="{other}"' not in page


def test_the_form_asks_the_same_of_the_database_for_many_turns(
    as_, cast, november, december, wish, place, queries
):
    client, address = as_(cast.mai), wish(november, "xin-doi")
    client.get(address)
    with queries() as few:
        client.get(address)
    for number in range(10):
        place(cast.hung, DECEMBER.replace(year=2027, month=number + 1))
    with queries() as many:
        page = client.get(address)
    assert "Lê Văn Hùng" in page.text
    assert many.count == few.count <= 7
