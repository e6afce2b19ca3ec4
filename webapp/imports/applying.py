"""The worker's second half: compare every row again, and take over those that are still right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select

from webapp.accounts.members import bulk_service
from webapp.accounts.members.particulars import Particulars
from webapp.accounts.models import Membership
from webapp.accounts.permissions import Permission, allows
from webapp.accounts.rules import MemberStatus
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.imports import claims, queries, stored_rows, wording
from webapp.imports.cell_values import Found, Wanted
from webapp.imports.matching import Members, Verdict, compare
from webapp.imports.models import ImportPage, MemberImport
from webapp.imports.rules import Column, Fault, ImportState, Problem, RowOutcome
from webapp.notices.rules import NoticeKind
from webapp.organizations import tree_service


@dataclass
class Sorted:
    """The rows of a preview after the second comparison."""

    new: list[Verdict] = field(default_factory=list)
    changed: list[Verdict] = field(default_factory=list)
    #: Already as the row wants it.
    settled: int = 0
    set_aside: list[Wanted] = field(default_factory=list)


def apply(scope: Scope, import_id: int, *, now: datetime, commit: Callable[[], None]) -> bool:
    """Take over the right rows of a confirmed import; false when there was nothing to do.

    Everything happens in the caller's transaction after the first commit: all rows or none.
    """
    tried = claims.take(scope, import_id, ImportState.APPLYING, now=now)
    commit()
    if tried is None:
        return False
    row = claims.lock(scope, import_id, ImportState.APPLYING, tried)
    if row is None:
        return False
    today = clock.day_of(now)
    actor = queries.acting_as(scope, row.applied_by or row.asked_by, today)
    # Unit and rights may have changed since the confirmation.
    if not tree_service.is_open(actor.organization_id):
        claims.fail(scope, row, Problem.CLOSED, now=now)
    elif not allows(Permission.MEMBERS_MANAGE, actor):
        claims.fail(scope, row, Problem.NOT_ALLOWED, now=now)
    else:
        _take_over(actor, row, today, now)
    return True


def _take_over(actor: Scope, row: MemberImport, today: date, now: datetime) -> None:
    # One import at a time in an organization: two lists with one person add them once.
    key = func.hashtextextended("member_imports", actor.organization_id)
    db.session.execute(select(func.pg_advisory_xact_lock(key)))
    stored = [
        one
        for outcome in (RowOutcome.NEW, RowOutcome.CHANGED)
        for one in queries.rows_of(actor, row.id, outcome)
    ]
    _lock(actor, [one["member"] for one in stored if "member" in one])
    found = sort_rows(actor, stored, today)
    ids = bulk_service.take_in(actor, [_newcomer(v, today) for v in found.new], now=now)
    bulk_service.correct(actor, [_correction(v) for v in found.changed], now=now)
    audit.record(
        actor,
        AuditEvent.MEMBERS_IMPORTED,
        row,
        new=len(ids),
        changed=len(found.changed),
        unchanged=row.unchanged_count + found.settled,
        faulty=row.faulty_count,
        set_aside=len(found.set_aside),
    )
    _write_down(actor, row, found)
    claims.end(row, ImportState.DONE, now=now)
    counts = {"new": row.new_count, "changed": row.changed_count}
    claims.tell(actor, row, NoticeKind.IMPORT_ENDED, now=now, **counts)


def _lock(scope: Scope, member_ids: Sequence[int]) -> None:
    """Lock these members between the second comparison and the writing."""
    if member_ids:
        query = select(Membership.id).where(tenancy.within(scope, Membership))
        query = query.where(Membership.id.in_(member_ids)).order_by(Membership.id)
        db.session.execute(query.with_for_update())


def sort_rows(scope: Scope, stored: Sequence[dict[str, Any]], today: date) -> Sorted:
    """Compare the rows with the members as they are now; what was not previewed is set aside."""
    members = Members(queries.known_members(scope, today))
    wanted = [stored_rows.wanted_of(row) for row in stored]
    found = Sorted()
    verdicts = compare(wanted, members, queries.terms_for(scope, today))
    for seen, verdict in zip(stored, verdicts, strict=True):
        if verdict.outcome is RowOutcome.UNCHANGED:
            found.settled += 1
        elif not _as_seen(seen, verdict):
            found.set_aside.append(verdict.wanted)
        elif verdict.outcome is RowOutcome.NEW:
            found.new.append(verdict)
        else:
            found.changed.append(verdict)
    return found


def _as_seen(seen: dict[str, Any], verdict: Verdict) -> bool:
    """Whether a row still does exactly what the preview said."""
    if verdict.outcome is RowOutcome.FAULTY or seen.get("member") != verdict.member_id:
        return False
    now_is = (stored_rows.changes_of(verdict), stored_rows.near_of(verdict))
    return (seen.get("changes", {}), seen.get("near", [])) == now_is


def _newcomer(verdict: Verdict, today: date) -> bulk_service.Newcomer:
    wanted = verdict.wanted
    name, joined_on = wanted.full_name, wanted.joined_on or today
    about = Particulars(name, wanted.email, wanted.phone, joined_on, wanted.admitted_on)
    return bulk_service.Newcomer(about, wanted.status or MemberStatus.OFFICIAL, wanted.role)


def _correction(verdict: Verdict) -> bulk_service.Correction:
    new = {column: change[1] for column, change in verdict.changes.items()}
    status, role = new.pop(Column.STATUS, None), new.pop(Column.ROLE, None)
    about = {column.value: value for column, value in new.items()}
    return bulk_service.Correction(verdict.member_id or 0, about, status, role)


def _write_down(scope: Scope, row: MemberImport, found: Sorted) -> None:
    """Replace the stored rows by those that were set aside, and count the others."""
    mine = tenancy.within(scope, ImportPage)
    of_this = (mine, ImportPage.import_id == row.id, ImportPage.outcome != RowOutcome.FAULTY)
    db.session.execute(delete(ImportPage).where(*of_this))
    words = scope.organization.words
    aside = [
        {
            "n": one.number,
            "said": [
                wording.sentence_of(Found(Fault.CHANGED_MEANWHILE), one.number, {}, words, ())
            ],
        }
        for one in found.set_aside
    ]
    key = {"organization_id": scope.organization_id, "import_id": row.id}
    pages = [
        {**key, "outcome": RowOutcome.SET_ASIDE, "number": number, "rows": page}
        for number, page in stored_rows.pages(aside)
    ]
    if pages:
        db.session.execute(insert(ImportPage), pages)
    row.new_count, row.changed_count = len(found.new), len(found.changed)
    row.unchanged_count += found.settled
    row.set_aside_count = len(aside)
