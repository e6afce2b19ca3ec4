"""The second wall alone: what PostgreSQL shows and refuses, table by table."""

import pytest
from sqlalchemy import create_engine, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from tests.tenancy.planted import plant
from webapp.core import tenancy
from webapp.core.db import Base, db

TENANT_TABLES = [t for t in Base.metadata.sorted_tables if "organization_id" in t.columns]


#: The service may not update what identifies their rows at all.
WRITTEN_ONCE = {"audit_entries", "trail_heads", "trail_checkpoints"}


@pytest.fixture
def planted(cast):
    return plant(cast)


def rows_of(table, organization_id):
    return select(func.count()).where(table.c.organization_id == organization_id)


def test_every_tenant_table_is_planted(cast, planted):
    k1 = cast.organizations["k1"].id
    with tenancy.tenant(k1):
        empty = [t.name for t in TENANT_TABLES if not db.session.scalar(rows_of(t, k1))]
    assert empty == []


@pytest.mark.parametrize("code", ["k2", "db", "xa", None])
def test_no_row_is_seen_from_elsewhere(cast, planted, code):
    k1 = cast.organizations["k1"].id
    elsewhere = cast.organizations[code].id if code else None
    with tenancy.tenant(elsewhere):
        seen = [t.name for t in TENANT_TABLES if db.session.scalar(rows_of(t, k1))]
    # Figures, and nothing else, are published to the superior.
    assert seen == (["monthly_facts"] if code == "db" else [])


@pytest.mark.parametrize("table", TENANT_TABLES, ids=lambda table: table.name)
def test_no_row_is_written_or_moved_from_elsewhere(cast, planted, table):
    k1, k2 = cast.organizations["k1"].id, cast.organizations["k2"].id
    with tenancy.tenant(k1):
        row = dict(
            db.session.execute(select(table).where(table.c.organization_id == k1)).first()._mapping
        )
    row.pop("id", None)
    with tenancy.tenant(k2):
        with pytest.raises(DBAPIError, match="row-level security|permission denied|never changed"):
            db.session.execute(insert(table).values(row))
        db.session.rollback()
        change = update(table).where(table.c.organization_id == k1).values(organization_id=k2)
        if table.name in WRITTEN_ONCE:
            return
        if may_move(table):
            assert db.session.execute(change).rowcount == 0
        else:
            with pytest.raises(DBAPIError, match="permission denied"):
                db.session.execute(change)


def may_move(table):
    """Whether the service has the right to change whose a row is, and only the wall keeps it."""
    column = table.c.organization_id.name
    asked = func.has_column_privilege(table.name, column, "UPDATE")
    return db.session.scalar(select(asked))


def test_a_pool_of_one_connection_forgets_the_tenant_before(app, cast, planted):
    ids = [cast.organizations[code].id for code in ("k1", "k2", "cd")]
    memberships = Base.metadata.tables["memberships"]
    engine = create_engine(app.config["SQLALCHEMY_DATABASE_URI"], pool_size=1, max_overflow=0)
    tenancy.announce_on(engine)
    wrong = 0
    for turn in range(1000):
        tenancy.bind(ids[turn % 3] if turn % 7 else None)
        with engine.begin() as connection:
            seen = set(connection.scalars(select(memberships.c.organization_id)))
        wrong += seen != ({ids[turn % 3]} if turn % 7 else set())
    engine.dispose()
    assert wrong == 0
