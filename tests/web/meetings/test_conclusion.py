"""The chair's conclusion: /buoi-hop/<id>/ket-luan/<report>."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.cast import NOW
from tests.conftest import HTMX
from webapp.core.db import db
from webapp.followups import service as followups
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessSource, WeaknessState
from webapp.meetings.models import Commendation, Conclusion


@pytest.fixture
def heard(room):
    """Mai has presented, with one thread open from the yearly review."""
    room.thread_id = followups.point_out(
        room.lan,
        room.cast.mai.member_id,
        source=WeaknessSource.YEARLY_REVIEW,
        wording="Ít phát biểu.",
        pointed_out_on=date(2026, 10, 2),
        now=NOW,
    ).id
    return room.call().open().present()


@pytest.fixture
def address(heard, here):
    """The address of the conclusion on Mai's report."""
    return here(f"/ket-luan/{heard.report_id}")


def typed(room, **changes):
    return {
        "text": "Báo cáo nghiêm túc.",
        f"thread-{room.thread_id}-answer": "put_right",
        f"thread-{room.thread_id}-note": "Đã thấy tiến bộ.",
        "commendations-0": "Giúp đồng nghiệp mới.",
        "weaknesses-0-wording": "Chưa nêu thời hạn.",
        "weaknesses-0-due_on": "31/12/2026",
        "weaknesses-0-helper_id": str(room.cast.binh.member_id),
    } | changes


def test_the_form_shows_opinions_and_open_threads(as_, heard, address):
    heard.say("Cần nói rõ hơn.")
    page = as_(heard.cast.lan).get(address).text
    assert "Cần nói rõ hơn." in page
    assert "Ít phát biểu." in page
    assert 'value="carry" checked' in page or 'checked class="form-check-input"' in page


def test_everything_the_chair_concludes_is_kept(as_, heard, address):
    answer = as_(heard.cast.lan).post(address, data=typed(heard))
    assert answer.location.endswith("/ket-thuc")
    assert len(db.session.scalars(select(Conclusion)).all()) == 1
    assert len(db.session.scalars(select(Commendation)).all()) == 1
    old, new = db.session.scalars(select(Weakness).order_by(Weakness.id))
    assert (old.state, new.state) == (WeaknessState.CONFIRMED, WeaknessState.OPEN)
    assert (new.due_on, new.helper_id) == (date(2026, 12, 31), heard.cast.binh.member_id)
    page = as_(heard.cast.binh).get(answer.location.replace("ket-thuc", "dien-bien")).text
    assert "Báo cáo nghiêm túc." in page
    assert "Giúp đồng nghiệp mới." in page


def test_a_thread_that_is_gone_on_with_gets_another_day(as_, heard, address):
    lan, row = as_(heard.cast.lan), f"thread-{heard.thread_id}"
    carried = typed(heard, **{f"{row}-answer": "carry", f"{row}-due_on": "31/01/2027"})
    assert lan.post(address, data=carried | {f"{row}-due_on": "01/11/2026"}).status_code == 422
    assert lan.post(address, data=carried).status_code == 303
    old = db.session.get_one(Weakness, (heard.cast.k1.id, heard.thread_id))
    assert (old.state, old.due_on) == (WeaknessState.OPEN, date(2027, 1, 31))


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("more", ["viec-tot", "han-che"])
def test_rows_grow_without_scripts_and_keep_what_was_typed(as_, heard, address, more, headers):
    page = as_(heard.cast.lan).post(address, data=typed(heard, them=more), headers=headers)
    assert page.status_code == 200
    assert "Báo cáo nghiêm túc." in page.text
    assert "Giúp đồng nghiệp mới." in page.text
    assert "Đã thấy tiến bộ." in page.text
    assert ("commendations-1" in page.text) == (more == "viec-tot")
    assert ("weaknesses-1-wording" in page.text) == (more == "han-che")
    assert db.session.scalars(select(Conclusion)).all() == []


def test_there_are_at_most_ten_rows(as_, heard, address):
    rows = {f"commendations-{n}": f"Việc {n}" for n in range(14)}
    page = as_(heard.cast.lan).post(address, data=typed(heard, them="viec-tot") | rows)
    assert "commendations-9" in page.text
    assert "commendations-10" not in page.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": " "}, "Chưa ghi kết luận."),
        ({"text": "x" * 10_001}, "dài quá 10.000 ký tự"),
        ({"commendations-0": "x" * 10_001}, "dài quá 10.000 ký tự"),
        ({"weaknesses-0-wording": ""}, "Chưa ghi hạn chế được chỉ ra."),
        ({"weaknesses-0-due_on": "01/11/2026"}, "Hạn khắc phục phải sau ngày chỉ ra"),
        ({"weaknesses-0-due_on": "31/02/2027"}, "31/02/2027"),
        ({"weaknesses-0-helper_id": "987654"}, "Người giúp đỡ phải là"),
    ],
)
def test_what_is_wrong_is_named_in_its_row_and_nothing_is_kept(
    as_, heard, address, changes, sentence
):
    for headers in ({}, HTMX):
        page = as_(heard.cast.lan).post(address, data=typed(heard) | changes, headers=headers)
        assert page.status_code == 422
        assert sentence in page.text
        assert "Có 1 mục cần sửa" in page.text
        assert "Đã thấy tiến bộ." in page.text
        assert 'aria-invalid="true"' in page.text
    assert db.session.scalars(select(Conclusion)).all() == []
    assert len(db.session.scalars(select(Weakness)).all()) == 1


def test_a_thread_without_an_answer_is_asked_for(as_, heard, address):
    data = typed(heard) | {f"thread-{heard.thread_id}-answer": "maybe"}
    page = as_(heard.cast.lan).post(address, data=data)
    assert page.status_code == 422
    assert "đã khắc phục, hoặc tiếp tục theo dõi" in page.text


def test_sent_twice_it_is_kept_once(as_, heard, address):
    chair, data = as_(heard.cast.lan), typed(heard, idempotency_key="once")
    for _time in range(2):
        assert chair.post(address, data=data).status_code == 303
    assert len(db.session.scalars(select(Conclusion)).all()) == 1


def test_a_second_conclusion_is_refused_with_what_was_typed(as_, heard, address):
    as_(heard.cast.lan).post(address, data=typed(heard))
    page = as_(heard.cast.dung).post(address, data=typed(heard, text="Kết luận khác."))
    assert page.status_code == 422
    assert "Báo cáo này đã có kết luận." in page.text
    assert "Kết luận khác." in page.text
    assert as_(heard.cast.dung).get(address).location.endswith("/dieu-hanh")


def test_before_the_report_was_heard_there_is_nothing_to_conclude(as_, room, here):
    room.call().open()
    chair, address = as_(room.cast.lan), here(f"/ket-luan/{room.report_id}")
    assert chair.get(address).location.endswith("/dieu-hanh")
    refused = chair.post(address, data={"text": "Đã gõ."})
    assert refused.status_code == 422
    assert "chưa được trình bày" in refused.text
    assert "Đã gõ." in refused.text


@pytest.mark.parametrize("name", ["hung", "mai", "binh"])
def test_only_leaders_conclude(as_, heard, address, name):
    client = as_(getattr(heard.cast, name))
    assert client.get(address).status_code == 404
    assert client.post(address, data=typed(heard)).status_code == 404
    assert db.session.scalars(select(Conclusion)).all() == []
