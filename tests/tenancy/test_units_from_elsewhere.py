"""A superior acts inside its units, and nobody acts inside anybody else's."""

import pytest
from sqlalchemy import cast as cast_to
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT
from sqlalchemy.exc import DBAPIError

from tests.cast import NOW, account, join
from tests.tenancy.addresses import inside, requests_to
from tests.tenancy.planted import plant
from tests.tenancy.test_outsiders import (
    both_walls,
    fingerprint,
    without_filter,
    without_row_security,
)
from webapp.accounts.models import Membership
from webapp.accounts.rules import Role
from webapp.core import tenancy
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.rollups.models import MonthlyFact

TYPED = {
    "name": "Chiếm",
    "under": "xa",
    "into": "k2",
    "day": "2026-11-16",
    "reason": "Không có quyền",
    "email": "",
}


@pytest.fixture(params=[both_walls, without_filter, without_row_security])
def tested(request, app, databases, monkeypatch):
    with request.param(app, databases, monkeypatch) as wall:
        yield wall


@pytest.fixture
def head_of_xa(cast):
    """Sơn chairs the committee XA, which stands above nobody of DB."""
    where = cast.organizations["xa"]
    email = "son@example.vn"
    key = account("Tạ Đình Sơn", email)
    member_id = join(where, "Tạ Đình Sơn", email, key, Role.CHAIR)
    return cast.duc.__class__("Tạ Đình Sơn", where, key, member_id, email)


def about_units(app):
    return [rule for rule in inside(app) if "unit" in rule.arguments]


def test_the_head_of_another_root_gets_the_answer_of_an_unknown_unit(
    tested, app, cast, as_, head_of_xa, databases
):
    plant(cast)
    client, seen = as_(head_of_xa), 0
    client.application = tested
    before = [fingerprint(databases, cast.organizations[code].id) for code in ("k1", "k2", "db")]
    for rule in about_units(app):
        for unit in ("k1", "k2", "db"):
            theirs = list(requests_to(rule, "xa", {"unit": unit}))
            unknown = list(requests_to(rule, "xa", {"unit": "nowhere"}))
            for (method, there), (_m, nowhere) in zip(theirs, unknown, strict=True):
                one = client.open(there, method=method, data=TYPED)
                other = client.open(nowhere, method=method, data=TYPED)
                assert one.status_code == other.status_code == 404, there
                seen += 1
    assert seen >= 30
    after = [fingerprint(databases, cast.organizations[code].id) for code in ("k1", "k2", "db")]
    assert after == before
    named = db.session.scalars(select(Organization.name).where(Organization.name == "Chiếm"))
    assert named.all() == []


def test_a_unit_is_neither_moved_nor_merged_into_another_root(as_, cast):
    client = as_(cast.duc)
    moved = client.post("/o/db/don-vi/k1/chuyen", data=TYPED | {"under": "xa"})
    merged = client.post("/o/db/don-vi/k1/sap-nhap", data=TYPED | {"into": "xa"})
    assert (moved.status_code, merged.status_code) == (422, 422)


def test_a_chair_of_a_unit_acts_on_no_unit(app, as_, cast):
    plant(cast)
    for rule in about_units(app):
        for code in ("k1", "k2"):
            for method, address in requests_to(rule, code, {"unit": "k2"}):
                answer = as_(cast.lan).open(address, method=method, data=TYPED)
                assert answer.status_code == 404, address


@pytest.mark.parametrize(("where", "sees"), [("db", 3), ("xa", 0), ("k1", 0), (None, 0)])
def test_the_look_up_tells_of_nothing_but_units_below(cast, where, sees):
    ids = [cast.organizations[code].id for code in ("k1", "k2", "cd", "db", "xa")]
    wanted = func.app.units_below(
        cast_to(ids, ARRAY(BIGINT)),
        NOW.date(),
        NOW,
    ).table_valued("organization_id", "has_chair")
    with tenancy.tenant(cast.organizations[where].id if where else None):
        assert len(db.session.execute(select(wanted)).all()) == sees


def test_inside_a_unit_the_wall_is_the_units_and_afterwards_ones_own(cast):
    mine = select(func.count()).select_from(Membership)
    with tenancy.tenant(cast.db.id):
        at_home = db.session.scalar(mine)
        with tenancy.elsewhere(cast.k1.id):
            assert db.session.scalar(mine) == 6
            with pytest.raises(DBAPIError, match="row-level security"), db.session.begin_nested():
                db.session.add(_somebody(cast.db.id))
        assert db.session.scalar(mine) == at_home
        with pytest.raises(DBAPIError, match="row-level security"), db.session.begin_nested():
            db.session.add(_somebody(cast.k1.id))
        assert tenancy.bound() == cast.db.id


def _somebody(organization_id):
    return Membership(
        organization_id=organization_id,
        full_name="Ai Đó",
        sort_key="x",
        search_text="ai do",
        joined_on=NOW.date(),
    )


def test_a_stranger_sees_no_figure_whose_path_only_looks_like_theirs(cast):
    """Identifiers are compared whole: 1 does not stand in the path 11/21/."""
    k1 = cast.k1.id
    with tenancy.tenant(k1):
        fact = {"measure": "members", "value": 5, "computed_at": NOW, "month": NOW.date()}
        path = f"9{cast.xa.id}/{cast.xa.id}9/{k1}/"
        db.session.add(MonthlyFact(organization_id=k1, path=path, **fact))
        db.session.commit()
    with tenancy.tenant(cast.xa.id):
        assert db.session.scalar(select(func.count()).select_from(MonthlyFact)) == 0


def test_whoever_came_from_nowhere_sees_nothing_afterwards(cast):
    mine = select(func.count()).select_from(Membership)
    with tenancy.tenant(None):
        with tenancy.elsewhere(cast.k1.id):
            assert db.session.scalar(mine) == 6
        assert db.session.scalar(mine) == 0
