"""Empties the database before a test, and lays the cast into it as it was first assembled.

Emptying sixty tables makes hundreds of files, and assembling everybody takes forty transactions:
both together were most of the time of a small test. Only tables that hold something are emptied,
and the rows of the cast are copied back as the server wrote them out.
"""

import pickle
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import psycopg
from psycopg import sql

#: Not emptied: how far the schema is migrated.
_KEPT = "alembic_version"


@dataclass(frozen=True)
class Laid:
    """Rows of every table that holds some, where the counters stand, and who they are about."""

    rows: dict[str, bytes]
    counters: list[tuple[str, int]]
    people: bytes


class Slate:
    """One database of the tests, looked at as a superuser."""

    def __init__(self, superuser_url: str) -> None:
        self._connection = psycopg.connect(superuser_url.replace("+psycopg", ""), autocommit=True)
        # Rows come back in any order, and triggers have seen them before.
        self._connection.execute("SET session_replication_role = replica")

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    @cached_property
    def _tables(self) -> list[str]:
        found = self._connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r' AND relname <> %s ORDER BY relname",
            [_KEPT],
        )
        return [name for (name,) in found]

    def _filled(self) -> list[str]:
        asked = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(name, sql.Identifier(name))
            for name in self._tables
        )
        return [name for (name,) in self._connection.execute(asked)]

    def _counters(self) -> list[tuple[str, int]]:
        found = self._connection.execute(
            "SELECT sequencename, last_value FROM pg_sequences"
            " WHERE schemaname = 'public' AND last_value IS NOT NULL"
        )
        return [(name, int(value)) for name, value in found]

    def wipe(self) -> None:
        """Drop every row; identifiers begin at 1 again."""
        with self._connection.transaction():
            if filled := self._filled():
                tables = sql.SQL(", ").join(map(sql.Identifier, filled))
                self._connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(tables))
            for name, _value in self._counters():
                self._connection.execute("SELECT setval(%s::regclass, 1, false)", [name])

    def keep(self, people: Any) -> Laid:
        """Remember everything that is there now, and who it is about."""
        rows = {}
        with self._connection.cursor() as cursor:
            for name in self._filled():
                copy = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(name))
                with cursor.copy(copy) as out:
                    rows[name] = b"".join(bytes(part) for part in out)
        return Laid(rows, self._counters(), pickle.dumps(people))

    def lay(self, laid: Laid) -> Any:
        """Put remembered rows into the empty database; returns a fresh copy of the people."""
        with self._connection.transaction(), self._connection.cursor() as cursor:
            for name, rows in laid.rows.items():
                copy = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))
                with cursor.copy(copy) as into:
                    into.write(rows)
            for name, value in laid.counters:
                cursor.execute("SELECT setval(%s::regclass, %s)", [name, value])
        return pickle.loads(laid.people)  # noqa: S301 - made by `keep` in this very run
