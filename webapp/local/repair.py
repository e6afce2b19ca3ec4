"""Set owners and rights of a database anew, as the migrations made them.

The lines of `webapp.core.walls` about owners, rights and row-level security are SQL: the missing
ones are carried out, the extra ones taken back. Policies, triggers and functions that are not as
they were are left alone: only a whole restore brings those back.
"""

import re

import psycopg
from psycopg import sql
from sqlalchemy import create_engine, make_url
from sqlalchemy.pool import NullPool

from webapp.core.walls import Differences, compare, lines_of, made
from webapp.local.roles import libpq, prepare_database

#: Owners first: handing a thing over rewrites its rights. What is found then takes another round.
_ROUNDS = 4
#: The role of the connection is the administrator's here.
_ABOUT_CONNECTION = "-- DATABASE_URL"
_GRANT = re.compile(r"(ALTER DEFAULT PRIVILEGES .*)?GRANT (.+) TO (\S+)(?: WITH GRANT OPTION)?")
_SWITCH = re.compile(r"ALTER TABLE \S+ (ENABLE|FORCE) (ROW LEVEL SECURITY|TRIGGER .+)")


def repair(admin_dsn: str, database: str) -> Differences:
    """Set anew what can be set, as a superuser; returns what still differs."""
    prepare_database(admin_dsn, database, {})
    for _ in range(_ROUNDS):
        found = _differences(admin_dsn, database)
        todo = statements(found)
        if not todo:
            break
        _carry_out(admin_dsn, database, todo)
    return _differences(admin_dsn, database)


def statements(found: Differences) -> list[str]:
    """What to run for the differences that can be set; owners alone where any is wrong."""
    owners = [line for line in found.missing if " OWNER TO " in line]
    if owners:
        return owners
    missing = [one for one in found.missing if not one.startswith("-- ")]
    roles = [one for one in missing if one.startswith("ALTER ROLE ")]
    switched = [one for one in missing if _SWITCH.fullmatch(one)]
    back_on = [
        one.replace(" DISABLE TRIGGER ", " ENABLE TRIGGER ", 1)
        for one in found.extra
        if one.startswith("ALTER TABLE ") and " DISABLE TRIGGER " in one
    ]
    taken = [taken_back(one) for one in found.extra if _GRANT.fullmatch(one)]
    granted = [one for one in missing if _GRANT.fullmatch(one)]
    return [*roles, *switched, *back_on, *taken, *granted]


def taken_back(grant: str) -> str:
    """The statement that takes a granted right back."""
    found = _GRANT.fullmatch(grant)
    if found is None:
        raise ValueError(f"no right is granted by {grant!r}")
    before, what, who = found.group(1) or "", found.group(2), found.group(3)
    return f"{before}REVOKE {what} FROM {who}{'' if before else ' CASCADE'}"


def _differences(admin_dsn: str, database: str) -> Differences:
    url = make_url(admin_dsn).set(drivername="postgresql+psycopg", database=database)
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        live = lines_of(connection)
    return compare(
        [line for line in made() if not line.startswith(_ABOUT_CONNECTION)],
        [line for line in live if not line.startswith(_ABOUT_CONNECTION)],
    )


def _carry_out(admin_dsn: str, database: str, todo: list[str]) -> None:
    """Run each by itself: what can't be done is found by the look that follows, and told."""
    with psycopg.connect(libpq(admin_dsn), dbname=database, autocommit=True) as inside:
        name = sql.Identifier(database).as_string(inside)
        for one in todo:
            statement = one.replace(" ON DATABASE (this) ", f" ON DATABASE {name} ", 1)
            try:
                # Written by this code and by PostgreSQL's own quoting; no value stands in it.
                inside.execute(sql.SQL(statement))
            except psycopg.Error:
                continue
