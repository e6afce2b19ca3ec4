"""The proposal of a year: /ke-hoach/<year>/de-xuat."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.cast import NOW
from tests.conftest import HTMX
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind
from webapp.plans import service
from webapp.plans.models import Turn, Volunteer, YearPlan
from webapp.plans.rules import TurnSource, TurnState, VolunteerState, YearPlanState

pytestmark = pytest.mark.usefixtures("reports_every_month")

HERE = "/o/k1/ke-hoach/2027/de-xuat"
MARCH = date(2027, 3, 1)


def sent(page, **more):
    """The form as it stands on the page."""
    form = page.text[page.text.index('id="proposal"') :]
    turns = re.findall(r'name="turns" value="([\d:-]+)"', form)
    fixed = re.findall(r'name="fixed" value="([\d-]+)"', form)
    revision = re.search(r'name="revision"[^>]*value="(\d+)"', form)[1]
    return {"turns": turns, "fixed": fixed, "revision": revision, "reason": ""} | more


def turns_on(page):
    return sent(page)["turns"]


def confirm(client, address=HERE, **more):
    page = client.get(f"{address}?lai=1")
    return client.post(address, data=sent(page, act="confirm", **more))


def planned():
    query = select(Turn).where(Turn.state == TurnState.PLANNED).order_by(Turn.month, Turn.member_id)
    return db.session.scalars(query).all()


def told(kind):
    query = select(Notice.recipient_id).where(Notice.kind == kind, Notice.channel == Channel.APP)
    return sorted(db.session.scalars(query))


def test_everybody_of_the_branch_sees_who_is_proposed_and_why(as_, cast):
    page = as_(cast.binh).get(HERE)
    assert page.status_code == 200
    assert "12 tháng có báo cáo × 2 người mỗi tháng = 24 lượt" in page.text
    assert "nên xếp 12 lượt" in page.text
    assert "Vì sao đến lượt: chưa báo cáo lần nào" in page.text
    assert "Đổi người" not in page.text
    assert "Thông qua kế hoạch" not in page.text
    assert db.session.scalars(select(YearPlan)).all() == []


def test_the_chair_confirms_and_the_turns_are_foreseen(as_, cast):
    client = as_(cast.lan)
    shown = turns_on(client.get(HERE))
    answer = confirm(client)

    assert answer.status_code == 303
    assert answer.location.endswith("/o/k1/ke-hoach?nam=2027")
    plan = db.session.scalars(select(YearPlan)).one()
    assert (plan.state, plan.revision, plan.confirmed_by) == (
        YearPlanState.CONFIRMED,
        1,
        cast.lan.member_id,
    )
    assert sorted(f"{turn.month:%Y-%m}:{turn.member_id}" for turn in planned()) == sorted(shown)
    others = {turn.member_id for turn in planned()} - {cast.lan.member_id}
    assert set(told(NoticeKind.TURN_FORESEEN)) == others
    events = db.session.scalars(select(AuditEntry.event)).all()
    assert events == [AuditEvent.YEAR_PLAN_CONFIRMED]


def test_foreseen_turns_show_in_the_year_and_are_ticked_when_a_month_is_assigned(as_, cast):
    client = as_(cast.lan)
    confirm(client)
    january = [turn.member_id for turn in planned() if turn.month == date(2027, 1, 1)]
    assert "Dự kiến báo cáo: " in as_(cast.binh).get("/o/k1/ke-hoach?nam=2027").text
    page = client.get("/o/k1/phan-cong/2027-01")
    assert "Dự kiến theo kế hoạch năm" in page.text
    boxes = re.findall(r'<input class="form-check-input"[^>]*>', page.text)
    ticked = [int(re.search(r'value="(\d+)"', box)[1]) for box in boxes if " checked" in box]
    assert set(january) <= set(ticked)


def test_other_members_are_chosen_for_a_month_and_the_others_follow(as_, cast):
    client = as_(cast.lan)
    page = client.get(HERE)
    opened = client.post(HERE, data=sent(page, act="open-2027-03"), headers=HTMX)
    assert opened.status_code == 200
    assert "<html" not in opened.text
    assert "Người báo cáo tháng 3/2027" in opened.text
    wanted = f"2027-03:{cast.mai.member_id}"
    others = [turn for turn in turns_on(page) if not turn.startswith("2027-03")]
    data = sent(page, act="keep", opened="2027-03", turns=[*others, wanted])
    kept = client.post(HERE, data=data)
    assert [turn for turn in turns_on(kept) if turn.startswith("2027-03")] == [wanted]
    assert "Tự chọn" in kept.text
    assert planned() == []
    assert client.post(HERE, data=sent(kept, act="confirm")).status_code == 303
    assert [turn.member_id for turn in planned() if turn.month == MARCH] == [cast.mai.member_id]


def test_too_many_in_a_month_are_refused_and_the_choice_kept(as_, cast):
    client = as_(cast.lan)
    three = [f"2027-03:{p.member_id}" for p in (cast.mai, cast.binh, cast.hung)]
    data = sent(client.get(HERE), act="confirm", turns=three)
    answer = client.post(HERE, data=data)
    assert answer.status_code == 422
    assert "Tháng 03/2027 có nhiều nhất 2 lượt báo cáo" in answer.text
    assert turns_on(answer) == three
    assert planned() == []


@pytest.mark.parametrize(
    ("turns", "sentence"),
    [
        ([], "chưa có lượt báo cáo nào"),
        (["2027-03:987654"], "không thuộc diện báo cáo"),
        (["2030-03:4"], "không còn xếp lượt"),
        (["nonsense", "2027-99:4", "2027-03:x"], "chưa có lượt báo cáo nào"),
    ],
)
def test_what_cannot_be_planned_is_refused(as_, cast, turns, sentence):
    client = as_(cast.lan)
    answer = client.post(HERE, data=sent(client.get(HERE), act="confirm", turns=turns))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert planned() == []


def test_of_two_chairs_the_second_is_told_and_keeps_the_choice(as_, cast):
    lan, dung = as_(cast.lan), as_(cast.dung)
    mine = sent(dung.get(HERE), act="confirm", turns=[f"2027-03:{cast.mai.member_id}"])
    confirm(lan)
    before = [turn.id for turn in planned()]
    answer = dung.post(HERE, data=mine)
    assert answer.status_code == 409
    assert "vừa được thay đổi ở nơi khác" in answer.text
    assert turns_on(answer) == mine["turns"]
    assert [turn.id for turn in planned()] == before
    again = sent(answer, act="confirm", reason="Thống nhất lại trong ban chi ủy")
    assert dung.post(HERE, data=again).status_code == 303


def test_rearranging_does_not_hide_that_somebody_confirmed_meanwhile(as_, cast):
    lan, dung = as_(cast.lan), as_(cast.dung)
    page = dung.get(HERE)
    confirm(lan)
    opened = dung.post(HERE, data=sent(page, act="open-2027-03"))
    data = sent(opened, act="confirm", turns=[f"2027-03:{cast.mai.member_id}"])
    assert dung.post(HERE, data=data | {"reason": "Thống nhất lại"}).status_code == 409


def test_a_confirmed_plan_is_changed_only_with_a_reason(as_, cast, moment):
    client = as_(cast.lan)
    confirm(client)
    # Later than a correction, of which nothing would be said.
    moment(NOW + timedelta(minutes=11))
    one = [f"2027-03:{cast.mai.member_id}"]
    refused = confirm(client, turns=one)
    assert refused.status_code == 422
    assert "Cần ghi lý do" in refused.text
    before = {turn.member_id for turn in planned() if turn.month != MARCH}
    assert confirm(client, turns=one, reason="Đổi theo công việc").status_code == 303
    assert [(turn.member_id, turn.month) for turn in planned()] == [(cast.mai.member_id, MARCH)]
    assert set(told(NoticeKind.TURN_NOT_FORESEEN)) >= before - {cast.lan.member_id}
    assert "Lý do thay đổi gần nhất: Đổi theo công việc" in as_(cast.binh).get(HERE).text


def test_a_new_draw_is_remembered_with_both_seeds(as_, cast):
    client = as_(cast.lan)
    page = client.get(HERE)
    data = {"revision": sent(page)["revision"]}
    assert client.post("/o/k1/ke-hoach/2027/boc-tham", data=data).status_code == 303
    seed = db.session.scalar(select(YearPlan.seed))
    entry = db.session.scalars(select(AuditEntry)).one()
    assert entry.event is AuditEvent.YEAR_PLAN_DRAWN
    assert (entry.facts["before"], entry.facts["seed"]) == (2027, seed)
    assert f"<strong>{seed}</strong>" in client.get(HERE).text
    assert client.post("/o/k1/ke-hoach/2027/boc-tham", data=data).status_code == 409


def test_offers_are_honoured_and_taken_up_with_the_plan(as_, cast, scope_of):
    service.volunteer(scope_of(cast.hung), MARCH, now=NOW)
    client = as_(cast.lan)
    page = client.get(HERE)
    assert f"2027-03:{cast.hung.member_id}" in turns_on(page)
    assert "Vì sao đến lượt: đã đăng ký báo cáo tháng này" in page.text
    confirm(client)
    [turn] = [turn for turn in planned() if turn.month == MARCH]
    assert (turn.member_id, turn.source) == (cast.hung.member_id, TurnSource.VOLUNTEERED)
    assert db.session.scalar(select(Volunteer.state)) is VolunteerState.ACCEPTED


def test_members_committee_and_strangers_change_nothing(as_, cast):
    for person in (cast.mai, cast.hung):
        assert as_(person).post(HERE, data={"act": "confirm"}).status_code == 404
        assert as_(person).post("/o/k1/ke-hoach/2027/boc-tham").status_code == 404
    assert as_(cast.khanh).get(HERE).status_code == 404
    assert as_(cast.oanh).get("/o/db/ke-hoach/2027/de-xuat").status_code == 404


@pytest.mark.parametrize("year", [2025, 2028])
def test_other_years_have_no_proposal(as_, cast, year):
    assert as_(cast.lan).get(f"/o/k1/ke-hoach/{year}/de-xuat").status_code == 404
    assert as_(cast.lan).post(f"/o/k1/ke-hoach/{year}/boc-tham").status_code == 422
