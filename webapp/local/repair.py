"""Restores the owners and rights of a database as the migrations made them.

The lines of `webapp.core.walls` about owners, rights and row-level security are SQL: the missing
ones are run, the extra ones revoked. Only a whole restore repairs policies, triggers and functions.
"""

import re

import psycopg
from psycopg import sql
from sqlalchemy import create_engine, make_url
from sqlalchemy.pool import NullPool

from webapp.core.walls import Differences, compare, lines_of, made
from webapp.local.roles import libpq, prepare_database

#: Owners come first, because changing an owner rewrites rights; so several rounds are needed.
_ROUNDS = 4
#: The line about the connection, which here is the administrator's.
_ABOUT_CONNECTION = "-- DATABASE_URL"
_GRANT = re.compile(r"(ALTER DEFAULT PRIVILEGES .*)?GRANT (.+) TO (\S+)(?: WITH GRANT OPTION)?")
_SWITCH = re.compile(r"ALTER TABLE \S+ (ENABLE|FORCE) (ROW LEVEL SECURITY|TRIGGER .+)")


def repair(admin_dsn: str, database: str) -> Differences:
    """Repair what can be repaired, as a superuser; returns what still differs."""
    prepare_database(admin_dsn, database, {})
    for _ in range(_ROUNDS):
        found = _differences(admin_dsn, database)
        todo = statements(found)
        if not todo:
            break
        _carry_out(admin_dsn, database, todo)
    return _differences(admin_dsn, database)


def statements(found: Differences) -> list[str]:
    """What to run for the differences; only the owners where any is wrong."""
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
    """Run each statement by itself; the next comparison finds those that failed."""
    with psycopg.connect(libpq(admin_dsn), dbname=database, autocommit=True) as inside:
        name = sql.Identifier(database).as_string(inside)
        for one in todo:
            statement = one.replace(" ON DATABASE (this) ", f" ON DATABASE {name} ", 1)
            try:
                # Made by this code and PostgreSQL's own quoting; it holds no foreign value.
                inside.execute(sql.SQL(statement))
            except psycopg.Error:
                continue
