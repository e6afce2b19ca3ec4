"""Months are planned, moved and held; members offer to report in them."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests.cast import MONTH, NOW, join
from webapp.accounts.rules import MemberStatus
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.plans import queries, rules, service
from webapp.plans.models import PlanMonth, Volunteer
from webapp.plans.rotation import candidates
from webapp.plans.rules import MonthKind, VolunteerState

DECEMBER, FEBRUARY = date(2026, 12, 1), date(2027, 2, 1)


def test_a_month_nobody_planned_carries_reports_on_its_usual_day(cast, scope_of):
    plan = queries.month_plan(scope_of(cast.mai), DECEMBER)
    assert (plan.kind, plan.meeting_on) == (MonthKind.REPORTS, date(2026, 12, 27))
    assert not plan.is_called
    assert plan.deadlines.draft_on == date(2026, 12, 20)


def test_a_quarterly_unit_plans_nothing_between_its_quarters(cast, scope_of):
    scope = scope_of(cast.chi)
    plans = queries.month_plans(scope, [date(2026, 11, 1), DECEMBER])
    assert [plan.kind for plan in plans.values()] == [MonthKind.NONE, MonthKind.REPORTS]


def test_the_called_day_moves_every_deadline(cast, scope_of):
    scope = scope_of(cast.lan)
    service.set_meeting_day(scope, DECEMBER, date(2026, 12, 30))
    plan = queries.month_plan(scope, DECEMBER)
    assert (plan.is_called, plan.meeting_on) == (True, date(2026, 12, 30))
    assert queries.deadlines_of(scope, [DECEMBER])[DECEMBER].draft_on == date(2026, 12, 23)
    service.set_meeting_day(scope, DECEMBER, None)
    assert queries.month_plan(scope, DECEMBER).meeting_on == date(2026, 12, 27)


def test_calling_a_meeting_makes_an_empty_month_one_of_reports(cast, scope_of):
    scope = scope_of(cast.lan)
    service.change_month(scope, DECEMBER, MonthKind.NONE, "")
    service.set_meeting_day(scope, DECEMBER, date(2026, 12, 20))
    assert queries.month_plan(scope, DECEMBER).kind is MonthKind.REPORTS


def test_the_chair_plans_a_thematic_month(cast, scope_of):
    scope = scope_of(cast.dung)
    service.change_month(scope, DECEMBER, MonthKind.THEMATIC, " Nêu gương ")
    plan = queries.month_plan(scope, DECEMBER)
    assert (plan.kind, plan.topic) == (MonthKind.THEMATIC, "Nêu gương")
    entry = db.session.scalars(select(AuditEntry)).one()
    assert entry.event is AuditEvent.MONTH_PLANNED
    assert entry.facts == {"month": "2026-12-01", "kind": "thematic"}


def test_committee_and_members_do_not_plan(cast, scope_of):
    for person in (cast.hung, cast.mai):
        with pytest.raises(NotVisible):
            service.change_month(scope_of(person), DECEMBER, MonthKind.THEMATIC, "")


def test_a_month_with_turns_or_held_keeps_its_kind(cast, scope_of):
    scope = scope_of(cast.lan)
    with pytest.raises(RuleBroken) as broken:
        service.change_month(scope, MONTH, MonthKind.THEMATIC, "")
    assert broken.value.code == "plan.month_has_turns"
    service.mark_held(scope, MONTH)
    with pytest.raises(RuleBroken) as broken:
        service.change_month(scope, MONTH, MonthKind.REPORTS, "Khác")
    assert broken.value.code == "plan.month_held"


def test_what_a_month_was_planned_for_stays_once_it_is_over(cast, scope_of):
    with pytest.raises(RuleBroken, match="month_past"):
        service.change_month(scope_of(cast.lan), date(2026, 10, 1), MonthKind.NONE, "")


def test_a_member_offers_takes_back_and_offers_again(cast, scope_of):
    scope = scope_of(cast.binh)
    for _round in range(2):
        service.volunteer(scope, DECEMBER, now=NOW)
        assert db.session.scalar(select(Volunteer.state)) is VolunteerState.OFFERED
        service.take_back(scope, DECEMBER)
        db.session.expire_all()
    assert db.session.scalar(select(Volunteer.state)) is VolunteerState.TAKEN_BACK
    events = [entry.event for entry in db.session.scalars(select(AuditEntry))]
    assert events == [AuditEvent.VOLUNTEERED, AuditEvent.VOLUNTEER_ANSWERED] * 2


def test_what_is_not_offered_cannot_be_taken_back_or_declined(cast, scope_of):
    lan, binh = scope_of(cast.lan), scope_of(cast.binh)
    with pytest.raises(RuleBroken):
        service.take_back(binh, DECEMBER)
    service.volunteer(binh, DECEMBER, now=NOW)
    offer_id = db.session.scalar(select(Volunteer.id))
    service.answer_offer(lan, offer_id, VolunteerState.DECLINED)
    for act in (
        lambda: service.answer_offer(lan, offer_id, VolunteerState.ACCEPTED),
        lambda: service.take_back(binh, DECEMBER),
    ):
        with pytest.raises(RuleBroken) as broken:
            act()
        assert broken.value.code == "volunteer.not_waiting"


def test_only_who_leads_answers_offers(cast, scope_of):
    service.volunteer(scope_of(cast.binh), DECEMBER, now=NOW)
    db.session.commit()
    offer_id = db.session.scalar(select(Volunteer.id))
    for person in (cast.hung, cast.khanh):
        with pytest.raises(NotVisible):
            service.answer_offer(scope_of(person), offer_id, VolunteerState.DECLINED)


def test_nobody_offers_for_a_month_in_which_they_report_already(cast, scope_of):
    with pytest.raises(RuleBroken) as broken:
        service.volunteer(scope_of(cast.mai), MONTH, now=NOW)
    assert broken.value.code == "volunteer.has_turn"


def test_an_exempt_member_does_not_offer(cast, scope_of):
    scope = scope_of(cast.binh)
    exempt = join(cast.k1, "Vũ Đình Phong", None, None, status=MemberStatus.EXEMPT)
    with pytest.raises(RuleBroken) as broken:
        service.volunteer(replace(scope, member_id=exempt), DECEMBER, now=NOW)
    assert broken.value.code == "volunteer.may_not"


def test_choices_tell_the_last_turn_and_why_somebody_is_left_out(cast, scope_of):
    scope = scope_of(cast.lan)
    join(cast.k1, "Vũ Đình Phong", None, None, status=MemberStatus.EXEMPT)
    binh = scope_of(cast.binh)
    service.volunteer(binh, DECEMBER, now=NOW)
    [december] = queries.planned(scope, [DECEMBER])
    found = {choice.full_name: choice for choice in candidates.choices(scope, december, NOW.date())}

    assert "Lý Hồng Phúc" not in found
    assert not found["Vũ Đình Phong"].may_be_chosen
    mai, binh = found["Phạm Thị Mai"], found["Hoàng Thanh Bình"]
    assert (mai.record.last_month, mai.turns, mai.has_offered) == (MONTH, 1, False)
    assert (binh.record.last_month, binh.turns, binh.has_offered) == (None, 0, True)


def test_the_next_month_to_fill_is_the_first_with_a_free_turn(cast, scope_of):
    scope = scope_of(cast.lan)
    assert candidates.next_to_fill(scope, NOW.date()) == MONTH
    service.mark_held(scope, MONTH)
    service.change_month(scope, DECEMBER, MonthKind.THEMATIC, "")
    # January is thematic by itself.
    assert candidates.next_to_fill(scope, NOW.date()) == FEBRUARY


def test_where_every_month_is_full_next_month_is_shown(cast, scope_of):
    scope = scope_of(cast.lan)
    for month in rules.months_ahead(NOW.date()):
        service.mark_held(scope, month)
    assert candidates.next_to_fill(scope, NOW.date()) == DECEMBER


def test_a_month_is_stored_once_however_often_it_is_planned(cast, scope_of):
    scope = scope_of(cast.lan)
    for kind in (MonthKind.THEMATIC, MonthKind.NONE, MonthKind.REPORTS):
        service.change_month(scope, DECEMBER, kind, "")
    assert len(db.session.scalars(select(PlanMonth)).all()) == 1
