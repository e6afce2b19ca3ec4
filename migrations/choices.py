"""Widen and narrow the values a choice column takes; see `webapp.core.db.choice`."""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import text


def allow(op: Any, table: str, column: str, enum: str, values: Sequence[str]) -> None:
    """Let a column take further values of an enum besides those it takes already."""
    kept = _values(op, table, enum)
    _replace(op, table, column, enum, [*kept, *(v for v in values if v not in kept)])


def disallow(op: Any, table: str, column: str, enum: str, values: Sequence[str]) -> None:
    """Take values away again; fails while a row still has one of them."""
    _replace(op, table, column, enum, [v for v in _values(op, table, enum) if v not in values])


def _constraint(table: str, enum: str) -> str:
    return f"ck_{table}_{enum}"


def _values(op: Any, table: str, enum: str) -> list[str]:
    definition = op.get_bind().scalar(
        text(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE conname = :name AND conrelid = CAST(:table AS regclass)"
        ),
        {"name": _constraint(table, enum), "table": table},
    )
    return re.findall(r"'([^']+)'::character varying", definition)


def _replace(op: Any, table: str, column: str, enum: str, values: Sequence[str]) -> None:
    name, listed = _constraint(table, enum), ", ".join(f"'{value}'" for value in values)
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({column} IN ({listed}))")
