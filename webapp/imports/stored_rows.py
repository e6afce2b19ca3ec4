"""Rows of a sheet and pages of a preview, in the form in which they are stored."""

import json
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from webapp.accounts.rules import MemberStatus, Role
from webapp.imports.cell_values import Wanted
from webapp.imports.matching import Known, Verdict
from webapp.imports.rules import ROWS_A_PAGE, Column

#: What stands in a stored row, in this order; an empty cell is null.
WANTED = tuple(Column(name) for name in Wanted._fields[1:])


def pack(first_number: int, rows: list[list[Any]]) -> bytes:
    """The cells of a sheet from its headings on, with the number of that row."""
    return zlib.compress(json.dumps([first_number, rows]).encode(), level=1)


def unpack(packed: bytes) -> tuple[int, list[list[Any]]]:
    """The number and the cells given to `pack`."""
    first_number, rows = json.loads(zlib.decompress(packed))
    return first_number, rows


def pages(rows: list[dict[str, Any]]) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """Rows by pages of the preview, counted from 1."""
    for number, start in enumerate(range(0, len(rows), ROWS_A_PAGE), 1):
        yield number, rows[start : start + ROWS_A_PAGE]


def row_of(verdict: Verdict) -> dict[str, Any]:
    """A right row of the preview: what it says, whom it means, and what it changes."""
    number, name, email, phone, joined, admitted, *standing = verdict.wanted
    days = (joined and joined.isoformat(), admitted and admitted.isoformat())
    row: dict[str, Any] = {"n": number, "wanted": [name, email, phone, *days, *standing]}
    if verdict.member_id is not None:
        row["member"] = verdict.member_id
    if verdict.changes:
        row["changes"] = changes_of(verdict)
    if verdict.near:
        row["near"] = near_of(verdict)
    return row


def near_of(verdict: Verdict) -> list[str]:
    """Who may be the same person, as the page shows them."""
    return [_shown(one) for one in verdict.near]


def _shown(one: Known | Wanted) -> str:
    day = one.joined_on and f"về đơn vị ngày {one.joined_on:%d/%m/%Y}"
    row = f"dòng {one.number}" if isinstance(one, Wanted) else None
    facts = [fact for fact in (row, day, one.phone, one.email) if fact]
    return f"{one.full_name} ({', '.join(facts)})" if facts else one.full_name


def changes_of(verdict: Verdict) -> dict[str, list[Any]]:
    """What a row changes, as it is stored: by column, what is there and what will be."""
    return {
        column.value: [_plain(old), _plain(new)] for column, (old, new) in verdict.changes.items()
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def wanted_of(row: Mapping[str, Any]) -> Wanted:
    """A stored row in the form in which it is compared."""
    name, email, phone, joined, admitted, status, role = row["wanted"]
    return Wanted(
        row["n"],
        name,
        email,
        phone,
        joined and date.fromisoformat(joined),
        admitted and date.fromisoformat(admitted),
        status and MemberStatus(status),
        role and Role(role),
    )
