"""Find the headings in a sheet and the rows below them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.imports.rules import NOT_READ, Column
from webapp.imports.vocabulary import column_named
from webapp.organizations.rules import OrganizationKind

#: A letterhead of so many rows may stand above the headings.
ROOM_ABOVE = 30
LONGEST_HEADING = 60

Row = Sequence[Any]


@dataclass(frozen=True)
class Headings:
    """Where the headings stand, what they say, and what each is taken for."""

    #: Counted from 0; the first row of the sheet.
    index: int
    texts: list[str]
    columns: list[Column]


def find_headings(rows: Sequence[Row], kind: OrganizationKind) -> Headings | None:
    """The row among the first ones that says most of what a list of people says; or none."""
    best, most = None, 0
    for index, row in enumerate(rows[: ROOM_ABOVE + 1]):
        texts = [_heading(cell) for cell in row]
        columns = _each_once([column_named(text, kind) for text in texts], texts)
        understood = sum(column not in NOT_READ for column in columns)
        if _has_name(columns) and understood > most:
            best, most = Headings(index, texts, columns), understood
    return best


def _heading(cell: Any) -> str:
    return " ".join(shown(cell).split())[:LONGEST_HEADING]


def _has_name(columns: Sequence[Column]) -> bool:
    return Column.FULL_NAME in columns or {Column.FAMILY_NAMES, Column.GIVEN_NAME} <= set(columns)


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
    """The rows from the headings on, with nothing left of what is never kept."""
    dropped = [
        column_index for column_index, column in enumerate(columns) if column is Column.NEVER_KEPT
    ]
    kept = [list(row) for row in rows[index:]]
    for row in kept[1:]:
        for column_index in dropped:
            if column_index < len(row):
                row[column_index] = ""
    return kept


def filled_rows(
    rows: Sequence[Row], first_number: int, columns: Sequence[Column]
) -> Iterator[tuple[int, Row]]:
    """The rows below the headings that say anything, each with its number in the sheet."""
    read = [column_index for column_index, column in enumerate(columns) if column not in NOT_READ]
    headings = list(rows[0])
    for number, row in enumerate(rows[1:], first_number + 1):
        size = len(row)
        if (
            not any(column_index < size and row[column_index] != "" for column_index in read)
            or row == headings
        ):
            continue
        if number > first_number + 2 or not _counts_columns(row):
            yield number, row


def _counts_columns(row: Row) -> bool:
    """Whether a row only numbers the columns, as printed lists do below the headings: (1) (2)."""
    words = [shown(cell).strip("() .") for cell in row if cell != ""]
    return len(words) > 1 and all(word.isdigit() and len(word) <= 2 for word in words)
