"""Turns are given with their reports, once, and not more than a month takes."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from datetime import date

import pytest
from sqlalchemy import func, select

from tests.cast import NOW, join
from webapp.accounts.rules import MemberStatus
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.core.stale_months import StaleMonth
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind
from webapp.plans import queries, service
from webapp.plans.models import Turn, Volunteer
from webapp.plans.rules import MonthKind, TurnSource, TurnState, VolunteerState
from webapp.reports import assigning
from webapp.reports.models import SelfReport
from webapp.reports.rules import ReportState

DECEMBER = date(2026, 12, 1)


def told():
    query = select(Notice.recipient_id, Notice.subject).where(
        Notice.kind == NoticeKind.TURN_ASSIGNED, Notice.channel == Channel.APP
    )
    return [tuple(row) for row in db.session.execute(query)]


def test_two_members_get_turns_reports_and_one_notice_each(cast, scope_of):
    scope, chosen = scope_of(cast.lan), [cast.binh.member_id, cast.hung.member_id]
    reports = assigning.assign(scope, DECEMBER, chosen, now=NOW)

    assert [report.state for report in reports] == [ReportState.ASSIGNED] * 2
    assert [turn.member_id for turn in queries.turns_of(scope, DECEMBER)] == chosen
    assert sorted(told()) == sorted((r.member_id, f"report:{r.id}") for r in reports)


def test_a_turn_is_remembered_announced_and_counted_again(cast, scope_of):
    scope = scope_of(cast.lan)
    [report] = assigning.assign(scope, DECEMBER, [cast.binh.member_id], now=NOW)

    assert told() == [(cast.binh.member_id, f"report:{report.id}")]
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.event == AuditEvent.TURN_ASSIGNED)
    ).one()
    assert (entry.member_id, entry.facts) == (cast.binh.member_id, {"month": "2026-12-01"})
    assert db.session.scalars(select(StaleMonth.month)).all() == [DECEMBER]


def test_all_or_none_are_assigned(cast, scope_of):
    scope = scope_of(cast.lan)
    with pytest.raises(RuleBroken) as broken:
        assigning.assign(scope, DECEMBER, [cast.binh.member_id, cast.phuc.member_id], now=NOW)
    db.session.rollback()

    assert broken.value.code == "turn.member_may_not"
    assert queries.turns_of(scope, DECEMBER) == []
    assert told() == []


@pytest.mark.parametrize(
    "status", [MemberStatus.EXEMPT, MemberStatus.SUSPENDED, MemberStatus.TEMPORARILY_ELSEWHERE]
)
def test_who_is_exempt_suspended_or_away_gets_no_turn(cast, scope_of, status):
    scope = scope_of(cast.lan)
    member_id = join(cast.k1, "Vũ Đình Phong", None, None, status=status)
    with pytest.raises(RuleBroken) as broken:
        assigning.assign(scope, DECEMBER, [member_id], now=NOW)
    assert (broken.value.code, broken.value.field) == ("turn.member_may_not", "member_ids")


def test_a_member_of_another_branch_gets_no_turn(cast, scope_of):
    with pytest.raises(RuleBroken) as broken:
        assigning.assign(scope_of(cast.lan), DECEMBER, [cast.kien.member_id], now=NOW)
    assert broken.value.code == "turn.member_may_not"


@pytest.mark.parametrize("who", ["hung", "mai", "binh"])
def test_only_chair_and_deputy_assign(cast, scope_of, who):
    with pytest.raises(NotVisible):
        assigning.assign(scope_of(getattr(cast, who)), DECEMBER, [cast.binh.member_id], now=NOW)


def test_the_same_member_twice_in_a_month_is_refused(cast, scope_of):
    scope = scope_of(cast.dung)
    assigning.assign(scope, DECEMBER, [cast.binh.member_id], now=NOW)
    with pytest.raises(RuleBroken) as broken:
        assigning.assign(scope, DECEMBER, [cast.binh.member_id], now=NOW)
    assert broken.value.code == "turn.already_assigned"


def test_a_thematic_month_and_a_past_month_take_no_turns(cast, scope_of):
    scope = scope_of(cast.lan)
    service.change_month(scope, DECEMBER, MonthKind.THEMATIC, "Nêu gương")
    for month, code in (
        (DECEMBER, "plan.month_without_reports"),
        (date(2026, 10, 1), "plan.month_past"),
    ):
        with pytest.raises(RuleBroken) as broken:
            assigning.assign(scope, month, [cast.binh.member_id], now=NOW)
        assert broken.value.code == code


def test_a_dropped_turn_leaves_room_and_may_be_given_again(cast, scope_of):
    scope = scope_of(cast.lan)
    [report] = assigning.assign(scope, DECEMBER, [cast.binh.member_id], now=NOW)
    service.drop_turn(scope, report.turn_id, TurnState.POSTPONED)
    again = assigning.assign(scope, DECEMBER, [cast.binh.member_id, cast.mai.member_id], now=NOW)

    assert len(again) == 2
    [month] = queries.planned(scope, [DECEMBER])
    assert [turn.member_id for turn in month.turns] == [cast.binh.member_id, cast.mai.member_id]
    assert [turn.state for turn in month.dropped] == [TurnState.POSTPONED]


def test_an_unknown_turn_cannot_be_dropped(cast, scope_of):
    with pytest.raises(NotVisible):
        service.drop_turn(scope_of(cast.lan), 987_654, TurnState.WITHDRAWN)


def test_assigning_a_volunteer_takes_up_the_offer(cast, scope_of):
    lan, binh = scope_of(cast.lan), scope_of(cast.binh)
    service.volunteer(binh, DECEMBER, now=NOW)
    [report] = assigning.assign(lan, DECEMBER, [cast.binh.member_id], now=NOW)

    assert db.session.scalar(select(Volunteer.state)) == VolunteerState.ACCEPTED
    source = db.session.scalar(select(Turn.source).where(Turn.id == report.turn_id))
    assert source == TurnSource.VOLUNTEERED


def test_an_accepted_offer_becomes_a_turn_with_a_report(cast, scope_of):
    lan, binh = scope_of(cast.lan), scope_of(cast.binh)
    service.volunteer(binh, DECEMBER, now=NOW)
    offer_id = db.session.scalar(select(Volunteer.id))
    report = assigning.accept_volunteer(lan, offer_id, now=NOW)

    assert (report.member_id, report.state) == (cast.binh.member_id, ReportState.ASSIGNED)
    with pytest.raises(RuleBroken) as broken:
        assigning.accept_volunteer(lan, offer_id, now=NOW)
    assert broken.value.code == "volunteer.not_waiting"


def test_of_chairs_who_assign_at_once_no_more_succeed_than_the_month_takes(app, cast, scope_of):
    scopes = [scope_of(cast.lan), scope_of(cast.dung)] * 2
    members = [cast.binh, cast.hung, cast.lan, cast.binh]
    wanted = list(zip(scopes, [[m.member_id] for m in members], strict=True))

    def attempt(scope, member_ids):
        with app.app_context(), tenancy.tenant(scope.organization_id):
            try:
                assigning.assign(scope, DECEMBER, member_ids, now=NOW)
            except RuleBroken as refusal:
                return refusal.code
            db.session.commit()
            return "given"

    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(Context().run, attempt, *one) for one in wanted]
        outcomes = sorted(run.result() for run in runs)

    assert outcomes.count("given") == 2
    assert set(outcomes) <= {"given", "turn.too_many", "turn.already_assigned"}
    count = select(func.count(SelfReport.id)).where(SelfReport.month == DECEMBER)
    assert db.session.scalar(count) == 2
