"""K2 is merged into K1: people wait to be received, words stay, nothing is counted twice."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests.cast import MONTH, NOW
from tests.service.rollups.test_refresh import mark as mark_stale
from tests.service.units.joining import (
    DUE,
    POINTED_OUT,
    TODAY,
    merge,
    receive,
    standing,
)
from webapp.accounts.queries import task_scope
from webapp.core import tenancy
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.core.stale_months import StaleMonth
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessSource, WeaknessState
from webapp.notices.models import Notice
from webapp.notices.rules import NoticeKind
from webapp.organizations.models import Organization
from webapp.plans.models import Turn
from webapp.plans.rules import TurnState
from webapp.reports.models import SelfReport
from webapp.reports.rules import ReportState
from webapp.rollups import service as rollups
from webapp.rollups.measures import Measure
from webapp.rollups.models import MonthlyFact
from webapp.texts import service as texts
from webapp.texts.models import Text, TextKind
from webapp.transfers.models import CarriedThread
from webapp.units import brought_threads, open_counts, service


def test_the_preview_tells_numbers_and_changes_nothing(duc, unit, two, rows):
    foreseen = service.preview(duc, unit(two.k2), unit(two.k1), today=TODAY)
    told = foreseen.work
    assert (told.members, told.reports, told.turns) == (4, 1, 1)
    assert foreseen.there_already == 1
    assert (standing(rows, two.k1), tenancy.bound()) == ([], two.db.id)


def test_the_unit_is_closed_and_says_into_which_it_went(duc, unit, two):
    merge(duc, unit, two)
    k2 = unit(two.k2)
    assert (k2.closed_on, k2.merged_into_id) == (TODAY, two.k1.id)
    with pytest.raises(RuleBroken) as broken:
        service.reopen(duc, k2, now=NOW)
    assert broken.value.code == "organization.merged_for_good"


def test_turns_ahead_are_dropped_and_the_report_stays_with_its_words(duc, unit, two, rows):
    before = rows(two.k2, select(func.count()).select_from(Text))
    merge(duc, unit, two)
    assert rows(two.k2, select(Turn.state)) == [(TurnState.WITHDRAWN,)]
    assert rows(two.k2, select(SelfReport.state)) == [(ReportState.WITHDRAWN,)]
    assert rows(two.k2, select(func.count()).select_from(Text)) == before


def test_an_open_weakness_arrives_as_days_without_words(duc, unit, two, rows):
    texts_before = rows(two.k1, select(Text.id))
    merge(duc, unit, two)
    arrived = select(CarriedThread.from_id, CarriedThread.pointed_out_on, CarriedThread.due_on)
    assert rows(two.k1, arrived.where(CarriedThread.member_id.is_(None))) == [
        (two.k2.id, POINTED_OUT, DUE)
    ]
    assert rows(two.k1, select(Text.id)) == texts_before
    assert rows(two.k2, select(Weakness.state)) == [(WeaknessState.OPEN,)]


def test_the_chair_takes_threads_off_the_list_one_by_one(duc, unit, two, rows, scope_of):
    merge(duc, unit, two)
    lan = scope_of(two.lan)
    with tenancy.tenant(two.k1.id):
        assert brought_threads.count_waiting(lan) == 0
    receive(lan, rows, two.k1, "Vũ Trung Kiên")
    with tenancy.tenant(two.k1.id):
        ((thread, name),) = brought_threads.waiting(lan, offset=0, size=9)
        assert (thread.member.full_name, name) == ("Vũ Trung Kiên", two.k2.name)
        with pytest.raises(NotVisible):
            service.settle(scope_of(two.binh), thread, now=NOW)
        service.settle(lan, brought_threads.get(lan, thread.id), now=NOW)
        assert brought_threads.count_waiting(lan) == 0


def test_nobody_is_counted_twice_and_older_figures_stay(duc, unit, two):
    mark_stale(two, "k1", "k2", month=date(2026, 10, 1))
    rollups.refresh_stale(now=NOW)
    tenancy.bind(two.db.id)
    merge(duc, unit, two)
    rollups.refresh_stale(now=NOW)
    with tenancy.tenant(two.db.id):
        query = select(MonthlyFact.organization_id, MonthlyFact.month, MonthlyFact.value).where(
            MonthlyFact.measure == Measure.MEMBERS
        )
        found = {(i, m.month): value for i, m, value in db.session.execute(query)}
    of_k1, of_k2, of_db = (
        [found.get((o.id, m)) for m in (10, 11)] for o in (two.k1, two.k2, two.db)
    )
    # K1 has 5 members, K2 has 4; who waits is counted nowhere.
    assert (of_k1, of_k2, of_db) == ([5, 5], [4, 0], [9, 5])


def test_those_concerned_are_told_in_their_own_unit(duc, unit, two, rows):
    merge(duc, unit, two)
    told = select(func.count()).where(Notice.channel == "app")
    assert rows(two.k2, told.where(Notice.kind == NoticeKind.UNIT_MERGED)) == [(4,)]
    links = select(Notice.leads_to).where(
        Notice.kind == NoticeKind.UNIT_JOINED, Notice.channel == "app"
    )
    assert rows(two.k1, links) == [(Address("transfers.index"),)] * 2


def test_of_two_who_merge_at_once_the_second_is_refused(duc, unit, two):
    merge(duc, unit, two)
    with pytest.raises(StaleEdit):
        merge(duc, unit, two)


@pytest.mark.parametrize(
    ("unit_code", "into", "code"),
    [
        ("k2", "k2", "unit.merge_itself"),
        ("k2", "cd", "unit.merge_kind"),
    ],
)
def test_what_does_not_become_one(duc, unit, two, unit_code, into, code):
    places = two.organizations
    with pytest.raises(RuleBroken) as broken:
        service.merge(duc, unit(places[unit_code]), unit(places[into]), "QĐ", now=NOW)
    assert broken.value.code == code


def test_who_looks_from_above_merges_nothing(unit, two, scope_of):
    with pytest.raises(NotVisible):
        service.merge(scope_of(two.oanh), unit(two.k2), unit(two.k1), "QĐ", now=NOW)
    assert db.session.get_one(Organization, two.k2.id).closed_on is None


def test_the_running_month_is_counted_again_where_somebody_comes_or_goes(
    duc, unit, two, rows, scope_of
):
    merge(duc, unit, two)
    assert rows(two.k1, select(StaleMonth.month)) == []
    receive(scope_of(two.lan), rows, two.k1, "Vũ Trung Kiên")
    assert rows(two.k1, select(StaleMonth.month)) == [(MONTH,)]
    assert (MONTH,) in rows(two.k2, select(StaleMonth.month))


@pytest.mark.parametrize(("persons", "told"), [(0, 0), (2, None), (3, 3)])
def test_a_superior_is_told_of_no_weaknesses_of_fewer_than_three_persons(
    duc, unit, cast, persons, told
):
    with tenancy.tenant(cast.k1.id):
        for person in (cast.mai, cast.binh, cast.hung)[:persons]:
            weakness = Weakness(
                organization_id=cast.k1.id,
                member_id=person.member_id,
                source=WeaknessSource.SUPERIOR,
                state=WeaknessState.OPEN,
                pointed_out_on=TODAY,
                text_id=texts.keep(task_scope(cast.k1.id), TextKind.WEAKNESS, "Chậm."),
            )
            db.session.add(weakness)
        db.session.commit()
    found = open_counts.open_work_of(unit(cast.k1), TODAY)
    assert (found.threads, found.is_nothing) == (told, False)
