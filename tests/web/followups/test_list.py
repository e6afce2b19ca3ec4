"""The threads of a branch: /theo-doi, and a new one: /theo-doi/moi."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.cast import NOW
from tests.conftest import HTMX
from webapp.core.db import db
from webapp.followups import service
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessSource, WeaknessState
from webapp.notices.models import Notice
from webapp.texts.models import Text, TextKind


def point_out(scope, person, wording="Ít phát biểu.", due_on=None):
    weakness = service.point_out(
        scope,
        person.member_id,
        source=WeaknessSource.YEARLY_REVIEW,
        wording=wording,
        pointed_out_on=date(2026, 10, 2),
        due_on=due_on,
        now=NOW - timedelta(days=10),
    )
    return weakness.id


def filled(person, **changes):
    return {
        "member_id": str(person.member_id),
        "source": "yearly_review",
        "wording": "Chưa mạnh dạn góp ý.",
        "pointed_out_on": "02/10/2026",
        "due_on": "2026-12-20",
        "helper_id": "0",
    } | changes


def weaknesses():
    return db.session.scalars(select(Weakness)).all()


def test_the_committee_sees_all_and_members_their_own(as_, cast, scope_of):
    lan = scope_of(cast.lan)
    point_out(lan, cast.mai, "Của Mai.")
    point_out(lan, cast.binh, "Của Bình.")
    db.session.commit()
    for_committee = as_(cast.hung).get("/o/k1/theo-doi").text
    for_mai = as_(cast.mai).get("/o/k1/theo-doi").text
    assert "Của Mai." in for_committee
    assert "Của Bình." in for_committee
    assert "Của Mai." in for_mai
    assert "Của Bình." not in for_mai


def test_an_empty_list_says_so(as_, cast):
    client = as_(cast.binh)
    assert "Không có hạn chế nào đang theo dõi" in client.get("/o/k1/theo-doi").text
    closed = client.get("/o/k1/theo-doi?xem=da-khac-phuc").text
    assert "Chưa có hạn chế nào được xác nhận" in closed


def test_overdue_threads_are_marked(as_, cast, scope_of):
    point_out(scope_of(cast.lan), cast.mai, due_on=date(2026, 11, 10))
    assert "Quá hạn 6 ngày" in as_(cast.mai).get("/o/k1/theo-doi").text


def test_a_long_list_comes_in_pages_and_asks_the_same_of_the_database(as_, cast, scope_of, queries):
    client, lan = as_(cast.lan), scope_of(cast.lan)
    for number in range(10):
        point_out(lan, cast.mai, f"Hạn chế số {number}.")
    client.get("/o/k1/theo-doi")
    with queries() as few:
        client.get("/o/k1/theo-doi")
    for number in range(10, 100):
        point_out(lan, (cast.mai, cast.binh, cast.hung)[number % 3], f"Hạn chế số {number}.")
    with queries() as many:
        page = client.get("/o/k1/theo-doi?trang=2")
    assert "Dòng 26–50 trong 100" in page.text
    assert many.count == few.count <= 6


@pytest.mark.parametrize("page_number", ["0", "-3", "abc", "9999999"])
def test_a_page_that_is_none_shows_one_that_is(as_, cast, scope_of, page_number):
    point_out(scope_of(cast.lan), cast.mai)
    page = as_(cast.lan).get(f"/o/k1/theo-doi?trang={page_number}")
    assert "Ít phát biểu." in page.text


def test_a_superior_and_an_operator_see_no_thread(as_, cast):
    assert as_(cast.oanh).get("/o/db/theo-doi").status_code == 404
    assert as_(cast.van).get("/o/k1/theo-doi").status_code == 404


def test_the_committee_writes_down_a_weakness_and_the_member_is_told(as_, cast):
    answer = as_(cast.hung).post("/o/k1/theo-doi/moi", data=filled(cast.mai))

    [weakness] = weaknesses()
    assert answer.status_code == 303
    assert answer.location.endswith(f"/o/k1/theo-doi/{weakness.id}")
    assert (weakness.member_id, weakness.state) == (cast.mai.member_id, WeaknessState.OPEN)
    assert weakness.pointed_out_on == date(2026, 10, 2)
    notice = db.session.scalars(select(Notice).where(Notice.channel == "app")).one()
    assert notice.recipient_id == cast.mai.member_id
    assert "góp ý" not in str(notice.facts)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"wording": " "}, "Chưa ghi hạn chế được chỉ ra"),
        ({"source": "self"}, "chỉ dùng cho hạn chế của chính mình"),
        ({"source": "gossip"}, "Hãy chọn"),
        ({"pointed_out_on": "31/02/2026"}, "“31/02/2026” không phải ngày hợp lệ"),
        ({"pointed_out_on": "2027-01-01", "due_on": ""}, "một ngày đã qua hoặc hôm nay"),
        ({"due_on": "2026-09-01"}, "Hạn khắc phục phải sau ngày chỉ ra"),
        ({"wording": "a" * 5001}, "dài quá 5.000 ký tự"),
        ({"member_id": "987654"}, "Hãy chọn"),
        ({"helper_id": "987654"}, "Hãy chọn"),
    ],
)
def test_what_cannot_be_comes_back_with_its_reason(as_, cast, changes, sentence):
    data = filled(cast.mai, **changes)
    answer = as_(cast.lan).post("/o/k1/theo-doi/moi", data=data, headers=HTMX)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert data["wording"].strip() in answer.text
    assert "<html" not in answer.text
    assert weaknesses() == []


def test_sending_the_form_twice_opens_one_thread(as_, cast):
    client, data = as_(cast.lan), filled(cast.mai, idempotency_key="only-once")
    assert client.post("/o/k1/theo-doi/moi", data=data).status_code == 303
    assert client.post("/o/k1/theo-doi/moi", data=data).status_code == 303
    assert len(weaknesses()) == 1


def test_a_member_writes_down_an_own_weakness_only(as_, cast):
    client = as_(cast.binh)
    page = client.get("/o/k1/theo-doi/moi")
    assert "Phạm Thị Mai</option>" not in page.text.split('name="helper_id"')[0]
    own = client.post("/o/k1/theo-doi/moi", data=filled(cast.binh, source="self"))
    other = client.post("/o/k1/theo-doi/moi", data=filled(cast.mai, source="self"))
    assert (own.status_code, other.status_code) == (303, 422)
    [weakness] = weaknesses()
    assert (weakness.source, weakness.member_id) == (WeaknessSource.SELF, cast.binh.member_id)


def test_a_refused_thread_leaves_no_words_behind(as_, cast):
    as_(cast.lan).post("/o/k1/theo-doi/moi", data=filled(cast.mai, due_on="2020-01-01"))
    query = select(Text).where(Text.kind == TextKind.WEAKNESS)
    assert db.session.scalars(query).all() == []
