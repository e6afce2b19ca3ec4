"""What the pages of imports show."""

from typing import Any

from flask import g, request

from webapp.accounts.permissions import Permission, allows
from webapp.imports import queries
from webapp.imports.forms import UploadForm
from webapp.imports.models import MemberImport
from webapp.imports.routes.preview_rows import shown_row
from webapp.imports.rules import AT_WORK, ROWS_A_PAGE, Column, ImportState, RowOutcome
from webapp.web.paging import paging
from webapp.web.wording import message

#: In addresses, in the order of the page.
NAMES = {
    "moi": RowOutcome.NEW,
    "thay-doi": RowOutcome.CHANGED,
    "loi": RowOutcome.FAULTY,
    "khong-doi": RowOutcome.UNCHANGED,
    "de-rieng": RowOutcome.SET_ASIDE,
}


def index_context(form: UploadForm) -> dict[str, Any]:
    """What the page with the upload and the earlier imports shows."""
    pages = paging(queries.count_imports(g.scope))
    found = queries.imports(g.scope, offset=pages.offset, size=pages.size)
    may_grant = allows(Permission.ROLES_GRANT, g.scope)
    return {"form": form, "pages": pages, "found": found, "may_grant": may_grant}


def import_context(found: MemberImport, **more: Any) -> dict[str, Any]:
    """What the page of one import shows: its progress, or one page of its rows."""
    counts = {name: getattr(found, f"{outcome}_count") for name, outcome in NAMES.items()}
    shown = _shown(counts)
    pages = paging(counts[shown], ROWS_A_PAGE)
    at_work, rows = found.state in AT_WORK, []
    if not at_work:
        rows = queries.page_rows(g.scope, found.id, NAMES[shown], pages.number)
    return {
        "found": found,
        "at_work": at_work,
        "counts": counts,
        "shown": shown,
        "outcomes": NAMES,
        "pages": pages,
        "rows": [shown_row(row) for row in rows],
        "problem": message(found.problem) if found.problem else "",
        "has_rows": found.state in (ImportState.PREVIEWED, ImportState.DONE),
        "choices": [column for column in Column if column is not Column.NEVER_KEPT],
        "columns": [Column(column) for column in found.columns],
        **more,
    }


def _shown(counts: dict[str, int]) -> str:
    """The list the address asks for, or the first one that has any rows."""
    wanted = request.args.get("loai", "")
    if wanted in counts:
        return wanted
    return next((name for name, count in counts.items() if count), "moi")
