"""A kept statement answers like one composed anew, and is composed with the first wall."""

from dataclasses import dataclass

from sqlalchemy import select

from tests import first_wall
from webapp.accounts.models import Membership
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.prepared_statements import prepared


@dataclass(frozen=True)
class Here:
    organization_id: int


@prepared
def named(scope, *, names, above):
    return select(Membership.full_name).where(
        tenancy.within(scope, Membership), Membership.full_name.in_(names), Membership.id > above
    )


LAN, KHANH = "Nguyễn Thị Lan", "Đỗ Quốc Khánh"


def ask(cast, code, names, above=0):
    scope = Here(cast.organizations[code].id)
    with tenancy.tenant(scope.organization_id):
        return set(db.session.scalars(*named(scope, names=names, above=above)))


def test_each_call_asks_with_its_own_values(cast):
    assert ask(cast, "k1", [LAN, KHANH]) == {LAN}
    assert ask(cast, "k2", [LAN, KHANH]) == {KHANH}
    assert ask(cast, "k1", ["niemand"]) == set()
    assert ask(cast, "k1", [LAN, KHANH], above=10**9) == set()


def test_the_statement_is_composed_once(cast):
    here = Here(1)
    assert named(here, names=[LAN], above=0)[0] is named(here, names=[KHANH], above=5)[0]


def test_a_test_that_takes_the_first_wall_away_takes_it_from_kept_statements_too(cast, monkeypatch):
    before = named(Here(1), names=[LAN], above=0)[0]
    first_wall.take_away(monkeypatch)
    without = named(Here(1), names=[LAN], above=0)[0]
    assert "organization_id" in str(before)
    assert "organization_id" not in str(without)


def test_rows_past_the_session_are_the_same_and_stay_in_the_tenant(cast):
    scope = Here(cast.organizations["k1"].id)
    with tenancy.tenant(scope.organization_id):
        assert named.rows(scope, names=[LAN, KHANH], above=0).scalars().all() == [LAN]
    with tenancy.tenant(cast.organizations["k2"].id):
        assert named.rows(scope, names=[LAN, KHANH], above=0).all() == []
