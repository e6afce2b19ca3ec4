"""Marked months are counted once, carried upwards, and survive a worker that dies."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from tests.as_owner import from_outside
from tests.cast import MONTH, NOW, begin_report, found, join
from tests.service.rollups.test_count_a_branch import count, figures
from webapp.accounts.queries import organization_of
from webapp.accounts.scope import Scope
from webapp.core import stale_months, tenancy
from webapp.core.db import db
from webapp.core.stale_months import StaleMonth
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind
from webapp.rollups import service
from webapp.rollups.measures import Measure
from webapp.rollups.models import MonthlyFact

SEPTEMBER = date(2026, 9, 1)


def mark(cast, *codes, month=MONTH):
    for code in codes:
        organization_id = cast.organizations[code].id
        with tenancy.tenant(organization_id):
            stale_months.mark(Scope(organization_of(organization_id)), month)
            db.session.commit()


def marked(cast, code):
    with tenancy.tenant(cast.organizations[code].id):
        return set(db.session.scalars(select(StaleMonth.month)))


def test_a_marked_unit_and_its_superior_are_counted_and_no_longer_marked(cast):
    mark(cast, "k1", "k2", "cd")
    service.refresh_stale(now=NOW)
    sums = figures(cast, code="db")
    assert (sums[Measure.UNITS], sums[Measure.MEMBERS]) == (3, 9)
    assert [marked(cast, code) for code in ("k1", "k2", "cd", "db")] == [set()] * 4


def test_nothing_marked_is_nothing_done(cast):
    assert service.refresh_stale(now=NOW) == 0


def test_a_unit_that_counts_the_same_does_not_trouble_its_superior(cast):
    mark(cast, "k1")
    assert service.refresh_stale(now=NOW) == 2
    mark(cast, "k1")
    assert service.refresh_stale(now=NOW) == 1


def test_a_change_in_the_past_is_carried_on_to_the_running_month(cast):
    mark(cast, "k1", month=SEPTEMBER)
    service.refresh_stale(now=NOW)
    assert all(figures(cast, date(2026, month, 1), "db") for month in (9, 10, 11))


def test_a_month_marked_again_while_it_is_counted_stays_marked(cast, monkeypatch):
    def meanwhile(scope, source, now, write=service._write):
        with db.engine.connect() as other:
            other.execute(
                StaleMonth.__table__.update().values(since=StaleMonth.since + timedelta(minutes=1))
            )
            other.commit()
        return write(scope, source, now)

    mark(cast, "k1")
    monkeypatch.setattr(service, "_write", meanwhile)
    with pytest.raises(RanOnce):
        run_once(monkeypatch)
    assert marked(cast, "k1") == {MONTH}


class RanOnce(Exception):
    """Ends a refresh after its first round."""


def run_once(monkeypatch):
    rounds, find = [], service._stale_organizations

    def only_once():
        if rounds:
            raise RanOnce
        rounds.append(1)
        return find()

    monkeypatch.setattr(service, "_stale_organizations", only_once)
    service.refresh_stale(now=NOW)


def test_a_worker_killed_before_the_superior_leaves_its_mark(cast, monkeypatch):
    mark(cast, "k1")
    with pytest.raises(RanOnce):
        run_once(monkeypatch)
    monkeypatch.undo()
    assert (marked(cast, "k1"), marked(cast, "db")) == (set(), {MONTH})
    service.refresh_stale(now=NOW)
    assert figures(cast, code="db")[Measure.MEMBERS] == 5


def test_a_worker_killed_while_counting_leaves_the_mark_and_no_figure(cast, monkeypatch):
    def dies(*_):
        raise KeyboardInterrupt

    mark(cast, "k1")
    monkeypatch.setattr(service, "_mark", dies)
    with pytest.raises(KeyboardInterrupt):
        service.refresh_stale(now=NOW)
    assert (marked(cast, "k1"), figures(cast)) == ({MONTH}, {})


def test_one_unit_in_trouble_keeps_nobody_waiting(cast, monkeypatch):
    trouble = cast.organizations["k1"].id

    def stumble(scope, *args, count_it=service.recount, **kwargs):
        if scope.organization_id == trouble:
            raise ValueError
        return count_it(scope, *args, **kwargs)

    mark(cast, "k1", "k2")
    monkeypatch.setattr(service, "recount", stumble)
    service.refresh_stale(now=NOW)
    assert (marked(cast, "k1"), marked(cast, "k2")) == ({MONTH}, set())
    assert figures(cast, code="db")[Measure.UNITS] == 1


def test_the_night_counts_what_nobody_marked(cast):
    ids = service.organizations_at_work()
    service.refresh_organizations(ids, service.recent_months(NOW.date()), now=NOW)
    months = (SEPTEMBER, date(2026, 10, 1), MONTH)
    assert [figures(cast, month, "db")[Measure.UNITS] for month in months] == [3, 3, 3]


def test_a_unit_that_moves_keeps_its_history_where_it_was(cast):
    mark(cast, "k1", "k2", month=date(2026, 10, 1))
    service.refresh_stale(now=NOW)
    new = found(cast.organizations["db"], OrganizationKind.COMMITTEE, "moi", "Đảng bộ mới")
    cast.organizations["moi"] = new
    k1 = cast.organizations["k1"].id
    moved = update(Organization).where(Organization.id == k1)
    from_outside(moved.values(parent_id=new.id, path=f"{new.path}{k1}/"))
    mark(cast, "k1", month=date(2026, 10, 1))
    service.refresh_stale(now=NOW)
    october, november = date(2026, 10, 1), MONTH
    assert paths(cast, "k1") == {october: cast.organizations["k1"].path, november: k1_path(cast)}
    assert figures(cast, november, "moi")[Measure.MEMBERS] == 5
    assert figures(cast, october, "moi").get(Measure.MEMBERS, 0) == 0
    assert [figures(cast, m, "db")[Measure.MEMBERS] for m in (october, november)] == [7, 7]


def k1_path(cast):
    return f"{cast.organizations['moi'].path}{cast.organizations['k1'].id}/"


def paths(cast, code):
    with tenancy.tenant(cast.organizations[code].id):
        query = select(MonthlyFact.month, MonthlyFact.path).where(
            MonthlyFact.organization_id == cast.organizations[code].id
        )
        return dict(tuple(row) for row in db.session.execute(query))


def test_a_new_member_is_seen_on_every_floor_above(cast):
    mark(cast, "k2")
    service.refresh_stale(now=NOW)
    join(cast.organizations["k2"], "Phan Thị Thảo", None, None)
    begin_report(cast.people["kien"])
    mark(cast, "k2")
    service.refresh_stale(now=NOW)
    sums = figures(cast, code="db")
    assert (sums[Measure.MEMBERS], sums[Measure.TURNS_EXPECTED]) == (3, 1)


def test_a_closed_unit_is_no_longer_a_unit(cast):
    k2 = db.session.get(Organization, cast.organizations["k2"].id)
    k2.closed_on = date(2026, 10, 15)
    db.session.commit()
    count(cast, date(2026, 10, 1), MONTH, code="k2")
    found_units = [figures(cast, m, "k2")[Measure.UNITS] for m in (date(2026, 10, 1), MONTH)]
    assert found_units == [1, 0]
