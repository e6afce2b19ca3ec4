"""Rows for a database that is filled by COPY: identifiers given, defaults written out."""

from collections import defaultdict
from enum import Enum
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from webapp import PARTS
from webapp.core.db import Base

for _part in PARTS:
    if find_spec(f"webapp.{_part}.models"):
        import_module(f"webapp.{_part}.models")


class Rows:
    """Collects rows by table and writes them all at once, past row-level security."""

    def __init__(self) -> None:
        self._rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._last: dict[str, int] = defaultdict(int)

    def add(self, table: str, **values: Any) -> int:
        """One more row; returns its identifier, if the table has one."""
        if "id" in Base.metadata.tables[table].columns:
            self._last[table] += 1
            values["id"] = self._last[table]
        self._rows[table].append(values)
        return int(values.get("id", 0))

    def write(self, dsn: str) -> int:
        """Copy everything as the superuser; returns how many rows there were."""
        with psycopg.connect(dsn, autocommit=True) as connection:
            for table in Base.metadata.sorted_tables:
                if self._rows[table.name]:
                    self._copy(connection, table.name)
            connection.execute("VACUUM ANALYZE")
        return sum(map(len, self._rows.values()))

    def _copy(self, connection: psycopg.Connection[Any], table: str) -> None:
        rows = self._rows[table]
        names = list(dict.fromkeys(name for row in rows for name in row))
        columns = sql.SQL(", ").join(map(sql.Identifier, names))
        into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), columns)
        with connection.cursor() as cursor:
            # Foreign keys are checked by the tests; the order of the rows is right by design.
            cursor.execute("SET session_replication_role = replica")
            with cursor.copy(into) as copy:
                for row in rows:
                    copy.write_row([_plain(row.get(name)) for name in names])
            if self._last[table]:
                start = sql.SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), {})")
                cursor.execute(start.format(sql.Literal(table), sql.Literal(self._last[table])))


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return Jsonb(value) if isinstance(value, dict) else value
