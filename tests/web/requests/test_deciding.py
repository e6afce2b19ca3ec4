"""Answer and decide: /doi-luot/<request> and the acts on it."""

import pytest
from sqlalchemy import select

from tests.conftest import HTMX
from tests.service.requests.conftest import DECEMBER, NOVEMBER
from webapp.core.db import db
from webapp.notices.models import Notice

ACTS = ("dong-y", "khong-nhan", "rut-lai", "chap-thuan", "khong-chap-thuan")


def test_a_swap_is_agreed_to_and_granted(as_, cast, swap, at, ahead, states, queued):
    page = as_(cast.binh).post(at(swap, "dong-y"), headers=HTMX)
    assert page.status_code == 200
    assert f'id="request-{swap}"' in page.text
    assert "<html" not in page.text
    assert states() == [("swap", "agreed")]

    answer = as_(cast.lan).post(at(swap, "chap-thuan"))
    assert (answer.status_code, answer.location) == (303, at(swap))
    assert ahead(NOVEMBER) == [("binh", "standing", "volunteered")]
    assert ahead(DECEMBER) == [("mai", "standing", "assigned")]
    assert "rollups.refresh_stale" in queued


def test_nothing_is_granted_before_the_other_has_agreed(as_, cast, swap, at, states, ahead):
    assert as_(cast.lan).post(at(swap, "chap-thuan")).status_code == 422
    assert states() == [("swap", "asked")]
    assert ahead(NOVEMBER) == [("mai", "standing", "assigned")]


def test_the_other_does_not_agree_with_a_word(as_, cast, swap, at, states, told):
    data = {"words": "Cũng bận."}
    assert as_(cast.binh).post(at(swap, "khong-nhan"), data=data).status_code == 303
    assert states() == [("swap", "refused")]
    assert told("turn_request_disagreed") == [cast.mai.member_id]
    assert "Cũng bận." in as_(cast.mai).get(at(swap)).text


def test_the_chair_refuses_with_a_reason_only(as_, cast, swap, at, states, told):
    lan = as_(cast.lan)
    page = lan.post(at(swap, "khong-chap-thuan"), data={"reason": " "}, headers=HTMX)
    assert (page.status_code, "Cần ghi lý do." in page.text) == (422, True)
    assert states() == [("swap", "asked")]
    lan.post(at(swap, "khong-chap-thuan"), data={"reason": "Đã in tài liệu."})
    assert states() == [("swap", "refused")]
    assert told("turn_request_refused") == sorted([cast.mai.member_id, cast.binh.member_id])


def test_whoever_asked_takes_it_back(as_, cast, swap, at, states, told):
    assert as_(cast.mai).post(at(swap, "rut-lai")).status_code == 303
    assert states() == [("swap", "taken_back")]
    assert told("turn_request_closed") == [cast.binh.member_id]
    assert as_(cast.mai).post(at(swap, "rut-lai")).status_code == 422


def test_the_chair_enters_what_somebody_without_a_telephone_says(as_, cast, swap, at, states):
    lan = as_(cast.lan)
    assert "Ghi: đồng ý" in lan.get(at(swap)).text
    lan.post(at(swap, "dong-y"))
    assert states() == [("swap", "agreed")]
    assert "nhập hộ" in as_(cast.binh).get(at(swap)).text


def test_a_declined_turn_is_granted_with_a_replacement(as_, cast, mai, november, at, ahead):
    request = mai.ask(november, "decline")
    db.session.commit()
    lan = as_(cast.lan)
    assert "Người báo cáo thay" in lan.get(at(request)).text
    data = {"replacement_id": cast.binh.member_id}
    assert lan.post(at(request, "chap-thuan"), data=data).status_code == 303
    assert ahead(NOVEMBER) == [("binh", "standing", "assigned")]


def test_who_may_not_report_replaces_nobody_and_the_choice_comes_back(
    as_, cast, mai, november, at, states
):
    request = mai.ask(november, "decline")
    db.session.commit()
    data = {"replacement_id": cast.phuc.member_id}
    page = as_(cast.lan).post(at(request, "chap-thuan"), data=data)
    assert (page.status_code, states()) == (422, [("decline", "asked")])
    assert "không thuộc diện báo cáo" in page.text


@pytest.mark.parametrize("name", ["khanh", "oanh", "phuc"])
def test_strangers_find_nothing(as_, cast, swap, at, states, name):
    person = as_(getattr(cast, name))
    assert person.get(at(swap)).status_code == 404
    for act in ACTS:
        assert person.post(at(swap, act)).status_code == 404
    assert states() == [("swap", "asked")]


def test_a_member_it_does_not_concern_sees_neither_turn_nor_request(
    as_, cast, acts, place, mai, november, at
):
    request = mai.ask(november, "decline", "Nghỉ ốm.")
    db.session.commit()
    binh = as_(cast.binh)
    assert binh.get(at(request)).status_code == 404
    assert binh.get(f"/o/k1/doi-luot/luot/{november}").status_code == 404
    assert "Nghỉ ốm." not in binh.get("/o/k1/ke-hoach/2026-11").text
    assert "Phạm Thị Mai xin thôi" not in binh.get("/o/k1/doi-luot").text


def test_the_committee_reads_but_does_not_decide(as_, cast, swap, at, states):
    hung = as_(cast.hung)
    page = hung.get(at(swap))
    assert "Trùng lịch trực đêm." in page.text
    assert "Chấp thuận</button>" not in page.text
    for act in ACTS:
        assert hung.post(at(swap, act), data={"reason": "x"}).status_code in (404, 422)
    assert states() == [("swap", "asked")]


def test_no_notice_carries_a_reason(as_, cast, swap, at):
    as_(cast.binh).post(at(swap, "dong-y"))
    as_(cast.lan).post(at(swap, "chap-thuan"))
    facts = db.session.scalars(select(Notice.facts)).all()
    assert facts
    assert not any("trực đêm" in str(one) for one in facts)
