"""Find the headings in a sheet and the rows below them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.imports.rules import NOT_READ, Column, has_name
from webapp.imports.vocabulary import column_named
from webapp.organizations.rules import OrganizationKind

#: A letterhead of so many rows may stand above the headings.
ROOM_ABOVE = 30
LONGEST_HEADING = 60

Row = Sequence[Any]


@dataclass(frozen=True)
class Headings:
    """Where the headings stand, and what each is taken for."""

    #: Counted from 0; the first row of the sheet.
    index: int
    columns: list[Column]


def find_headings(rows: Sequence[Row], kind: OrganizationKind) -> Headings | None:
    """The row among the first ones in which most headings of a list of people stand; or none."""
    best, most = None, 0
    for index, row in enumerate(rows[: ROOM_ABOVE + 1]):
        texts = [" ".join(shown(cell).split())[:LONGEST_HEADING] for cell in row]
        columns = _each_once([column_named(text, kind) for text in texts], texts)
        understood = sum(column not in NOT_READ for column in columns)
        if has_name(columns) and understood > most:
            best, most = Headings(index, columns), understood
    return best


def _each_once(guesses: list[Column], texts: Sequence[str]) -> list[Column]:
    """Each meaning for one column alone; a lone “Tên” is the whole name."""
    names = set(guesses)
    columns: list[Column] = []
    for guess, text in zip(guesses, texts, strict=True):
        if guess is Column.GIVEN_NAME and not names & {Column.FAMILY_NAMES, Column.FULL_NAME}:
            guess = Column.FULL_NAME
        # “Họ và tên” over two cells: the second one has no heading.
        taken = guess in columns or not text
        columns.append(Column.UNUSED if taken and guess not in NOT_READ else guess)
    return columns


def shown(cell: Any) -> str:
    """A cell as people see it: days as 03/02/1999, whole numbers without a point."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, list):
        year, month, day = str(cell[0]).split("-")
        return f"{day}/{month}/{year}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def without(rows: list[list[Any]], columns: Sequence[Column], index: int) -> list[list[Any]]:
    """The rows from the headings on, with empty cells in the columns that are never stored."""
    dropped = [at for at, column in enumerate(columns) if column is Column.NEVER_KEPT]
    rows = [list(row) for row in rows[index:]]
    for row in rows[1:]:
        for at in dropped:
            if at < len(row):
                row[at] = ""
    return rows


def filled_rows(
    rows: Sequence[Row], first_number: int, columns: Sequence[Column]
) -> Iterator[tuple[int, Row]]:
    """The rows below the headings that say anything, each with its number in the sheet."""
    read = [at for at, column in enumerate(columns) if column not in NOT_READ]
    headings = list(rows[0])
    for number, row in enumerate(rows[1:], first_number + 1):
        says_any = any(at < len(row) and row[at] != "" for at in read)
        is_below = number > first_number + 2 or not _counts_columns(row)
        if says_any and row != headings and is_below:
            yield number, row


def _counts_columns(row: Row) -> bool:
    """Whether a row only numbers the columns, as printed lists do below the headings: (1) (2)."""
    words = [shown(cell).strip("() .") for cell in row if cell != ""]
    return len(words) > 1 and all(word.isdigit() and len(word) <= 2 for word in words)
