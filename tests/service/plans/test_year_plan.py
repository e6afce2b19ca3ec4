"""The plan of a year is confirmed, changed with a reason, and taken up month by month."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.cast import NOW, join
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.core.stale_months import StaleMonth
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind
from webapp.plans import queries, service
from webapp.plans.absences.rules import AbsenceKind
from webapp.plans.models import Turn, YearPlan
from webapp.plans.rotation import queries as rotation_queries
from webapp.plans.rotation.proposal import propose
from webapp.plans.rules import MonthKind, TurnState
from webapp.reports import assigning
from webapp.reports import service as reports
from webapp.reports.models import SelfReport

pytestmark = pytest.mark.usefixtures("reports_every_month")

JANUARY, FEBRUARY, MARCH = (date(2027, month, 1) for month in (1, 2, 3))


LATER = NOW + timedelta(minutes=10)


def confirm(scope, chosen, *, seen=0, reason="", now=NOW):
    return service.confirm(scope, 2027, chosen, seen=seen, reason=reason, now=now)


def states():
    query = select(Turn.member_id, Turn.month, Turn.state).where(Turn.month >= JANUARY)
    return {(member, month): state for member, month, state in db.session.execute(query)}


def told(kind):
    query = select(Notice.recipient_id).where(Notice.kind == kind, Notice.channel == Channel.APP)
    return sorted(db.session.scalars(query))


def test_changing_a_plan_leaves_the_same_turns_alone(cast, scope_of):
    scope, mai, binh = scope_of(cast.lan), cast.mai.member_id, cast.binh.member_id
    confirm(scope, {JANUARY: [mai], FEBRUARY: [binh]})
    kept = db.session.scalar(select(Turn.id).where(Turn.member_id == mai, Turn.month == JANUARY))
    confirm(scope, {JANUARY: [mai], MARCH: [binh]}, seen=1, reason="Đổi lịch", now=LATER)

    ahead = db.session.scalars(select(Turn.id).where(Turn.state == TurnState.PLANNED)).all()
    assert kept in ahead
    assert states() == {
        (mai, JANUARY): TurnState.PLANNED,
        (binh, FEBRUARY): TurnState.REPLACED,
        (binh, MARCH): TurnState.PLANNED,
    }
    assert told(NoticeKind.TURN_FORESEEN) == sorted([mai, binh, binh])
    assert told(NoticeKind.TURN_NOT_FORESEEN) == [binh]
    assert db.session.scalar(select(YearPlan.revision)) == 2


def test_a_plan_corrected_within_ten_minutes_tells_of_the_last_turn_alone(cast, scope_of):
    scope, mai, binh = scope_of(cast.lan), cast.mai.member_id, cast.binh.member_id
    confirm(scope, {JANUARY: [mai], FEBRUARY: [binh]})
    confirm(scope, {JANUARY: [mai], MARCH: [binh]}, seen=1, reason="Đổi lịch công tác")
    query = select(Notice.recipient_id, Notice.facts["month"].astext, Notice.channel).where(
        Notice.state.in_(("shown", "waiting"))
    )
    said = {(who, month[:7], channel) for who, month, channel in db.session.execute(query)}
    channels = (Channel.APP, Channel.EMAIL)
    assert said == {(mai, "2027-01", c) for c in channels} | {
        (binh, "2027-03", c) for c in channels
    }


def test_a_turn_assigned_and_withdrawn_at_once_is_not_told_of(cast, scope_of):
    scope, mai = scope_of(cast.lan), cast.mai.member_id
    [report] = assigning.assign(scope, JANUARY, [mai], now=NOW)
    reports.withdraw(scope, report, "Nhầm tháng", now=NOW)
    assert {row.state for row in db.session.scalars(select(Notice))} == {"skipped"}


def test_foreseen_turns_are_no_figures_yet(cast, scope_of):
    confirm(scope_of(cast.lan), {JANUARY: [cast.mai.member_id]})
    assert queries.turns_of(scope_of(cast.lan), JANUARY) == []
    assert db.session.scalars(select(StaleMonth)).all() == []


def test_assigning_a_month_makes_foreseen_turns_stand_and_drops_the_others(cast, scope_of):
    scope, mai, binh = scope_of(cast.lan), cast.mai.member_id, cast.binh.member_id
    confirm(scope, {JANUARY: [mai, binh]})
    [report] = assigning.assign(scope, JANUARY, [mai], now=LATER)
    assert states() == {(mai, JANUARY): TurnState.STANDING, (binh, JANUARY): TurnState.REPLACED}
    assert db.session.get_one(Turn, (cast.k1.id, report.turn_id)).member_id == mai
    assert told(NoticeKind.TURN_NOT_FORESEEN) == [binh]
    events = db.session.scalars(select(AuditEntry.event)).all()
    assert AuditEvent.FORESEEN_TURN_DROPPED in events


def test_a_postponed_report_takes_no_foreseen_turn_away(cast, scope_of):
    scope, mai, binh = scope_of(cast.lan), cast.mai.member_id, cast.binh.member_id
    confirm(scope, {JANUARY: [binh]})
    report = db.session.scalars(select(SelfReport)).one()
    reports.postpone(scope, report, "Đi công tác", now=NOW, again_in=JANUARY)
    assert states() == {(binh, JANUARY): TurnState.PLANNED, (mai, JANUARY): TurnState.STANDING}


def test_a_turn_that_stands_is_not_foreseen_once_more(cast, scope_of):
    scope = scope_of(cast.lan)
    assigning.assign(scope, JANUARY, [cast.mai.member_id], now=NOW)
    with pytest.raises(RuleBroken) as broken:
        confirm(scope, {JANUARY: [cast.mai.member_id]})
    assert broken.value.code == "plan.member_twice"


def test_a_month_that_becomes_thematic_lets_its_foreseen_turns_go(cast, scope_of):
    scope = scope_of(cast.lan)
    confirm(scope, {JANUARY: [cast.mai.member_id]})
    service.change_month(
        scope, JANUARY, MonthKind.THEMATIC, "Nêu gương", reason="Theo hướng dẫn mới"
    )
    assert set(states().values()) == {TurnState.REPLACED}


def test_nobody_who_is_away_is_foreseen(cast, scope_of):
    scope, mai = scope_of(cast.lan), cast.mai.member_id
    days = (date(2027, 1, 30), date(2027, 2, 3))
    service.tell_absence(scope, mai, days, AbsenceKind.LEAVE, now=NOW)
    with pytest.raises(RuleBroken) as broken:
        confirm(scope, {FEBRUARY: [mai]})
    assert broken.value.code == "plan.member_may_not"
    facts = rotation_queries.history_of(scope, 2027, NOW.date()).planning(2027)
    chosen = {(one.member_id, one.month) for one in propose(facts, 2027).proposed}
    assert chosen
    assert not chosen & {(mai, JANUARY), (mai, FEBRUARY)}


def test_the_next_year_is_planned_from_october_on(cast, scope_of):
    scope, chosen = scope_of(cast.lan), {JANUARY: [cast.mai.member_id]}
    september = datetime(2026, 9, 30, 2, 0, tzinfo=clock.UTC)
    with pytest.raises(RuleBroken) as broken:
        service.confirm(scope, 2027, chosen, seen=0, reason="", now=september)
    assert broken.value.code == "plan.year_not_open"


def test_too_long_a_reason_is_refused(cast, scope_of):
    with pytest.raises(RuleBroken) as broken:
        confirm(scope_of(cast.lan), {JANUARY: [cast.mai.member_id]}, reason="x" * 2001)
    assert (broken.value.code, broken.value.field) == ("plan.reason_too_long", "reason")


def test_only_who_leads_confirms_and_draws(cast, scope_of):
    for person in (cast.hung, cast.mai):
        with pytest.raises(NotVisible):
            confirm(scope_of(person), {JANUARY: [cast.mai.member_id]})
        with pytest.raises(NotVisible):
            service.draw_again(scope_of(person), 2027, seen=0, now=NOW)


def test_of_two_who_confirm_at_once_one_succeeds(app, cast, scope_of):
    join(cast.k1, "Vũ Đình Phong", None, None)
    scopes = [scope_of(cast.lan), scope_of(cast.dung)]
    db.session.commit()

    def run(scope):
        with app.app_context():
            tenancy.bind(scope.organization_id)
            try:
                confirm(scope, {JANUARY: [cast.mai.member_id]})
                db.session.commit()
            except StaleEdit as stale:
                db.session.rollback()
                return stale.code
            finally:
                db.session.remove()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(Context().run, run, scope) for scope in scopes]
    assert sorted(one.result() for one in asked) == ["done", "plan.year_changed_meanwhile"]
    assert states() == {(cast.mai.member_id, JANUARY): TurnState.PLANNED}
