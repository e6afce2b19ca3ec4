"""Pages of leaving and arriving, from the search of a unit to the answer."""

import re

import pytest
from sqlalchemy import select

from tests.cast import join
from tests.service.transfers.moving import arrivals_in, departures_in
from webapp.accounts.models import Membership
from webapp.core import tenancy
from webapp.core.db import db
from webapp.transfers.models import Arrival, Departure
from webapp.transfers.rules import ArrivalState, DepartureState, TransferKind

LIST = "/o/k1/thanh-vien"
MOVES = f"{LIST}/chuyen-den"
OUT = {
    "destination_id": "0",
    "destination_name": "Chi bộ Tổ dân phố 5",
    "kind": "permanent",
    "from_on": "16/11/2026",
    "until_on": "",
    "reason": "Nghỉ hưu",
}


def leaving(person):
    return f"{LIST}/{person.member_id}/chuyen"


@pytest.fixture
def arrival(cast, as_):
    """Bình waits to be received in K2; the address there."""
    inside = OUT | {"destination_id": cast.k2.id, "destination_name": "", "search": "noi"}
    assert as_(cast.lan).post(leaving(cast.binh), data=inside).status_code == 303
    (row,) = arrivals_in(cast.k2)
    return f"/o/k2/thanh-vien/chuyen-den/{row.id}"


@pytest.mark.parametrize("typed", ["khoa noi", "Nội", "K2", "noi  CHI"])
def test_a_unit_is_found_by_name_or_code_without_marks(cast, as_, typed):
    page = as_(cast.lan).get(leaving(cast.binh), query_string={"tim": typed})
    assert re.findall(r'name="destination_id"[^>]* value="(\d+)"', page.text) == [
        str(cast.k2.id),
        "0",
    ]


def test_other_kinds_and_other_trees_are_not_offered(cast, as_):
    for typed in ("cong doan", "co so khac", "khoa kham benh"):
        page = as_(cast.lan).get(leaving(cast.binh), query_string={"tim": typed})
        assert "Không có đơn vị nào khớp." in page.text


def test_what_is_open_is_shown_before_anything_is_written(cast, as_):
    page = as_(cast.lan).get(leaving(cast.mai))
    assert f"/o/k1/bao-cao/{cast.report.id}" in page.text
    assert db.session.scalars(select(Departure.id)).all() == []


def test_who_left_for_outside_is_among_the_former(cast, as_):
    client = as_(cast.lan)
    answer = client.post(leaving(cast.binh), data=OUT)
    assert (answer.status_code, answer.location) == (303, MOVES)
    assert "Chi bộ Tổ dân phố 5" in client.get(MOVES).text
    assert "Hoàng Thanh Bình" in client.get(f"{LIST}?da-chuyen=1").text


def test_the_same_form_sent_twice_lets_somebody_go_once(cast, as_):
    client = as_(cast.lan)
    for _ in range(2):
        sent = client.post(leaving(cast.binh), data=OUT | {"idempotency_key": "one form"})
        assert sent.status_code == 303
    assert len(db.session.scalars(select(Departure.id)).all()) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"destination_id": ""}, "Hãy chọn nơi đến."),
        ({"destination_name": ""}, "chỉ một trong hai"),
        ({"kind": "temporary"}, "cần có ngày kết thúc"),
        ({"from_on": "31/02/2026"}, "31/02/2026"),
        ({"from_on": "01/01/2019"}, "trước ngày về đơn vị"),
        ({"reason": ""}, "Cần ghi lý do."),
        ({"reason": "a\u202eb"}, "ký tự ẩn"),
    ],
)
def test_what_cannot_be_is_said_and_nobody_leaves(cast, as_, change, said):
    answer = as_(cast.lan).post(leaving(cast.binh), data=OUT | change)
    assert answer.status_code == 422
    assert said in answer.text
    assert change.get("destination_name", OUT["destination_name"]) in answer.text
    assert db.session.scalars(select(Departure.id)).all() == []


@pytest.mark.parametrize("who", ["hung", "mai", "khanh"])
def test_only_those_who_lead_the_unit_let_somebody_go(cast, as_, who):
    client = as_(getattr(cast, who))
    assert client.get(leaving(cast.binh)).status_code == 404
    assert client.post(leaving(cast.binh), data=OUT).status_code == 404
    assert client.get(MOVES).status_code == 404


def test_the_destination_sees_name_contact_and_dates_and_receives(cast, as_, arrival):
    client = as_(cast.khanh)
    assert "Trả lời việc tiếp nhận 1 người chuyển đến" in client.get("/o/k2/").text
    page = client.get(arrival)
    assert "Hoàng Thanh Bình" in page.text
    assert cast.binh.email in page.text
    assert "Nghỉ hưu" not in page.text
    form = {"status": "official", "joined_on": "16/11/2026", "member_id": "0"}
    answer = client.post(f"{arrival}/tiep-nhan", data=form)
    assert answer.status_code == 303
    assert "Chính thức từ 16/11/2026" in client.get(answer.location).text
    assert as_(cast.binh).get("/o/k2/").status_code == 200
    assert as_(cast.binh).get("/o/k1/").status_code == 404
    again = client.post(f"{arrival}/tiep-nhan", data=form)
    assert again.status_code == 422


def test_a_refusal_is_a_duty_of_the_unit_of_origin(cast, as_, arrival):
    assert as_(cast.khanh).post(f"{arrival}/khong-tiep-nhan").status_code == 303
    (departure,) = departures_in(cast.k1)
    assert departure.state is DepartureState.REFUSED
    client = as_(cast.lan)
    assert "Nơi đến không tiếp nhận 1 người" in client.get("/o/k1/").text
    assert client.post(f"{LIST}/chuyen-di/{departure.id}/thu-lai").status_code == 303
    assert as_(cast.binh).get("/o/k1/").status_code == 200


def test_answers_that_cannot_be_are_said_and_nobody_is_received(cast, as_, arrival):
    client = as_(cast.khanh)
    form = {"status": "official", "joined_on": "15/11/2026", "member_id": "0"}
    for change, said in (
        ({}, "không trước ngày chuyển"),
        ({"member_id": str(cast.kien.member_id)}, "mục có sẵn"),
        ({"status": "left"}, "mục có sẵn"),
        ({"joined_on": ""}, "Cần điền mục này."),
    ):
        answer = client.post(f"{arrival}/tiep-nhan", data=form | change)
        assert answer.status_code == 422
        assert said in answer.text
    names = select(Membership.id).where(Membership.full_name == "Hoàng Thanh Bình")
    assert db.session.scalars(names).all() == []


@pytest.mark.parametrize("who", ["kien", "lan"])
def test_nobody_else_sees_or_answers_an_arrival(cast, as_, arrival, who):
    client = as_(getattr(cast, who))
    assert client.get(arrival).status_code == 404
    assert client.post(f"{arrival}/khong-tiep-nhan").status_code == 404
    assert db.session.scalar(select(Arrival.state)) is ArrivalState.WAITING


def test_a_long_list_needs_no_more_statements(cast, as_, queries):
    client = as_(cast.lan)
    _fill(cast, 2)
    client.get(MOVES)
    with queries() as few:
        client.get(MOVES)
    _fill(cast, 30)
    with queries() as many:
        page = client.get(MOVES)
    assert many.count == few.count
    assert 'href="/o/k1/thanh-vien/chuyen-den?trang=2"' in page.text


def _fill(cast, count):
    for number in range(count):
        name = f"Người Thứ {'abcdefghij'[number % 10]}{'xyzt'[number // 10]}"
        member_id = join(cast.k1, name, None, None)
        tenancy.bind(cast.k1.id)
        lasting = {"kind": TransferKind.PERMANENT, "from_on": "2026-11-01"}
        away = {"destination_name": "Nơi khác", "recorded_at": "2026-11-01T00:00:00Z"}
        key = {"organization_id": cast.k1.id, "member_id": member_id}
        db.session.add(Departure(state=DepartureState.RECORDED, **lasting, **away, **key))
        db.session.commit()


@pytest.fixture
def from_above(cast, as_):
    """Oanh, who holds an office above, leaves K2 for K1; the address there."""
    there = join(cast.k2, cast.oanh.full_name, cast.oanh.email, cast.oanh.account_id)
    inside = OUT | {"destination_id": cast.k1.id, "destination_name": "", "search": "kham"}
    answer = as_(cast.khanh).post(f"/o/k2/thanh-vien/{there}/chuyen", data=inside)
    assert answer.status_code == 303
    (row,) = arrivals_in(cast.k1)
    return f"/o/k1/thanh-vien/chuyen-den/{row.id}"


RECEIVED = {"status": "official", "joined_on": "16/11/2026", "member_id": "0"}


def test_who_holds_an_office_above_is_shown_as_such_and_received_by_the_chair(
    cast, as_, from_above
):
    client = as_(cast.lan)
    assert f"Người này đang giữ chức vụ ở cấp trên: {cast.db.name}" in client.get(from_above).text
    assert client.post(f"{from_above}/tiep-nhan", data=RECEIVED).status_code == 303
    (row,) = arrivals_in(cast.k1)
    assert row.state is ArrivalState.ACCEPTED
    log = client.get("/o/k1/nhat-ky").text
    assert "nhận vào đơn vị người đang giữ chức vụ ở cấp trên" in log
    inbox = as_(cast.binh).get("/o/k1/thong-bao").text
    assert f"Ngô Kiều Oanh, đang giữ chức vụ ở {cast.db.name}" in inbox


def test_a_deputy_is_offered_no_form_for_them_and_receives_nobody(cast, as_, from_above):
    client = as_(cast.dung)
    page = client.get(from_above).text
    assert "Chỉ bí thư tiếp nhận được" in page
    assert f"{from_above}/tiep-nhan" not in page
    assert client.post(f"{from_above}/tiep-nhan", data=RECEIVED).status_code == 422
    (row,) = arrivals_in(cast.k1)
    assert row.state is ArrivalState.WAITING
    assert as_(cast.oanh).get("/o/k1/").status_code == 404
