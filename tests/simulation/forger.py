"""Hands of an owner: a superuser's connection for which no trigger fires and no reference holds."""

from collections.abc import Callable
from random import Random
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

#: What a change may touch; put back from a copy after each.
TABLES = (
    "audit_entries",
    "trail_heads",
    "texts",
    "report_versions",
    "remarks",
    "opinions",
    "conclusions",
    "commendations",
    "weaknesses",
    "weakness_events",
    "commitment_versions",
    "commitment_notes",
    "thematic_sessions",
    "meetings",
    "attendances",
    "agenda_items",
)
#: Forges something in one organization; says whether there was anything to forge.
Act = Callable[["Forger", int, Random], bool]


class Forger:
    """A superuser for whom no trigger fires and no reference holds."""

    def __init__(self, superuser_url: str) -> None:
        self._db = psycopg.connect(
            superuser_url.replace("+psycopg", ""), autocommit=True, row_factory=dict_row
        )
        self._db.execute("SET session_replication_role = replica")

    def close(self) -> None:
        """Let go of the database."""
        self._db.execute("DROP SCHEMA IF EXISTS kept CASCADE")
        self._db.close()

    def run(self, statement: str, **values: Any) -> list[dict[str, Any]]:
        """Carry out one statement."""
        cursor = self._db.execute(statement, values)
        return cursor.fetchall() if cursor.description else []

    def spoil(self, stored: str, which: str, **values: Any) -> None:
        """Put something else into the place of stored words, as a broken disk would."""
        self.run(f"UPDATE texts SET stored = %(stored)s WHERE {which}", stored=stored, **values)

    def keep(self) -> None:
        """Remember everything as it is."""
        self._db.execute("DROP SCHEMA IF EXISTS kept CASCADE")
        self._db.execute("CREATE SCHEMA kept")
        for table in TABLES:
            name = sql.Identifier(table)
            self._db.execute(sql.SQL("CREATE TABLE kept.{} AS TABLE public.{}").format(name, name))

    def put_back(self, organization: int) -> None:
        """Make one organization as it was remembered."""
        with self._db.transaction():
            for table in TABLES:
                name = sql.Identifier(table)
                here = sql.SQL("organization_id = {}").format(organization)
                self._db.execute(sql.SQL("DELETE FROM public.{} WHERE {}").format(name, here))
                copy = (
                    "INSERT INTO public.{} OVERRIDING SYSTEM VALUE SELECT * FROM kept.{} WHERE {}"
                )
                self._db.execute(sql.SQL(copy).format(name, name, here))


def one_of(forger: Forger, org: int, rng: Random, table: str, where: str = "true") -> Any:
    """A random row of one table, or none."""
    query = f"SELECT * FROM {table} WHERE organization_id = %(org)s AND {where} ORDER BY id"
    rows = forger.run(query, org=org)
    return rng.choice(rows) if rows else None


def row_changed(table: str, *sets: str, where: str = "true") -> Act:
    def act(forger: Forger, org: int, rng: Random) -> bool:
        row = one_of(forger, org, rng, table, where)
        if row is None:
            return False
        query = (
            f"UPDATE {table} SET {rng.choice(sets)} WHERE organization_id = %(org)s AND id = %(id)s"
        )
        forger.run(query, org=org, id=row["id"])
        return True

    return act


def row_deleted(table: str, where: str = "true") -> Act:
    """Delete a random row."""

    def act(forger: Forger, org: int, rng: Random) -> bool:
        row = one_of(forger, org, rng, table, where)
        if row is not None:
            query = f"DELETE FROM {table} WHERE organization_id = %(org)s AND id = %(id)s"
            forger.run(query, org=org, id=row["id"])
        return row is not None

    return act


def row_added(table: str, other: str, where: str = "true") -> Act:
    """Copy a row under another identifier, changed where it must be unique."""

    def act(forger: Forger, org: int, rng: Random) -> bool:
        row = one_of(forger, org, rng, table, where)
        if row is None:
            return False
        columns = ", ".join(f'"{name}"' for name in row if name != "id")
        query = (
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_record("
            f" NULL::{table}, (SELECT to_jsonb(r) || {other} FROM {table} r"
            " WHERE organization_id = %(org)s AND id = %(id)s))"
        )
        forger.run(query, org=org, id=row["id"])
        return True

    return act
