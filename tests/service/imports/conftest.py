"""Imports of branch K1, read and written at once as a worker would do it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import func, select

from tests import cast as people
from tests.service.imports.lists import xlsx
from webapp.accounts.models import Membership
from webapp.accounts.queries import task_scope
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.imports import applying, preview, queries, service
from webapp.imports.models import MemberImport
from webapp.imports.rules import RowOutcome


@dataclass
class Desk:
    """Somebody who imports lists into their organization, and the worker beside them."""

    scope: Scope

    def upload(self, content: bytes, name: str = "danh sách.xlsx") -> int:
        """Send a file; returns the import."""
        row = service.ask_to_read(self.scope, name, content, now=clock.now())
        db.session.commit()
        return row.id

    def send(self, rows: Any, headings: Any) -> MemberImport:
        """Send rows and have them read."""
        return self.read(self.upload(xlsx(rows, headings)))

    def read(self, import_id: int) -> MemberImport:
        """What the worker does with a file."""
        worker = task_scope(self.scope.organization_id)
        preview.read(worker, import_id, now=clock.now(), commit=db.session.commit)
        db.session.commit()
        return self.row(import_id)

    def confirm(self, import_id: int) -> MemberImport:
        """Confirm the preview and have it written."""
        row = self.row(import_id)
        service.ask_to_apply(self.scope, row, seen=row.revision, now=clock.now())
        db.session.commit()
        return self.write(import_id)

    def write(self, import_id: int) -> MemberImport:
        """What the worker does with a confirmed import."""
        worker = task_scope(self.scope.organization_id)
        applying.apply(worker, import_id, now=clock.now(), commit=db.session.commit)
        db.session.commit()
        return self.row(import_id)

    def row(self, import_id: int) -> MemberImport:
        """The import as it is now."""
        db.session.expire_all()
        return queries.get_import(self.scope, import_id)

    def rows(self, import_id: int, outcome: RowOutcome) -> list[dict[str, Any]]:
        """All rows of one outcome."""
        return queries.rows_of(self.scope, import_id, outcome)

    def said(self, import_id: int) -> list[str]:
        """Every sentence about faulty rows."""
        return [text for row in self.rows(import_id, RowOutcome.FAULTY) for text in row["said"]]

    def members(self) -> int:
        """How many members there are."""
        query = select(func.count()).select_from(Membership)
        return db.session.scalar(query.where(tenancy.within(self.scope, Membership))) or 0

    def member(self, full_name: str) -> Membership:
        """A member by name."""
        query = tenancy.rows_of(self.scope, Membership).where(Membership.full_name == full_name)
        return db.session.scalars(query).one()


@pytest.fixture
def desk(cast, scope_of) -> Callable[[people.Person], Desk]:
    """`desk(cast.lan)`: somebody of the cast who imports."""
    return lambda person: Desk(scope_of(person))


@pytest.fixture
def lan(cast, desk) -> Desk:
    """The chair of K1."""
    return desk(cast.lan)
