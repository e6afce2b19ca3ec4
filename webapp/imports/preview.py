"""The worker's first half: read the file in a process of its own, judge every row, store it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert

from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.imports import claims, outgoing_spreadsheets, queries, sandbox, stored_rows, wording
from webapp.imports.cell_values import Found, RowReader
from webapp.imports.matching import Members, Terms, compare
from webapp.imports.models import ImportPage, MemberImport
from webapp.imports.rules import NOT_READ, Column, ImportState, Problem, RowOutcome
from webapp.imports.sheet import Row, filled_rows, find_headings, without
from webapp.notices.rules import NoticeKind


@dataclass(frozen=True)
class Sheet:
    """A sheet from its headings on, and what each column is taken for."""

    name: str
    first_number: int
    rows: list[list[Any]]
    columns: list[Column]

    @property
    def headings(self) -> list[str]:
        """The headings, one for each column."""
        texts = [" ".join(str(cell).split()) for cell in self.rows[0]]
        return [text[:60] or f"Cột {position}" for position, text in enumerate(texts, 1)]


@dataclass
class Preview:
    """Every row of a sheet by what it comes to."""

    rows: dict[RowOutcome, list[dict[str, Any]]] = field(
        default_factory=lambda: {outcome: [] for outcome in RowOutcome}
    )
    faulty: list[tuple[Row, list[str]]] = field(default_factory=list)


def read(scope: Scope, import_id: int, *, now: datetime, commit: Callable[[], None]) -> bool:
    """Read a waiting import and store its preview; false when there was nothing to do.

    The first commit lets others see that it is being read, and ends the transaction before the
    file is opened by a process of its own.
    """
    tried = claims.take(scope, import_id, ImportState.READING, now=now)
    given = queries.input_of(scope, import_id) if tried is not None else None
    commit()
    if tried is None or given is None:
        return False
    try:
        sheet = _sheet_of(scope, *given)
    except sandbox.Unreadable as reason:
        row = claims.lock(scope, import_id, ImportState.READING, tried)
        if row is not None:
            claims.fail(scope, row, reason.problem, now=now)
        return True
    row = claims.lock(scope, import_id, ImportState.READING, tried)
    if row is not None:
        _store(scope, row, sheet, now)
    return True


def _sheet_of(
    scope: Scope, content: bytes | None, packed: bytes | None, chosen: Sequence[str]
) -> Sheet:
    """The sheet with the columns somebody chose, or as its headings are understood.

    Raises Unreadable.
    """
    if packed is not None:
        first_number, rows = stored_rows.unpack(packed)
        return Sheet("", first_number, rows, [Column(column) for column in chosen])
    cells = sandbox.read_cells(content or b"")
    found = find_headings(cells.rows, scope.organization.kind)
    if found is None:
        raise sandbox.Unreadable(Problem.NO_HEADINGS)
    rows = without(cells.rows, found.columns, found.index)
    return Sheet(cells.sheet, found.index + 1, rows, found.columns)


def _store(scope: Scope, row: MemberImport, sheet: Sheet, now: datetime) -> None:
    """Store the preview, judged with the present rights of the member who asked."""
    today = clock.day_of(now)
    asker = queries.acting_as(scope, row.asked_by, today)
    terms = queries.terms_for(asker, today)
    # Offices are not read for somebody who may give none.
    skipped = () if terms.offices else (Column.ROLE,)
    columns = [Column.UNUSED if column in skipped else column for column in sheet.columns]
    rows = list(filled_rows(sheet.rows, sheet.first_number, columns))
    if not rows:
        claims.fail(scope, row, Problem.EMPTY, now=now)
        return
    members = Members(queries.known_members(scope, today))
    preview = judge(asker, rows, columns, sheet.headings, members, terms)
    _replace_pages(scope, row, preview)
    row.sheet = sheet.name or row.sheet
    row.headings, row.columns = sheet.headings, [column.value for column in columns]
    row.cells, row.content = stored_rows.pack(sheet.first_number, sheet.rows), None
    row.faulty_rows = (
        outgoing_spreadsheets.faulty(sheet.headings, preview.faulty) if preview.faulty else None
    )
    row.state, row.lease_until, row.tries = ImportState.PREVIEWED, None, 0
    row.previewed_at, row.revision = now, row.revision + 1
    db.session.flush()
    counts = {"new": row.new_count, "changed": row.changed_count, "faulty": row.faulty_count}
    claims.tell(scope, row, NoticeKind.IMPORT_READ, now=now, **counts)


def judge(
    scope: Scope,
    rows: Iterable[tuple[int, Row]],
    columns: Sequence[Column],
    headings: Sequence[str],
    members: Members,
    terms: Terms,
) -> Preview:
    """What every row comes to, with a sentence for everything that is wrong."""
    preview, right = Preview(), []
    wrong: dict[int, Sequence[Found]] = {}
    cells: dict[int, Row] = dict(rows)
    reader = RowReader(columns, terms.today)
    for number, row in cells.items():
        wanted, faults = reader.read(number, row)
        if wanted is None:
            wrong[number] = faults
        else:
            right.append(wanted)
    for verdict in compare(right, members, terms):
        if verdict.outcome is RowOutcome.FAULTY:
            wrong[verdict.wanted.number] = verdict.faults
        else:
            preview.rows[verdict.outcome].append(stored_rows.row_of(verdict))
    named = {c: h for c, h in zip(columns, headings, strict=False) if c not in NOT_READ}
    words = scope.organization.words
    for number in sorted(wrong):
        said = [
            wording.sentence_of(found, number, named, words, terms.offices)
            for found in wrong[number]
        ]
        preview.rows[RowOutcome.FAULTY].append({"n": number, "said": said})
        preview.faulty.append((cells[number], said))
    return preview


def _replace_pages(scope: Scope, row: MemberImport, preview: Preview) -> None:
    """Replace the pages of the reading before by those of this one."""
    mine = tenancy.within(scope, ImportPage)
    db.session.execute(delete(ImportPage).where(mine, ImportPage.import_id == row.id))
    key = {"organization_id": scope.organization_id, "import_id": row.id}
    pages = [
        {**key, "outcome": outcome, "number": number, "rows": page}
        for outcome, rows in preview.rows.items()
        for number, page in stored_rows.pages(rows)
    ]
    db.session.execute(insert(ImportPage), pages)
    for outcome, rows in preview.rows.items():
        setattr(row, f"{outcome}_count", len(rows))
