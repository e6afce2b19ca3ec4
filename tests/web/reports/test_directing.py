"""/bao-cao/<id>/hoan, /rut and /bo-qua-gop-y."""

import pytest
from sqlalchemy import delete

from tests.as_owner import from_outside
from webapp.accounts.models import RoleGrant

ACTS = {"hoan": "postponed", "rut": "withdrawn"}


@pytest.mark.parametrize("act", ACTS)
def test_the_chair_closes_a_report_with_a_reason(as_, cast, at, state, act):
    lan = as_(cast.lan)
    assert lan.get(at(act)).status_code == 200
    answer = lan.post(at(act), data={"reason": "Nghỉ ốm dài ngày."})
    assert (answer.status_code, answer.location, state()) == (303, at(), ACTS[act])
    assert "Nghỉ ốm dài ngày." in as_(cast.mai).get(at()).text


@pytest.mark.parametrize("act", ACTS)
def test_without_a_reason_the_form_comes_back(as_, cast, at, state, act):
    page = as_(cast.lan).post(at(act), data={"reason": " "})
    assert page.status_code == 422
    assert "Cần ghi lý do." in page.text
    assert state() == "drafting"


@pytest.mark.parametrize("act", ACTS)
def test_the_same_form_twice_acts_once(as_, cast, at, events, act):
    lan, form = as_(cast.lan), {"reason": "Nghỉ ốm.", "idempotency_key": "once"}
    assert [lan.post(at(act), data=form).status_code for _ in range(2)] == [303, 303]
    assert events() == [f"report_{ACTS[act]}"]


def test_postponing_can_give_the_next_turn_at_once(as_, cast, at, events):
    form = {"reason": "Nghỉ ốm.", "again_in": "2026-12"}
    assert as_(cast.lan).post(at("hoan"), data=form).status_code == 303
    assert events() == ["turn_assigned", "report_postponed"]
    assert "tháng 12/2026" in as_(cast.mai).get("/o/k1/bao-cao").text


def test_a_month_that_takes_no_turn_gives_the_form_back(as_, cast, at, state):
    page = as_(cast.lan).post(at("hoan"), data={"reason": "Nghỉ ốm.", "again_in": "2020-01"})
    assert (page.status_code, "Nghỉ ốm." in page.text) == (422, True)
    assert state() == "drafting"


def test_the_review_is_skipped_with_a_reason_where_nobody_else_could(as_, cast, begun):
    own = begun(cast.lan, state="submitted")
    others = [cast.dung.member_id, cast.hung.member_id]
    from_outside(delete(RoleGrant).where(RoleGrant.member_id.in_(others)))
    lan, address = as_(cast.lan), f"/o/k1/bao-cao/{own.id}"
    assert "Ghi lý do không qua góp ý" in lan.get(address).text
    answer = lan.post(f"{address}/bo-qua-gop-y", data={"reason": "Không có chi ủy."})
    assert answer.status_code == 303
    assert "Không qua góp ý trước" in lan.get(address).text


def test_the_review_is_not_skipped_while_somebody_could(as_, cast, begun):
    own = begun(cast.lan, state="submitted")
    lan, address = as_(cast.lan), f"/o/k1/bao-cao/{own.id}"
    assert "không qua góp ý" not in lan.get(address).text
    assert lan.post(f"{address}/bo-qua-gop-y", data={"reason": "Vội."}).status_code == 422


@pytest.mark.parametrize("act", [*ACTS, "bo-qua-gop-y"])
@pytest.mark.parametrize("name", ["mai", "hung", "khanh", "oanh"])
def test_only_chair_and_deputy_direct(as_, cast, at, state, act, name):
    person = as_(getattr(cast, name))
    assert person.get(at(act)).status_code == 404
    assert person.post(at(act), data={"reason": "Vội."}).status_code == 404
    assert state() == "drafting"
