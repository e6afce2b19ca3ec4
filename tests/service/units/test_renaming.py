"""Another name for a unit: by its superior, by its own chair; older figures keep the older one."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.cast import NOW
from tests.service.rollups.test_refresh import mark
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.notices.models import Notice
from webapp.notices.rules import NoticeKind
from webapp.rollups import queries as figures
from webapp.rollups import service as rollups
from webapp.units import service

WAS, NEW = "Chi bộ Khoa Khám bệnh", "Chi bộ Khoa Khám bệnh và Cấp cứu"


def rename(duc, unit, cast, name=NEW):
    service.rename(duc, unit(cast.k1), name, now=clock.now())
    db.session.commit()


def test_the_name_it_had_is_kept_with_its_last_day(duc, unit, cast, scope_of):
    rename(duc, unit, cast)
    k1, yesterday = unit(cast.k1), NOW.date() - timedelta(days=1)
    assert k1.name == NEW
    assert k1.former_names == [{"name": WAS, "until": yesterday.isoformat()}]
    place = scope_of(cast.lan).organization
    assert [place.name_on(day) for day in (yesterday, NOW.date())] == [WAS, NEW]


def test_figures_of_an_earlier_year_carry_the_name_of_then(duc, unit, cast, moment):
    mark(cast, "k1", month=date(2026, 11, 1))
    rollups.refresh_stale(now=NOW)
    tenancy.bind(cast.db.id)
    moment(NOW + timedelta(days=90))
    rename(duc, unit, cast)
    names = [
        {row.name for row in figures.overview(duc, year, today=clock.today()).rows}
        for year in (2026, 2027)
    ]
    assert [WAS in names[0], NEW in names[0]] == [True, False]
    assert [WAS in names[1], NEW in names[1]] == [False, True]


def test_the_unit_reads_of_it_and_both_trails_tell(duc, unit, cast, rows):
    rename(duc, unit, cast)
    told = select(Notice.recipient_id).where(
        Notice.kind == NoticeKind.UNIT_RENAMED, Notice.channel == "app"
    )
    assert set(rows(cast.k1, told)) == {(cast.lan.member_id,), (cast.dung.member_id,)}
    entries = select(AuditEntry.event, AuditEntry.actor_id, AuditEntry.facts["was"].astext)
    event = AuditEvent.ORGANIZATION_RENAMED
    assert rows(cast.k1, entries) == [(event, None, WAS)]
    assert rows(cast.db, entries) == [(event, cast.duc.member_id, WAS)]


def test_the_same_name_again_is_no_change(duc, unit, cast, rows):
    rename(duc, unit, cast, name=f"  {WAS} ")
    assert unit(cast.k1).former_names == []
    assert rows(cast.k1, select(AuditEntry.id)) == []


def test_a_name_is_missing(duc, unit, cast):
    with pytest.raises(RuleBroken):
        rename(duc, unit, cast, name=" ")


def test_a_closed_unit_keeps_its_last_name(duc, unit, cast):
    unit(cast.k1).closed_on = NOW.date()
    db.session.commit()
    with pytest.raises(StaleEdit):
        rename(duc, unit, cast)


def test_who_looks_from_above_renames_nothing(unit, cast, scope_of):
    with pytest.raises(NotVisible):
        service.rename(scope_of(cast.oanh), unit(cast.k1), NEW, now=NOW)
