"""The shape of a year goes into the next one by one act."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.cast import NOW
from tests.service.plans.agreed import agree
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.plans import queries, rules, service
from webapp.plans.rules import MonthKind, TurnSource

TODAY = date(2026, 11, 16)
DECEMBER = date(2026, 12, 1)


def kinds(scope, year):
    plans = queries.month_plans(scope, rules.months_of(year))
    return {month.month: (plan.kind, plan.topic, plan.own_turns) for month, plan in plans.items()}


def test_kinds_topics_and_turns_go_into_the_next_year(lan, moment):
    moment(NOW.replace(month=1))
    service.change_month(lan, date(2026, 8, 1), MonthKind.NONE, "")
    service.change_month(lan, DECEMBER, MonthKind.THEMATIC, "Nêu gương", own_turns=1)
    service.carry_year(lan, 2026, today=TODAY)
    assert kinds(lan, 2027) == kinds(lan, 2026)
    assert kinds(lan, 2027)[12] == (MonthKind.THEMATIC, "Nêu gương", 1)
    [entry] = db.session.scalars(
        select(AuditEntry).where(AuditEntry.event == AuditEvent.YEAR_CARRIED)
    )
    assert entry.facts == {"year": 2027}


def test_a_year_with_nothing_planned_gives_nothing(lan):
    with pytest.raises(RuleBroken) as broken:
        service.carry_year(lan, 2026, today=TODAY)
    assert broken.value.code == "plan.nothing_to_carry"


def test_a_next_year_that_is_planned_or_agreed_to_stays(lan):
    service.change_month(lan, DECEMBER, MonthKind.THEMATIC, "")
    service.change_month(lan, date(2027, 5, 1), MonthKind.THEMATIC, "Của năm sau")
    with pytest.raises(RuleBroken) as broken:
        service.carry_year(lan, 2026, today=TODAY)
    assert broken.value.code == "plan.next_year_planned"
    agree(lan.organization_id, 2028)
    with pytest.raises(RuleBroken) as broken:
        service.carry_year(lan, 2027, today=TODAY)
    assert broken.value.code == "plan.next_year_planned"


def test_nothing_is_carried_into_a_year_that_is_over(lan):
    with pytest.raises(RuleBroken) as broken:
        service.carry_year(lan, 2024, today=TODAY)
    assert broken.value.code == "plan.year_past"


def test_months_with_turns_or_a_called_meeting_stay_as_they_are(cast, lan, moment):
    moment(NOW.replace(month=1))
    for month in (2, 3):
        service.change_month(lan, date(2026, month, 1), MonthKind.THEMATIC, "")
    moment(NOW)
    service.assign(lan, cast.binh.member_id, date(2027, 2, 1), TurnSource.ASSIGNED, now=NOW)
    service.set_meeting_day(lan, date(2027, 3, 1), date(2027, 3, 20))
    service.carry_year(lan, 2026, today=TODAY)
    found = kinds(lan, 2027)
    assert (found[2][0], found[3][0]) == (MonthKind.REPORTS, MonthKind.REPORTS)


def test_only_who_leads_carries(cast, scope_of):
    for person in (cast.hung, cast.binh):
        with pytest.raises(NotVisible):
            service.carry_year(scope_of(person), 2026, today=TODAY)
