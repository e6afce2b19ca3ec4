"""One worker at a time for an import; what a killed worker began is free after a short lease."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.imports.models import MemberImport
from webapp.imports.rules import LEASE, MOST_TRIES, ImportState, Problem
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind


def waiting(now: datetime) -> list[tuple[int, int, bool]]:
    """Organization, import and whether it is to be applied, of all that wait in all tenants."""
    found = func.app.waiting_imports(now).table_valued("organization_id", "import_id", "applying")
    columns = (found.c.organization_id, found.c.import_id, found.c.applying)
    return [(row[0], row[1], row[2]) for row in db.session.execute(select(*columns))]


def take(scope: Scope, import_id: int, state: ImportState, *, now: datetime) -> int | None:
    """Begin work on an import that waits, for as long as the lease; none if there is nothing.

    Returns the number of the try, which `lock` compares. The caller commits.
    """
    begins_from = {ImportState.READING: (ImportState.UPLOADED, ImportState.READING)}
    row = db.session.scalar(
        tenancy.rows_of(scope, MemberImport)
        .where(
            MemberImport.id == import_id,
            MemberImport.state.in_(begins_from.get(state, (state,))),
            or_(MemberImport.lease_until.is_(None), MemberImport.lease_until < now),
        )
        .with_for_update(skip_locked=True)
    )
    if row is None:
        return None
    if row.tries >= MOST_TRIES:
        fail(scope, row, Problem.GIVEN_UP, now=now)
        return None
    row.state, row.tries, row.lease_until = state, row.tries + 1, now + LEASE
    db.session.flush()
    return int(row.tries)


def lock(scope: Scope, import_id: int, state: ImportState, tried: int) -> MemberImport | None:
    """The import, locked until the transaction ends; none if it was ended or taken by another."""
    found: MemberImport | None = db.session.scalar(
        tenancy.rows_of(scope, MemberImport)
        .where(
            MemberImport.id == import_id,
            MemberImport.state == state,
            MemberImport.tries == tried,
        )
        .with_for_update(skip_locked=True)
    )
    return found


def fail(scope: Scope, row: MemberImport, problem: Problem, *, now: datetime) -> None:
    """End an import that takes over nothing; its file is dropped, and the member who asked told."""
    end(row, ImportState.FAILED, now=now)
    row.problem = problem
    tell(scope, row, NoticeKind.IMPORT_FAILED, now=now)


def end(row: MemberImport, state: ImportState, *, now: datetime) -> None:
    """End an import and drop its file and cells."""
    row.state, row.ended_at, row.lease_until = state, now, None
    row.content = row.cells = None
    db.session.flush()


def tell(
    scope: Scope, row: MemberImport, kind: NoticeKind, *, now: datetime, **counts: int
) -> None:
    """Tell the member who asked for the import, or confirmed it, how it stands."""
    told: dict[str, Any] = {name: str(count) for name, count in counts.items()}
    notices.announce(
        scope,
        kind,
        to=row.applied_by or row.asked_by,
        subject=f"import:{row.id}:{row.revision}",
        now=now,
        link=Address("imports.show", {"import_id": row.id}),
        **told,
    )
