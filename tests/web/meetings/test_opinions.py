"""Opinions: /ghi-y-kien for chair and clerk, /y-kien for members, /gac-lai, /khoi-phuc."""

import pytest
from sqlalchemy import select

from tests.conftest import HTMX
from webapp.core.db import db
from webapp.meetings.models import Opinion


@pytest.fixture
def heard(room):
    """Mai has presented."""
    return room.call().open().present()


def said(room, text="Cần nói rõ hơn.", speaker="binh", **more):
    person = getattr(room.cast, speaker)
    ids = {"report_id": str(room.report_id), "speaker_id": str(person.member_id)}
    return ids | {"text": text} | more


def opinions():
    return db.session.scalars(select(Opinion).order_by(Opinion.id)).all()


def test_the_clerk_writes_down_what_was_said(as_, heard, here):
    clerk = as_(heard.cast.hung)
    assert clerk.post(here("/ghi-y-kien"), data=said(heard)).location.endswith("/dieu-hanh")
    [row] = opinions()
    assert (row.speaker_id, row.recorded_by) == (
        heard.cast.binh.member_id,
        heard.cast.hung.member_id,
    )
    assert "Cần nói rõ hơn." in clerk.get(here("/dieu-hanh")).text


def test_by_htmx_the_form_comes_back_empty_and_the_page_is_told(as_, heard, here):
    answer = as_(heard.cast.hung).post(here("/ghi-y-kien"), data=said(heard), headers=HTMX)
    assert answer.status_code == 200
    assert 'id="opinion-form"' in answer.text
    assert "Cần nói rõ hơn." not in answer.text
    assert answer.headers["HX-Trigger"] == "said"
    assert "Đã ghi ý kiến." in answer.text


def test_a_member_writes_an_own_opinion_whatever_the_form_says(as_, heard, here):
    member, data = as_(heard.cast.binh), said(heard, speaker="mai")
    assert member.post(here("/y-kien"), data=data).location.endswith("/dien-bien")
    assert [row.speaker_id for row in opinions()] == [heard.cast.binh.member_id]
    assert member.post(here("/ghi-y-kien"), data=data).status_code == 422
    assert len(opinions()) == 1


def test_sent_twice_it_is_kept_once(as_, heard, here):
    clerk, data = as_(heard.cast.hung), said(heard, idempotency_key="twice")
    for _time in range(2):
        assert clerk.post(here("/ghi-y-kien"), data=data).status_code == 303
    assert len(opinions()) == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": " "}, "Chưa ghi ý kiến."),
        ({"text": "x" * 10_001}, "dài quá 10.000 ký tự"),
        ({"speaker_id": "0", "text": "Đã gõ."}, "Hãy chọn người có ý kiến"),
        ({"speaker_id": "abc", "text": "Đã gõ."}, "Hãy chọn người có ý kiến"),
        ({"speaker_id": "987654", "text": "Đã gõ."}, "Hãy chọn người có ý kiến"),
    ],
)
def test_a_refused_opinion_stays_in_its_field(as_, heard, here, changes, sentence):
    data = said(heard) | changes
    for headers in ({}, HTMX):
        page = as_(heard.cast.hung).post(here("/ghi-y-kien"), data=data, headers=headers)
        assert page.status_code == 422
        assert sentence in page.text
        assert data["text"].strip() in page.text
    assert opinions() == []


def test_an_opinion_after_the_end_is_refused_and_what_was_typed_comes_back(as_, heard, here):
    heard.conclude().close()
    page = as_(heard.cast.binh).post(here("/y-kien"), data=said(heard, "Đã gõ lâu."))
    assert page.status_code == 422
    assert "đã kết thúc" in page.text
    assert "Đã gõ lâu." in page.text
    assert opinions() == []


def test_before_the_meeting_too(as_, room, here):
    room.call()
    page = as_(room.cast.binh).post(here("/y-kien"), data=said(room, "Đã gõ sớm."))
    assert page.status_code == 422
    assert "chưa bắt đầu" in page.text
    assert "Đã gõ sớm." in page.text


def test_a_foreign_report_is_not_found(as_, heard, here):
    data = said(heard, report_id="987654")
    assert as_(heard.cast.hung).post(here("/ghi-y-kien"), data=data).status_code == 404


def test_the_chair_sets_an_opinion_aside_and_lets_it_count_again(as_, heard, here):
    opinion = heard.say("Lời gây chia rẽ.")
    address, chair = here(f"/y-kien/{opinion.id}"), as_(heard.cast.lan)
    assert "Lời gây chia rẽ." in chair.get(f"{address}/gac-lai").text
    empty = chair.post(f"{address}/gac-lai", data={"reason": " "})
    assert empty.status_code == 422
    assert "Chưa ghi lý do gác lại." in empty.text
    chair.post(f"{address}/gac-lai", data={"reason": "Không xây dựng."})
    for_member = as_(heard.cast.binh).get(here("/dien-bien")).text
    assert "Một ý kiến đã được gác lại." in for_member
    assert "Lời gây chia rẽ." not in for_member
    assert "Không xây dựng." not in for_member
    for_clerk = as_(heard.cast.hung).get(here("/dieu-hanh")).text
    assert "Lời gây chia rẽ." in for_clerk
    assert "Không xây dựng." in for_clerk
    chair.post(f"{address}/khoi-phuc")
    assert "Lời gây chia rẽ." in as_(heard.cast.binh).get(here("/dien-bien")).text


def test_setting_aside_twice_keeps_what_was_typed(as_, heard, here):
    opinion = heard.say()
    address, chair = here(f"/y-kien/{opinion.id}/gac-lai"), as_(heard.cast.lan)
    chair.post(address, data={"reason": "Không xây dựng."})
    again = chair.post(address, data={"reason": "Lý do thứ hai."})
    assert again.status_code == 422
    assert "Ý kiến này đã được gác lại." in again.text
    assert "Lý do thứ hai." in again.text


@pytest.mark.parametrize("name", ["hung", "binh"])
def test_only_leaders_set_aside(as_, heard, here, name):
    opinion, client = heard.say(), as_(getattr(heard.cast, name))
    for path in ("gac-lai", "khoi-phuc"):
        address = here(f"/y-kien/{opinion.id}/{path}")
        assert client.post(address, data={"reason": "Không."}).status_code == 404
    assert opinions()[0].set_aside_at is None


def test_an_opinion_of_nobody_is_not_found(as_, heard, here):
    chair = as_(heard.cast.lan)
    assert chair.get(here("/y-kien/987654/gac-lai")).status_code == 404
    assert chair.post(here("/y-kien/987654/khoi-phuc")).status_code == 404
