"""The walls inside the database, compared with those the migrations made.

Owners, rights, policies, triggers and functions are read as lines of text (walls.sql) and compared
with those of a freshly migrated database (migrations/walls.txt). Where they differ, a restore was
incomplete or somebody changed the database, and no process of the service starts.
"""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup, ScriptInfo
from psycopg.errors import InsufficientPrivilege, UndefinedTable
from sqlalchemy import Connection
from sqlalchemy.exc import ProgrammingError

from webapp.core.db import db

log = logging.getLogger(__name__)

_QUERY = Path(__file__).with_name("walls.sql")
#: The walls as the migrations of this code make them; rewritten by `make walls`.
MADE = Path(__file__).parents[2] / "migrations" / "walls.txt"
#: Seconds between two comparisons of a running process.
LOOKED_EVERY = 60.0
_REVISION = "-- migrated to "
_OWNED = " OWNER TO "
_MOST_TOLD = 6
_CURE = (
    "Restore the dump as a superuser, without --no-owner and --role, into a database made by"
    " `flask database prepare`; `flask db upgrade` follows. `flask database check` prints all"
    " differences, `flask database repair` sets owners and rights anew."
)


class BreachedWalls(Exception):
    """The database is not as the migrations made it; the process must not serve."""

    may_be_logged = True


@dataclass(frozen=True)
class Differences:
    """Lines the migrations made and the database lacks, and lines it has beyond them."""

    missing: list[str]
    extra: list[str]

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra)

    def told(self) -> list[str]:
        """One line for each, the missing ones first."""
        return [f"missing: {one}" for one in self.missing] + [f"extra: {one}" for one in self.extra]

    def sentence(self) -> str:
        """The message of a refusal: the first differences, and the cure."""
        lines = self.told()
        first = "".join(f"\n  {line}" for line in lines[:_MOST_TOLD])
        rest = f"\n  and {len(lines) - _MOST_TOLD} more" if len(lines) > _MOST_TOLD else ""
        return (
            f"The database is not as the migrations made it, so nothing is served from it:"
            f"{first}{rest}\n{_CURE}"
        )


def compare(made: Iterable[str], live: Iterable[str]) -> Differences:
    """How the lines of a database differ from those the migrations made.

    Where the database has other migrations than this code, only what no migration changes is
    compared: the owners of things in both, and the service's own role.
    """
    wanted, there = frozenset(made), frozenset(live)
    if _revision_in(wanted) != _revision_in(there):
        both = _owned(wanted) & _owned(there)
        wanted = frozenset(line for line in wanted if _is_of_any_version(line, both))
        there = frozenset(line for line in there if _is_of_any_version(line, both))
    return Differences(sorted(wanted - there), sorted(there - wanted))


def _revision_in(lines: Iterable[str]) -> str | None:
    return next((line for line in lines if line.startswith(_REVISION)), None)


def _owned(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(line.partition(_OWNED)[0] for line in lines if _OWNED in line)


def _is_of_any_version(line: str, both: frozenset[str]) -> bool:
    if _OWNED in line:
        return line.partition(_OWNED)[0] in both or line.endswith(" app_rw")
    is_membership = line.startswith("GRANT ") and " ON " not in line
    return (is_membership and line.endswith(" TO app_rw")) or line.startswith(
        ("-- DATABASE_URL", "-- setting of ", "ALTER ROLE app_rw ")
    )


@cache
def made() -> frozenset[str]:
    """The lines of a database that this code's migrations made."""
    return frozenset(MADE.read_text("utf-8").splitlines())


def lines_of(connection: Connection) -> list[str]:
    """The sorted lines of a database as it is; the connection is rolled back afterwards."""
    try:
        # Names are then written with their schema.
        connection.exec_driver_sql("SET LOCAL search_path TO pg_catalog")
        lines = list(connection.exec_driver_sql(_QUERY.read_text("utf-8")).scalars())
        return sorted([*lines, *_migrated(connection)])
    finally:
        connection.rollback()


def _migrated(connection: Connection) -> list[str]:
    """The line about the migrations; none where there were none."""
    try:
        found = connection.exec_driver_sql("SELECT version_num FROM public.alembic_version")
        return [f"{_REVISION}{revision}" for revision in found.scalars()]
    except ProgrammingError as error:
        if isinstance(error.orig, UndefinedTable):
            return []
        if isinstance(error.orig, InsufficientPrivilege):
            # The missing right is reported; the revision can't be known.
            return [line for line in made() if line.startswith(_REVISION)]
        raise


def differences() -> Differences:
    """How the database of this application differs from what the migrations made."""
    with db.engine.connect() as connection:
        return compare(made(), lines_of(connection))


def refuse_breached() -> None:
    """Stop a process at its start unless every wall stands. Raises BreachedWalls."""
    found = differences()
    if found:
        raise BreachedWalls(found.sentence())


def still_stand() -> bool:
    """Whether the walls stand; each process compares at most every `LOOKED_EVERY` seconds.

    Rolls the session back before: comparing takes a connection, and a pool may have only one.
    """
    looked = current_app.extensions.get("walls")
    now = time.monotonic()
    if looked is None or now - looked[0] >= LOOKED_EVERY:
        db.session.rollback()
        found = differences()
        if found:
            log.error(found.sentence())
        looked = current_app.extensions["walls"] = (now, not found)
    return bool(looked[1])


class GuardedCommand(click.Command):
    """A command that refuses to run unless the walls stand."""

    def invoke(self, ctx: click.Context) -> Any:
        """Compare the walls, then run. Raises ClickException."""
        if not current_app:
            ctx.with_resource(ctx.ensure_object(ScriptInfo).load_app().app_context())
        try:
            refuse_breached()
        except BreachedWalls as breached:
            raise click.ClickException(str(breached)) from None
        return super().invoke(ctx)


class GuardedGroup(AppGroup):
    """Commands that read or write what belongs to organizations."""

    command_class = GuardedCommand
