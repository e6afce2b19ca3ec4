"""/o/<code>/don-vi/<unit>/sap-nhap: choose, look, confirm; and what the other chair takes up."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests.cast import join
from tests.conftest import HTMX
from webapp.accounts.models import Membership
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.transfers.models import Arrival, CarriedThread
from webapp.transfers.rules import ArrivalState

HERE = "/o/db/don-vi/k2/sap-nhap"
TYPED = {"into": "k1", "reason": "Quyết định 15"}
LIST = "/o/k1/tu-don-vi-cu"
ARRIVALS = "/o/k1/thanh-vien/chuyen-den"


def closed(cast):
    return db.session.get_one(Organization, cast.k2.id).closed_on is not None


@pytest.fixture
def carried(cast):
    """Bình brought a thread along from K2."""
    with tenancy.tenant(cast.k1.id):
        thread = CarriedThread(
            organization_id=cast.k1.id,
            member_id=cast.binh.member_id,
            from_id=cast.k2.id,
            pointed_out_on=date(2026, 9, 27),
            due_on=date(2026, 12, 1),
        )
        db.session.add(thread)
        db.session.commit()
        return thread.id


def test_first_the_other_unit_is_chosen_among_those_of_its_kind(as_, cast):
    page = as_(cast.duc).get(HERE).text
    assert "Chi bộ Khoa Khám bệnh (k1)" in page
    assert "Tổ công đoàn" not in page


def test_then_what_will_happen_is_told_and_nothing_has(as_, cast):
    page = as_(cast.duc).get(f"{HERE}?into=k1").text
    assert "2 người chờ Chi bộ Khoa Khám bệnh tiếp nhận từng người" in page
    assert "Việc sáp nhập không hoàn tác được." in page
    assert not closed(cast)


def test_then_it_is_done(as_, cast, queued):
    client = as_(cast.duc)
    assert client.post(HERE, data=TYPED).location == "/o/db/don-vi/k2"
    page = client.get("/o/db/don-vi/k2").text
    assert "Đã sáp nhập Chi bộ Khoa Nội vào Chi bộ Khoa Khám bệnh: 2 người chờ tiếp nhận." in page
    assert "sáp nhập vào Chi bộ Khoa Khám bệnh. Lý do: Quyết định 15" in page
    assert "Mở lại đơn vị" not in page
    assert "rollups.refresh_stale" in queued
    with tenancy.tenant(cast.k1.id):
        assert db.session.scalar(select(func.count()).select_from(Membership)) == 6
        assert db.session.scalar(select(func.count()).select_from(Arrival)) == 2


@pytest.mark.parametrize(
    ("typed", "status"),
    [({"reason": ""}, 422), ({"into": "cd"}, 422), ({"into": "xa"}, 422), ({"into": ""}, 422)],
)
def test_what_can_not_be_merged_is_told(as_, cast, typed, status):
    assert as_(cast.duc).post(HERE, data=TYPED | typed).status_code == status
    assert not closed(cast)


def test_the_second_of_two_who_merge_at_once_is_refused(as_, cast):
    client = as_(cast.duc)
    client.post(HERE, data=TYPED)
    answer = client.post(HERE, data=TYPED)
    assert (answer.status_code, "đã kết thúc hoạt động" in answer.text) == (409, True)
    with tenancy.tenant(cast.k1.id):
        assert db.session.scalar(select(func.count()).select_from(Arrival)) == 2


def test_a_former_member_reads_the_closed_unit_and_finds_it_on_their_page(as_, cast):
    as_(cast.duc).post(HERE, data=TYPED)
    kien = as_(cast.kien)
    assert "Nội dung chỉ để xem" in kien.get("/o/k2/").text
    assert "đã kết thúc hoạt động ngày 16/11/2026" in kien.get("/toi").text
    assert kien.get("/o/k1/").status_code == 404


def arrivals(cast):
    with tenancy.tenant(cast.k1.id):
        query = select(Arrival.full_name, Arrival.id, Arrival.state)
        return {name: (key, state) for name, key, state in db.session.execute(query)}


def test_the_receiving_chair_ticks_whom_to_receive_and_each_is_a_decision(as_, cast, queued):
    as_(cast.duc).post(HERE, data=TYPED)
    client = as_(cast.lan)
    assert "Trả lời việc tiếp nhận 2 người chuyển đến" in client.get("/o/k1/").text
    page = client.get(ARRIVALS).text
    assert "Vũ Trung Kiên <span" in page
    ids = [key for key, _state in arrivals(cast).values()]
    answer = client.post(f"{ARRIVALS}/tiep-nhan", data={"arrival_ids": ids})
    assert (answer.status_code, answer.location) == (303, ARRIVALS)
    assert "Đã tiếp nhận 2 người." in client.get(ARRIVALS).text
    assert {state for _key, state in arrivals(cast).values()} == {ArrivalState.ACCEPTED}
    with tenancy.tenant(cast.k1.id):
        recorded = select(func.count()).where(AuditEntry.event == AuditEvent.ARRIVAL_ACCEPTED)
        assert db.session.scalar(recorded) == 2
    assert "transfers.tell" in queued
    assert as_(cast.kien).get("/o/k1/").status_code == 200


def test_who_may_be_in_the_list_already_is_looked_at_alone(as_, cast):
    join(cast.k1, "Vũ Trung Kiên", None, None)
    as_(cast.duc).post(HERE, data=TYPED)
    ids = [key for key, _state in arrivals(cast).values()]
    client = as_(cast.lan)
    client.post(f"{ARRIVALS}/tiep-nhan", data={"arrival_ids": ids})
    assert "Cần mở từng trang để tiếp nhận: Vũ Trung Kiên." in client.get(ARRIVALS).text
    assert arrivals(cast)["Vũ Trung Kiên"][1] is ArrivalState.WAITING
    assert arrivals(cast)["Đỗ Quốc Khánh"][1] is ArrivalState.ACCEPTED


@pytest.mark.parametrize(("who", "status"), [("hung", 404), ("binh", 404), ("kien", 404)])
def test_nobody_but_those_who_lead_receives_anybody(as_, cast, who, status):
    as_(cast.duc).post(HERE, data=TYPED)
    ids = [key for key, _state in arrivals(cast).values()]
    answer = as_(getattr(cast, who)).post(f"{ARRIVALS}/tiep-nhan", data={"arrival_ids": ids})
    assert answer.status_code == status
    assert {state for _key, state in arrivals(cast).values()} == {ArrivalState.WAITING}


@pytest.mark.parametrize(("ids", "status"), [([], 422), ([10**9], 404)])
def test_nobody_and_strangers_are_not_received(as_, cast, ids, status):
    as_(cast.duc).post(HERE, data=TYPED)
    answer = as_(cast.lan).post(f"{ARRIVALS}/tiep-nhan", data={"arrival_ids": ids})
    assert answer.status_code == status
    assert {state for _key, state in arrivals(cast).values()} == {ArrivalState.WAITING}


def test_refused_a_person_of_the_merged_unit_stays_without_a_place(as_, cast, queued):
    as_(cast.duc).post(HERE, data=TYPED)
    key, _state = arrivals(cast)["Vũ Trung Kiên"]
    answer = as_(cast.lan).post(f"{ARRIVALS}/{key}/khong-tiep-nhan")
    assert answer.status_code == 303
    assert arrivals(cast)["Vũ Trung Kiên"][1] is ArrivalState.REFUSED
    assert as_(cast.kien).get("/o/k1/").status_code == 404


def test_the_chair_sees_who_brought_what_along_and_goes_on_from_there(as_, cast, carried):
    assert "Việc khắc phục từ đơn vị cũ (1)" in as_(cast.lan).get("/o/k1/").text
    page = as_(cast.hung).get(LIST).text
    assert "Chỉ ra ngày 27/09/2026 tại Chi bộ Khoa Nội, hẹn 01/12/2026" in page
    assert f"/o/k1/theo-doi/moi?nguoi={cast.binh.member_id}" in page


def test_taken_off_the_list_it_is_gone(as_, cast, carried):
    client = as_(cast.lan)
    assert client.post(f"{LIST}/{carried}/xong", headers=HTMX).headers["HX-Redirect"] == LIST
    assert client.post(f"{LIST}/{carried}/xong").location == LIST
    assert "Không còn việc nào từ đơn vị cũ." in client.get(LIST).text
    assert "Việc khắc phục từ đơn vị cũ" not in client.get("/o/k1/").text


def test_members_see_no_list_of_others_weaknesses(as_, cast, carried):
    client = as_(cast.binh)
    assert client.get(LIST).status_code == 404
    assert client.post(f"{LIST}/{carried}/xong").status_code == 404
    assert "Việc khắc phục từ đơn vị cũ" not in client.get("/o/k1/").text


def test_the_list_asks_as_much_for_many_as_for_one(as_, cast, carried, queries):
    client = as_(cast.lan)
    client.get(LIST)
    with queries() as few:
        client.get(LIST)
    with tenancy.tenant(cast.k1.id):
        days = {"from_id": cast.k2.id, "pointed_out_on": date(2026, 9, 1)}
        key = {"organization_id": cast.k1.id, "member_id": cast.mai.member_id}
        db.session.add_all(CarriedThread(**key, **days) for _ in range(12))
        db.session.commit()
    with queries() as many:
        client.get(LIST)
    assert many.count == few.count
