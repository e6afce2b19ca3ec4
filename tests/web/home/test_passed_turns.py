"""A turn that the plan foresaw and nobody gave is a task, until its member has one."""

from datetime import date, timedelta

import pytest

from tests.cast import NOW
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import NoticeKind
from webapp.plans.models import Turn
from webapp.plans.rules import TurnSource, TurnState
from webapp.reminders import service as reminders

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
ROW = "Lượt dự kiến tháng trước chưa được phân công (1)"


@pytest.fixture
def foreseen(cast, reports_every_month):
    def turn(month, state):
        db.session.add(
            Turn(
                organization_id=cast.k1.id,
                member_id=cast.binh.member_id,
                month=month,
                source=TurnSource.ASSIGNED,
                state=state,
                assigned_at=NOW - timedelta(days=60),
            )
        )
        db.session.commit()

    turn(OCTOBER, TurnState.PLANNED)
    return turn


def test_the_chair_reads_whose_turn_passed_and_can_give_it_again(as_, cast, foreseen):
    page = as_(cast.lan).get("/o/k1/")
    assert ROW in page.text
    assert "Hoàng Thanh Bình" in page.text
    assert ROW not in as_(cast.mai).get("/o/k1/").text
    foreseen(NOVEMBER, TurnState.STANDING)
    assert ROW not in as_(cast.lan).get("/o/k1/").text


def test_the_chair_is_told_of_it_once(cast, scope_of, foreseen):
    lan, third = scope_of(cast.lan), NOW - timedelta(days=13)
    for day in range(2):
        now = third + timedelta(days=day)
        reminders.queue_due(lan, now.date(), now)
    told = db.session.query(Notice.recipient_id, Notice.subject).filter(
        Notice.kind == NoticeKind.DUTY, Notice.subject.startswith("assign_again")
    )
    assert {row.recipient_id for row in told} == {cast.lan.member_id}
    assert len({row.subject for row in told}) == 1
