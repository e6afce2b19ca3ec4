"""Two people change the tree at the same moment over connections of their own."""

from threading import Thread

import pytest
from sqlalchemy import func, select

from tests.cast import NOW, found
from tests.service.side_by_side import Play, how_each_ended, side_by_side
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.organizations import tree_service
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind as Kind
from webapp.transfers.models import Arrival
from webapp.units import queries, service
from webapp.units.service import NewUnit

REASON = "Quyết định 15"


@pytest.fixture
def together(app, cast, scope_of):
    """Run Đức's acts side by side; returns how each ended, in order."""
    duc = scope_of(cast.duc)

    def units():
        return {code: queries.get_below(duc, code) for code in ("k1", "k2", "a", "b")}

    def run(*acts):
        return how_each_ended(side_by_side(app, *(Play(duc, units, act) for act in acts)))

    for code in ("a", "b"):
        cast.organizations[code] = found(cast.db, Kind.COMMITTEE, code, f"Đảng bộ {code}")
    tenancy.bind(cast.db.id)
    return run


def merges(duc, units):
    service.merge(duc, units["k2"], units["k1"], REASON, now=NOW)


def closes(duc, units):
    service.close(duc, units["k2"], clock.today(), REASON, now=NOW)


def moves(unit, under):
    return lambda duc, units: service.move(duc, units[unit], units[under], now=NOW)


def opens(duc, units):
    wanted = NewUnit("Chi bộ mới", Kind.PARTY_BRANCH, "Vũ Thị Hoa", "hoa@example.vn", "moi")
    service.open_unit(duc, units["a"], wanted, mail_key="k" * 40, now=NOW)


def row(code):
    return db.session.scalar(select(Organization).where(Organization.code == code))


def test_of_two_who_merge_the_same_unit_one_succeeds(together, cast):
    assert sorted(together(merges, merges), key=str) == [409, "done"]
    with tenancy.tenant(cast.k1.id):
        assert db.session.scalar(select(func.count()).select_from(Arrival)) == 2


def test_of_merging_and_closing_one_succeeds(together):
    assert sorted(together(merges, closes), key=str) == [409, "done"]


def test_two_committees_never_end_up_below_each_other(together):
    assert sorted(together(moves("a", "b"), moves("b", "a")), key=str) == [422, "done"]
    a, b = row("a"), row("b")
    assert a.path.startswith(b.path) != b.path.startswith(a.path)


def test_a_unit_opened_while_its_superior_moves_has_the_path_it_ends_with(together):
    assert together(opens, moves("a", "b")) == ["done", "done"]
    new, above = row("moi"), row("a")
    assert new.path == f"{above.path}{new.id}/"


def test_closing_waits_for_what_is_being_written_in_the_unit(app, cast, scope_of):
    duc, here = scope_of(cast.duc), cast.k2.id

    def close():
        with app.app_context(), tenancy.tenant(duc.organization_id):
            closes(duc, {"k2": queries.get_below(duc, "k2")})
            db.session.commit()

    with tenancy.tenant(here):
        assert tree_service.is_open(here)
        beside = Thread(target=close)
        beside.start()
        beside.join(0.5)
        assert beside.is_alive()
        db.session.commit()
        beside.join(10)
        assert not tree_service.is_open(here)
        db.session.rollback()
