"""Units and whole committees move; figures stay where they were counted, and are still seen."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.cast import MONTH, NOW, found, join
from tests.service.rollups.test_count_a_branch import figures
from tests.service.rollups.test_refresh import mark
from webapp.accounts.rules import Role
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.notices.models import Notice
from webapp.notices.rules import NoticeKind
from webapp.organizations import tree_service
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind as Kind
from webapp.rollups import queries as figures_seen
from webapp.rollups import service as rollups
from webapp.rollups.measures import Measure
from webapp.units import service

OCTOBER = date(2026, 10, 1)


@pytest.fixture
def placed(cast, duc, unit):
    """DB above the committees A and B; K1 and K2 stand under A."""
    for code in ("a", "b"):
        cast.organizations[code] = found(cast.db, Kind.COMMITTEE, code, f"Đảng bộ bộ phận {code}")
    for code in ("k1", "k2"):
        service.move(duc, unit(cast.organizations[code]), unit(cast.organizations["a"]), now=NOW)
    db.session.commit()
    return cast


@pytest.fixture
def tree(placed):
    """The same with October and November counted."""
    before(placed, "k1", "k2", "cd", month=OCTOBER)
    return placed


def before(cast, *codes, month=MONTH):
    here = tenancy.bound()
    mark(cast, *codes, month=month)
    rollups.refresh_stale(now=NOW)
    tenancy.bind(here)


def members(cast, code, month):
    return figures(cast, month, code).get(Measure.MEMBERS, 0)


def everywhere(cast, month):
    return [members(cast, code, month) for code in ("db", "a", "b")]


def move(duc, unit, cast, code, under):
    places = cast.organizations
    service.move(duc, unit(places[code]), unit(places[under]), now=NOW)
    db.session.commit()
    rollups.refresh_stale(now=NOW)
    tenancy.bind(cast.db.id)


def test_one_update_moves_a_committee_with_everything_below_it(placed, duc, unit):
    move(duc, unit, placed, "a", "b")
    a, k1 = unit(placed.organizations["a"]), unit(placed.k1)
    b = unit(placed.organizations["b"])
    assert a.path == f"{b.path}{a.id}/"
    assert (k1.path, k1.parent_id) == (f"{a.path}{k1.id}/", a.id)
    assert unit(placed.cd).path == f"{placed.db.path}{placed.cd.id}/"


def test_figures_up_both_trees_are_right_before_and_after_a_unit_moved(tree, duc, unit):
    # Of the 9 members 5 are in K1 and 2 in K2, both under A; the other 2 stand right below DB.
    assert everywhere(tree, MONTH) == [9, 7, 0]
    october = everywhere(tree, OCTOBER)
    move(duc, unit, tree, "k1", "b")
    assert everywhere(tree, OCTOBER) == october
    assert everywhere(tree, MONTH) == [9, 2, 5]


def test_a_committee_that_was_moved_is_summed_under_its_new_superior(tree, duc, unit):
    october = everywhere(tree, OCTOBER)
    move(duc, unit, tree, "a", "b")
    assert everywhere(tree, OCTOBER) == october
    assert everywhere(tree, MONTH) == [9, 7, 7]


def test_a_superior_that_was_moved_still_sees_its_own_earlier_months(tree, duc, unit, scope_of):
    a = tree.organizations["a"]
    tree.people["an"] = tree.duc.__class__(
        "Lê Thị An", a, 0, join(a, "Lê Thị An", None, None, Role.VIEWER), ""
    )
    db.session.commit()
    move(duc, unit, tree, "a", "b")
    scope = scope_of(tree.people["an"])
    with tenancy.tenant(a.id):
        view = figures_seen.overview(scope, 2026, today=OCTOBER)
        assert view.numbers[Measure.MEMBERS] == 7
        assert {row.name for row in view.rows} == {tree.k1.name, tree.k2.name}
        seen = figures_seen.overview(scope, 2026, today=OCTOBER, code="k1")
        assert seen.numbers[Measure.MEMBERS] == 5


def test_a_late_correction_of_an_earlier_month_goes_up_the_way_it_had_then(tree, duc, unit):
    move(duc, unit, tree, "a", "b")
    tree.people["moi"] = join(tree.k1, "Phan Thị Thảo", None, None)
    before(tree, "k1", month=OCTOBER)
    assert everywhere(tree, OCTOBER) == [10, 8, 0]


def test_the_new_superior_sees_nothing_of_the_months_before(tree, duc, unit, scope_of):
    b = tree.organizations["b"]
    tree.people["ba"] = tree.duc.__class__(
        "Lê Thị Ba", b, 0, join(b, "Lê Thị Ba", None, None, Role.VIEWER), ""
    )
    db.session.commit()
    move(duc, unit, tree, "k1", "b")
    with tenancy.tenant(b.id):
        view = figures_seen.overview(scope_of(tree.people["ba"]), 2026, today=OCTOBER, code="k1")
    assert view.numbers == {}


def test_the_leaders_of_the_unit_are_told(placed, duc, unit, rows):
    move(duc, unit, placed, "k1", "b")
    told = rows(
        placed.k1,
        select(Notice.recipient_id, Notice.facts["under"].astext).where(
            Notice.kind == NoticeKind.UNIT_MOVED, Notice.channel == "app"
        ),
    )
    to = {placed.lan.member_id, placed.dung.member_id}
    assert {(who, "Đảng bộ bộ phận b") for who in to} <= set(told)


@pytest.mark.parametrize(
    ("code", "under", "refused"),
    [
        ("a", "a", "organization.cycle"),
        ("k1", "a", "organization.there_already"),
        ("k1", "k2", "organization.parent_meets"),
    ],
)
def test_where_a_unit_can_not_go(placed, duc, unit, code, under, refused):
    places = placed.organizations
    with pytest.raises(RuleBroken) as broken:
        service.move(duc, unit(places[code]), unit(places[under]), now=NOW)
    assert broken.value.code == refused


def test_a_committee_does_not_go_below_itself(placed, duc, unit):
    inner = found(unit(placed.organizations["a"]), Kind.COMMITTEE, "trong", "Đảng bộ trong")
    with pytest.raises(RuleBroken) as broken:
        service.move(duc, unit(placed.organizations["a"]), unit(inner), now=NOW)
    assert broken.value.code == "organization.cycle"


def test_nothing_moves_under_what_is_closed(placed, duc, unit):
    unit(placed.organizations["b"]).closed_on = NOW.date()
    db.session.flush()
    with pytest.raises(StaleEdit):
        service.move(duc, unit(placed.k1), unit(placed.organizations["b"]), now=NOW)


def test_who_looks_from_above_moves_nothing(placed, unit, scope_of):
    with pytest.raises(NotVisible):
        service.move(
            scope_of(placed.oanh), unit(placed.k1), unit(placed.organizations["b"]), now=NOW
        )
    assert db.session.get_one(Organization, placed.k1.id).parent_id == placed.organizations["a"].id


def test_to_another_root_nothing_goes_whoever_asks(placed, unit, duc):
    with pytest.raises(NotVisible):
        service.move(duc, unit(placed.k1), unit(placed.xa), now=NOW)
    with pytest.raises(RuleBroken) as broken:
        tree_service.move(unit(placed.k1), unit(placed.xa), by=duc)
    assert broken.value.code == "organization.other_root"


def test_a_unit_that_was_taken_away_meanwhile_is_no_longer_ones_own(placed, duc, unit, scope_of):
    a = placed.organizations["a"]
    head = placed.duc.__class__("Lê An", a, 0, join(a, "Lê An", None, None, Role.CHAIR), "")
    db.session.commit()
    k1 = unit(placed.k1)
    move(duc, unit, placed, "k1", "b")
    with tenancy.tenant(a.id), pytest.raises(NotVisible):
        service.close(scope_of(head), db.session.merge(k1, load=True), NOW.date(), "x", now=NOW)
