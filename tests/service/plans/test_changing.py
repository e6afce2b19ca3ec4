"""A plan that was agreed to is changed with a reason, which everybody can read."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.cast import NOW
from tests.service.plans.agreed import agree
from webapp.core.db import db
from webapp.core.errors import RuleBroken, StaleEdit
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind
from webapp.plans import queries, service, year_queries
from webapp.plans.models import PlanMonth
from webapp.plans.rules import MonthKind, TurnSource
from webapp.texts.models import Text, TextKind

DECEMBER = date(2026, 12, 1)


def told():
    query = select(Notice.recipient_id).where(
        Notice.kind == NoticeKind.PLAN_CHANGED, Notice.channel == Channel.APP
    )
    return set(db.session.scalars(query))


def test_a_draft_is_changed_without_a_reason_and_without_a_history(lan):
    service.change_month(lan, DECEMBER, MonthKind.THEMATIC, "Nêu gương")
    assert year_queries.changes_of(lan, [DECEMBER]) == []
    assert told() == set()


def test_an_agreed_plan_asks_for_a_reason(lan):
    agree(lan.organization_id)
    for reason, code in (("", "plan.reason_missing"), ("x" * 2001, "plan.reason_too_long")):
        with pytest.raises(RuleBroken) as broken:
            service.change_month(lan, DECEMBER, MonthKind.THEMATIC, "", reason=reason)
        assert (broken.value.code, broken.value.field) == (code, "reason")
    assert queries.month_plan(lan, DECEMBER).kind is MonthKind.REPORTS


def test_a_change_is_kept_with_its_reason_and_told_to_the_unit(cast, lan):
    agree(lan.organization_id)
    service.change_month(
        lan, DECEMBER, MonthKind.THEMATIC, "Nêu gương", own_turns=1, reason=" Cấp trên yêu cầu. "
    )
    [change] = year_queries.changes_of(lan, [DECEMBER])
    assert (change.kind_before, change.kind_after) == (MonthKind.REPORTS, MonthKind.THEMATIC)
    assert (change.topic_before, change.topic_after) == (None, "Nêu gương")
    assert (change.turns_before, change.turns_after) == (2, 1)
    assert (change.by, change.reason, change.at) == ("Nguyễn Thị Lan", "Cấp trên yêu cầu.", NOW)
    assert db.session.scalars(select(Text.kind)).all().count(TextKind.REASON) == 1
    others = (cast.dung, cast.hung, cast.mai, cast.binh)
    assert told() == {person.member_id for person in others}


def test_another_topic_alone_is_kept_and_told_to_nobody(lan):
    agree(lan.organization_id)
    service.change_month(lan, DECEMBER, MonthKind.REPORTS, "Nêu gương", reason="Bổ sung.")
    assert len(year_queries.changes_of(lan, [DECEMBER])) == 1
    assert told() == set()


def test_a_meeting_in_a_month_without_one_is_a_change_too(lan):
    service.change_month(lan, DECEMBER, MonthKind.NONE, "")
    agree(lan.organization_id)
    service.set_meeting_day(lan, DECEMBER, date(2026, 12, 20))
    [change] = year_queries.changes_of(lan, [DECEMBER])
    assert (change.kind_after, change.reason) == (MonthKind.REPORTS, "")


def test_the_latest_change_comes_first(lan, moment):
    agree(lan.organization_id)
    service.change_month(lan, DECEMBER, MonthKind.THEMATIC, "", reason="Một.")
    moment(NOW.replace(day=17))
    service.change_month(lan, DECEMBER, MonthKind.REPORTS, "", reason="Hai.")
    assert [c.reason for c in year_queries.changes_of(lan, [DECEMBER])] == ["Hai.", "Một."]


def test_whoever_saw_an_older_month_is_told_so(cast, scope_of, lan):
    dung = scope_of(cast.dung)
    service.change_month(lan, DECEMBER, MonthKind.THEMATIC, "", based_on=0)
    with pytest.raises(StaleEdit) as stale:
        service.change_month(dung, DECEMBER, MonthKind.NONE, "", based_on=0)
    assert stale.value.facts == {"kind": MonthKind.THEMATIC}
    service.change_month(lan, DECEMBER, MonthKind.NONE, "", based_on=1)
    assert db.session.scalars(select(PlanMonth.revision)).one() == 2


def test_the_same_again_changes_nothing(lan):
    agree(lan.organization_id)
    for _click in range(2):
        service.change_month(
            lan, DECEMBER, MonthKind.THEMATIC, "", reason="Cấp trên yêu cầu.", based_on=0
        )
    assert len(year_queries.changes_of(lan, [DECEMBER])) == 1


def test_a_month_takes_its_own_number_of_turns(cast, lan):
    service.change_month(lan, DECEMBER, MonthKind.REPORTS, "", own_turns=3)
    assert queries.month_plan(lan, DECEMBER).most_turns == 3
    for person in (cast.mai, cast.binh, cast.hung):
        service.assign(lan, person.member_id, DECEMBER, TurnSource.ASSIGNED, now=NOW)
    with pytest.raises(RuleBroken) as broken:
        service.change_month(lan, DECEMBER, MonthKind.REPORTS, "", own_turns=2)
    assert (broken.value.code, broken.value.field) == ("plan.fewer_than_given", "own_turns")


@pytest.mark.parametrize("turns", [0, 11])
def test_a_month_s_turns_have_bounds(lan, turns):
    with pytest.raises(RuleBroken) as broken:
        service.change_month(lan, DECEMBER, MonthKind.REPORTS, "", own_turns=turns)
    assert broken.value.code == "plan.turns_bounds"
