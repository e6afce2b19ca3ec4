"""Rows of a preview as the page shows them: what a row says, or what it changes."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from webapp.accounts.rules import MemberStatus, Role
from webapp.imports.rules import Column
from webapp.imports.stored_rows import WANTED
from webapp.web.dates import day
from webapp.web.wording import label, message, sentence

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Line:
    """One particular of a person; `before` is none where nothing was known."""

    name: str
    now: str
    before: str | None = None


@dataclass(frozen=True)
class ShownRow:
    """One row of the sheet: a person with what is said of them, or what is wrong."""

    number: int
    name: str
    lines: Sequence[Line] = ()
    said: Sequence[str] = ()
    #: Who may be the same person.
    near: Sequence[str] = ()


def shown_row(row: Mapping[str, Any]) -> ShownRow:
    """A stored row in the words of the page; one that can't be read is shown as damaged."""
    try:
        return _read(row)
    except (ValueError, KeyError, TypeError, AttributeError):
        log.error("stored row of a list is damaged")
        return ShownRow(0, "", said=[message("text.damaged")])


def _read(row: Mapping[str, Any]) -> ShownRow:
    """Only a changed row tells what was there before."""
    if "said" in row:
        return ShownRow(row["n"], "", said=row["said"])
    wanted, changes = dict(zip(WANTED, row["wanted"], strict=True)), row.get("changes", {})
    known_as = changes.get(Column.FULL_NAME, [wanted.pop(Column.FULL_NAME)])[0]
    if changes:
        lines = [_line(column, *changes[column][::-1]) for column in WANTED if column in changes]
    else:
        lines = [_line(column, said) for column, said in wanted.items() if said is not None]
    return ShownRow(row["n"], known_as, lines, near=row.get("near", ()))


def _line(column: Column, now: Any, before: Any = None) -> Line:
    return Line(
        sentence(label(column)),
        _value(column, now),
        None if before is None else _value(column, before),
    )


def _value(column: Column, value: Any) -> str:
    if column in (Column.JOINED_ON, Column.ADMITTED_ON):
        return day(date.fromisoformat(value))
    if column is Column.STATUS:
        return label(MemberStatus(value))
    return label(Role(value)) if column is Column.ROLE else str(value)
