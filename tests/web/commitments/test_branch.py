"""The registrations of a branch, and the committee's answers to them."""

import pytest
from sqlalchemy import select

from tests.cast import NOW, join
from tests.web.commitments.test_registration import address, hand_in
from webapp.commitments import service
from webapp.commitments.models import Commitment
from webapp.commitments.rules import CommitmentState
from webapp.commitments.service import Wanted
from webapp.core import tenancy
from webapp.core.db import db


def state():
    return db.session.scalar(select(Commitment.state))


def test_the_committee_sees_who_has_not_registered(as_, cast, scope_of):
    hand_in(scope_of(cast.mai), cast.mai)
    page = as_(cast.hung).get("/o/k1/dang-ky/ca-don-vi?nam=2026")
    assert page.status_code == 200
    assert "Còn 4/5 đảng viên chưa gửi bản đăng ký" in page.text
    assert "Chờ chi ủy xác nhận" in page.text
    assert "Lý Hồng Phúc" not in page.text


def test_what_the_committee_decides_on_stands_first(as_, cast, scope_of):
    usual = as_(cast.hung).get("/o/k1/dang-ky/ca-don-vi?nam=2026").text
    assert usual.index("Hoàng Thanh Bình</a>") < usual.index("Phạm Thị Mai</a>")
    hand_in(scope_of(cast.mai), cast.mai)
    waiting = as_(cast.hung).get("/o/k1/dang-ky/ca-don-vi?nam=2026").text
    assert waiting.index("Phạm Thị Mai</a>") < waiting.index("Hoàng Thanh Bình</a>")


@pytest.mark.parametrize("year", ["", "abc", "20266", "0000", "9999"])
def test_a_year_that_is_none_shows_this_year(as_, cast, year):
    page = as_(cast.lan).get(f"/o/k1/dang-ky/ca-don-vi?nam={year}")
    assert "Đăng ký đầu năm 2026" in page.text


def test_members_see_only_their_own(as_, cast):
    assert as_(cast.binh).get("/o/k1/dang-ky/ca-don-vi").status_code == 404


def test_the_committee_confirms_what_was_handed_in(as_, cast, scope_of):
    commitment_id = hand_in(scope_of(cast.mai), cast.mai)
    client = as_(cast.hung)
    assert "Xác nhận" in client.get(address(cast.mai)).text
    assert client.post(f"/o/k1/dang-ky/{commitment_id}/xac-nhan").status_code == 303
    assert state() is CommitmentState.CONFIRMED
    assert client.post(f"/o/k1/dang-ky/{commitment_id}/xac-nhan").status_code == 422


def test_nobody_confirms_their_own_and_members_confirm_nothing(as_, cast, scope_of):
    commitment_id = hand_in(scope_of(cast.hung), cast.hung)
    own = as_(cast.hung).post(f"/o/k1/dang-ky/{commitment_id}/xac-nhan")
    assert own.status_code == 422
    assert "không ai tự xác nhận" in own.text
    assert as_(cast.binh).post(f"/o/k1/dang-ky/{commitment_id}/xac-nhan").status_code == 404
    assert state() is CommitmentState.SUBMITTED


def test_a_registration_goes_back_to_be_completed_or_is_taken_back(as_, cast, scope_of):
    mai = scope_of(cast.mai)
    commitment_id = hand_in(mai, cast.mai)
    address, said = f"/o/k1/dang-ky/{commitment_id}/bo-sung", {"reason": "Nêu rõ số liệu."}
    assert as_(cast.binh).post(address, data=said).status_code == 404
    assert as_(cast.hung).post(address, data=said).status_code == 303
    assert state() is CommitmentState.DRAFT
    assert as_(cast.hung).post(address, data=said).status_code == 422
    assert as_(cast.mai).post(f"/o/k1/dang-ky/{commitment_id}/rut-lai").status_code == 422


def test_a_member_takes_back_what_nobody_confirmed(as_, cast, scope_of):
    commitment_id = hand_in(scope_of(cast.mai), cast.mai)
    assert as_(cast.hung).post(f"/o/k1/dang-ky/{commitment_id}/rut-lai").status_code == 404
    assert as_(cast.mai).post(f"/o/k1/dang-ky/{commitment_id}/rut-lai").status_code == 303
    assert state() is CommitmentState.DRAFT


def test_registrations_of_other_branches_do_not_exist(as_, cast):
    for act in ("xac-nhan", "bo-sung", "rut-lai"):
        assert as_(cast.lan).post(f"/o/k1/dang-ky/987654/{act}").status_code == 404


def test_a_superior_reads_no_registration(as_, cast):
    assert as_(cast.oanh).get("/o/db/dang-ky").status_code == 404
    assert as_(cast.oanh).get("/o/db/dang-ky/ca-don-vi").status_code == 404


def test_the_list_asks_the_same_of_the_database_for_a_hundred_members(as_, cast, queries, scope_of):
    client, lan = as_(cast.lan), scope_of(cast.lan)
    client.get("/o/k1/dang-ky/ca-don-vi")
    with queries() as few:
        client.get("/o/k1/dang-ky/ca-don-vi")
    members = [join(cast.k1, f"Người Thứ {n}", None, None) for n in range(100)]
    with tenancy.tenant(cast.k1.id):
        for member_id in members:
            service.save(lan, member_id, 2026, [Wanted("Đúng giờ")], based_on=0, now=NOW)
        db.session.commit()
    with queries() as many:
        page = client.get("/o/k1/dang-ky/ca-don-vi")
    assert "Người Thứ 99" in page.text
    assert many.count == few.count <= 5


@pytest.mark.parametrize("year", [0, 9999, 10**18])
def test_a_year_no_calendar_has_leads_nowhere(as_, cast, year):
    lan, here = as_(cast.lan), f"/o/k1/dang-ky/{cast.mai.member_id}/{year}"
    assert lan.get(here).status_code == 404
    assert lan.get(f"{here}/ban-in").status_code == 404
    acts = (
        here,
        f"/o/k1/dang-ky/ca-don-vi/nhac/{year}",
        f"/o/k1/dang-ky/ca-don-vi/mo-danh-gia/{year}",
    )
    assert {lan.post(act, data={"act": "save"}).status_code for act in acts} <= {404, 405}


@pytest.mark.parametrize("year", [1, 9998])
def test_a_year_far_away_has_an_empty_page(as_, cast, year):
    lan, here = as_(cast.lan), f"/o/k1/dang-ky/{cast.mai.member_id}/{year}"
    assert lan.get(here).status_code == 200
