"""Times away: /ke-hoach/bao-vang."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.cast import NOW, join
from tests.conftest import HTMX
from webapp.core.db import db
from webapp.plans.absences.rules import AbsenceKind
from webapp.plans.models import BlockedPeriod

HERE = "/o/k1/ke-hoach/bao-vang"
TYPED = {"from_on": "2026-12-10", "until_on": "05/01/2027", "kind": "leave"}


def stored():
    return db.session.scalars(select(BlockedPeriod)).all()


def test_a_member_tells_a_time_away_and_sees_it(as_, cast):
    client = as_(cast.mai)
    answer = client.post(HERE, data=TYPED)
    assert answer.status_code == 303
    [row] = stored()
    assert (row.member_id, row.from_on, row.until_on) == (
        cast.mai.member_id,
        date(2026, 12, 10),
        date(2027, 1, 5),
    )
    assert "10/12/2026 – 05/01/2027" in client.get(HERE).text
    assert "10/12/2026" not in as_(cast.binh).get(HERE).text


def test_a_member_tells_nothing_for_somebody_else(as_, cast):
    as_(cast.mai).post(HERE, data=TYPED | {"member_id": cast.binh.member_id})
    assert [row.member_id for row in stored()] == [cast.mai.member_id]


def test_the_chair_tells_it_for_a_member(as_, cast):
    client = as_(cast.lan)
    assert client.post(HERE, data=TYPED | {"member_id": cast.binh.member_id}).status_code == 303
    assert [row.member_id for row in stored()] == [cast.binh.member_id]
    assert "Hoàng Thanh Bình: 10/12/2026 – 05/01/2027" in client.get(HERE).text
    page = client.get("/o/k1/phan-cong/2026-12").text
    assert "Báo vắng tháng này: nghỉ phép, nghỉ chế độ" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"from_on": "31/02/2027"}, "31/02/2027"),
        ({"from_on": ""}, "Cần điền mục này."),
        ({"kind": "holiday"}, "Hãy chọn"),
        ({"until_on": "2026-12-01"}, "Ngày cuối phải từ ngày đầu trở đi."),
    ],
)
def test_what_cannot_be_is_said_and_the_rest_kept(as_, cast, typed, sentence):
    answer = as_(cast.mai).post(HERE, data=TYPED | typed, headers=HTMX)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "<html" not in answer.text
    if "until_on" not in typed:
        assert 'value="05/01/2027"' in answer.text
    assert stored() == []


def test_the_form_sent_twice_tells_it_once(as_, cast):
    client, data = as_(cast.mai), TYPED | {"idempotency_key": "one-form"}
    assert [client.post(HERE, data=data).status_code for _ in range(2)] == [303, 303]
    assert len(stored()) == 1


def test_a_time_away_is_ended_by_its_member_alone_or_by_who_leads(as_, cast):
    as_(cast.mai).post(HERE, data=TYPED)
    address = f"{HERE}/{stored()[0].id}/het"
    assert as_(cast.binh).post(address).status_code == 404
    assert as_(cast.khanh).post(address).status_code == 404
    assert as_(cast.mai).post(address).status_code == 303
    assert stored() == []


def test_a_superior_has_no_such_page(as_, cast):
    assert as_(cast.oanh).get("/o/db/ke-hoach/bao-vang").status_code == 404


def test_the_list_asks_the_same_of_the_database_for_ten_times_the_rows(as_, cast, queries):
    client = as_(cast.lan)
    client.get(HERE)
    with queries() as few:
        client.get(HERE)
    days = {"from_on": date(2026, 12, 1), "until_on": date(2026, 12, 5), "told_at": NOW}
    for number in range(50):
        member_id = join(cast.k1, f"Người Thứ {number}", None, None)
        row = BlockedPeriod(member_id=member_id, kind=AbsenceKind.OTHER, **days)
        row.organization_id = cast.k1.id
        db.session.add(row)
    db.session.commit()
    with queries() as many:
        assert "Người Thứ 49: 01/12/2026" in client.get(HERE).text
    assert many.count == few.count <= 5
