"""Acts of people on an import: sending a file, choosing columns, confirming, dropping it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select, update

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.core import queue, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.core.plain_line import one_line
from webapp.core.tenancy import TenantScope
from webapp.imports import claims, queries, rules
from webapp.imports.models import ImportPage, MemberImport
from webapp.imports.rules import OPEN, Column, ImportState, ImportStep, Problem, RowOutcome
from webapp.organizations.models import Organization

#: The two containers a spreadsheet comes in; the worker looks inside.
_BEGINNINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_ENDINGS = (".xlsx", ".xls")
_LONGEST_NAME = 120


def ask_to_read(scope: Scope, file_name: str, content: bytes, *, now: datetime) -> MemberImport:
    """Take in a file, to be read by a worker.

    Raises RuleBroken for what is no spreadsheet, too large, or one too many.
    """
    require(Permission.MEMBERS_MANAGE, scope)
    if not content:
        raise RuleBroken("import.file_missing", field="file")
    if len(content) > rules.MOST_BYTES:
        raise RuleBroken("import.file_large", field="file")
    if not content.startswith(_BEGINNINGS) or not file_name.lower().endswith(_ENDINGS):
        raise RuleBroken(Problem.KIND, field="file")
    here = select(Organization.id).where(Organization.id == scope.organization_id)
    db.session.execute(here.with_for_update())
    rules.refuse_too_many(queries.count_open(scope))
    row = MemberImport(
        organization_id=scope.organization_id,
        state=ImportState.UPLOADED,
        file_name=_plain_name(file_name),
        content=content,
        asked_by=scope.member_id or 0,
        asked_at=now,
    )
    db.session.add(row)
    db.session.flush()
    queue.after_commit("imports.read", organization_id=row.organization_id, import_id=row.id)
    return row


def _plain_name(file_name: str) -> str:
    """The name of the file to show; another one where it has hidden characters."""
    base = file_name.replace("\\", "/").rpartition("/")[2]
    try:
        return one_line(base[-_LONGEST_NAME:], field="file", longest=_LONGEST_NAME)
    except RuleBroken:
        return "danh-sach" + base[base.rfind(".") :].lower()


def choose_columns(
    scope: Scope, row: MemberImport, chosen: Sequence[Column], *, seen: int, now: datetime
) -> None:
    """Say what the columns mean where the headings were misunderstood, and judge the sheet again.

    Raises RuleBroken, and StaleEdit when there is another preview by now.
    """
    require(Permission.MEMBERS_MANAGE, scope)
    target = rules.next_state(row.state, ImportStep.COLUMNS)
    rules.refuse_other_preview(seen, row.revision)
    if len(chosen) != len(row.columns):
        raise RuleBroken("import.column_count")
    columns = [
        Column.NEVER_KEPT if before == Column.NEVER_KEPT else wanted
        for before, wanted in zip(row.columns, chosen, strict=True)
    ]
    rules.refuse_columns(columns)
    row.columns = [column.value for column in columns]
    row.asked_by = scope.member_id or row.asked_by
    _hand_over(row, target, "imports.read")


def ask_to_apply(
    scope: Scope, row: MemberImport, *, seen: int, is_other: bool = True, now: datetime
) -> bool:
    """Confirm the preview that was looked at; false if that was done already.

    Whether those who may be here already are somebody else is asked where that is not answered
    yet. Raises RuleBroken, and StaleEdit when there is another preview by now.
    """
    require(Permission.MEMBERS_MANAGE, scope)
    if row.state in (ImportState.APPLYING, ImportState.DONE) and seen == row.revision:
        return False
    target = rules.next_state(row.state, ImportStep.APPLY)
    rules.refuse_other_preview(seen, row.revision)
    rules.refuse_nothing(row.new_count, row.changed_count)
    if not is_other:
        new = queries.rows_of(scope, row.id, RowOutcome.NEW)
        rules.refuse_unasked(sum("near" in one for one in new))
    row.applied_by = scope.member_id
    _hand_over(row, target, "imports.apply")
    return True


def _hand_over(row: MemberImport, target: ImportState, task: str) -> None:
    row.state, row.lease_until, row.tries = target, None, 0
    db.session.flush()
    queue.after_commit(task, organization_id=row.organization_id, import_id=row.id)


def discard(scope: Scope, row: MemberImport, *, now: datetime) -> None:
    """Drop an import with everything that was read.

    Raises RuleBroken once it is being written.
    """
    require(Permission.MEMBERS_MANAGE, scope)
    target = rules.next_state(row.state, ImportStep.DISCARD)
    _forget_pages(scope, [row.id])
    row.faulty_rows = None
    claims.end(row, target, now=now)


def forget_old(scope: TenantScope, *, now: datetime) -> None:
    """Drop previews nobody confirmed in time, and the rows of imports that ended long ago."""
    unconfirmed = select(MemberImport.id).where(
        tenancy.within(scope, MemberImport),
        MemberImport.state.in_(OPEN - {ImportState.APPLYING}),
        MemberImport.asked_at < now - rules.PREVIEW_KEPT,
    )
    ended = select(MemberImport.id).where(
        tenancy.within(scope, MemberImport), MemberImport.ended_at < now - rules.ROWS_KEPT
    )
    _empty(scope, unconfirmed, state=ImportState.EXPIRED, ended_at=now)
    _empty(scope, ended)


def _empty(scope: TenantScope, which: Select[int], **values: Any) -> None:
    """Drop everything about people from some imports; the imports themselves stay listed."""
    ids = list(db.session.scalars(which.with_for_update(skip_locked=True)))
    if not ids:
        return
    _forget_pages(scope, ids)
    nothing = {"content": None, "cells": None, "faulty_rows": None, "lease_until": None}
    change = update(MemberImport).where(tenancy.within(scope, MemberImport))
    db.session.execute(
        change.where(MemberImport.id.in_(ids)).values(**nothing, **values),
        execution_options={"synchronize_session": False},
    )


def _forget_pages(scope: TenantScope, ids: Sequence[int]) -> None:
    mine = tenancy.within(scope, ImportPage)
    db.session.execute(delete(ImportPage).where(mine, ImportPage.import_id.in_(ids)))
