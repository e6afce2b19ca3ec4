"""Imports of an organization, their pages, and the members a sheet is compared with."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from webapp.accounts.models import Membership, MembershipStatus, RoleGrant
from webapp.accounts.permissions import Permission, allows, require
from webapp.accounts.queries import holds_on, status_of
from webapp.accounts.rules import MemberStatus, Role, offices_of
from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import seen
from webapp.core.tenancy import TenantScope
from webapp.imports.matching import Known, Terms
from webapp.imports.models import ImportPage, MemberImport
from webapp.imports.rules import OPEN, RowOutcome


def get_import(scope: Scope, import_id: int, *, lock: bool = False) -> MemberImport:
    """One import, for those who manage the members.

    Raises NotVisible.
    """
    require(Permission.MEMBERS_MANAGE, scope)
    query = tenancy.rows_of(scope, MemberImport).where(MemberImport.id == import_id)
    if lock:
        query = query.with_for_update()
    found: MemberImport | None = db.session.scalar(query)
    return seen(found)


def count_imports(scope: TenantScope) -> int:
    """How many imports there have been."""
    query = select(func.count()).select_from(MemberImport)
    return db.session.scalar(query.where(tenancy.within(scope, MemberImport))) or 0


def count_open(scope: TenantScope) -> int:
    """How many imports are under way or wait to be confirmed."""
    query = select(func.count()).select_from(MemberImport)
    mine = tenancy.within(scope, MemberImport)
    return db.session.scalar(query.where(mine, MemberImport.state.in_(OPEN))) or 0


def imports(scope: TenantScope, *, offset: int, size: int) -> list[MemberImport]:
    """A page of the imports with the member who asked for each, the latest first."""
    query = tenancy.rows_of(scope, MemberImport).options(joinedload(MemberImport.asker))
    query = query.order_by(MemberImport.asked_at.desc(), MemberImport.id.desc())
    return list(db.session.scalars(query.offset(offset).limit(size)))


def page_rows(
    scope: TenantScope, import_id: int, outcome: RowOutcome, number: int
) -> list[dict[str, Any]]:
    """The rows on one page of the preview."""
    query = select(ImportPage.rows).where(
        tenancy.within(scope, ImportPage),
        ImportPage.import_id == import_id,
        ImportPage.outcome == outcome,
        ImportPage.number == number,
    )
    return db.session.scalar(query) or []


def rows_of(scope: TenantScope, import_id: int, outcome: RowOutcome) -> list[dict[str, Any]]:
    """Every row of one outcome, in the order of the sheet."""
    query = select(ImportPage.rows).where(
        tenancy.within(scope, ImportPage),
        ImportPage.import_id == import_id,
        ImportPage.outcome == outcome,
    )
    return [row for page in db.session.scalars(query.order_by(ImportPage.number)) for row in page]


def faulty_file(scope: TenantScope, import_id: int) -> bytes | None:
    """The faulty rows as a spreadsheet, if there are any and they are still stored."""
    query = select(MemberImport.faulty_rows)
    return db.session.scalar(
        query.where(tenancy.within(scope, MemberImport), MemberImport.id == import_id)
    )


def input_of(scope: TenantScope, import_id: int) -> tuple[bytes | None, bytes | None, list[str]]:
    """The file as it came or its packed cells, and the columns somebody chose."""
    query = select(MemberImport.content, MemberImport.cells, MemberImport.columns)
    mine = tenancy.within(scope, MemberImport)
    row = db.session.execute(query.where(mine, MemberImport.id == import_id)).one()
    return row.content, row.cells, row.columns


def acting_as(scope: Scope, member_id: int, day: date) -> Scope:
    """The scope of a task that works for a member, with the rights the member has today."""
    query = select(Membership.full_name, status_of(day).label("status"))
    mine = tenancy.within(scope, Membership)
    row = db.session.execute(query.where(mine, Membership.id == member_id)).one()
    return replace(
        scope,
        member_id=member_id,
        full_name=row.full_name,
        status=row.status,
        roles=_roles_of(scope, day, member_id).get(member_id, frozenset()),
    )


def terms_for(scope: Scope, today: date) -> Terms:
    """What the one who asks may have written into the list."""
    may_grant = allows(Permission.ROLES_GRANT, scope)
    offices = offices_of(meets=scope.organization.meets) if may_grant else ()
    listed = tuple(role for role in offices if role is not Role.CHAIR)
    return Terms(today, Role.CHAIR in scope.roles, scope.member_id, listed)


def known_members(scope: TenantScope, day: date) -> list[Known]:
    """Everybody who is or was a member, as they stand; three statements for any number."""
    history = (
        select(MembershipStatus.member_id, MembershipStatus.status, MembershipStatus.from_on)
        .where(tenancy.within(scope, MembershipStatus))
        .order_by(MembershipStatus.from_on, MembershipStatus.id)
    )
    latest = {row[0]: (row[1], row[2]) for row in db.session.execute(history)}
    roles = _roles_of(scope, day)
    none = (MemberStatus.LEFT, date.min)
    query = select(
        Membership.id,
        Membership.full_name,
        Membership.email,
        Membership.phone,
        Membership.joined_on,
        Membership.admitted_on,
    ).where(tenancy.within(scope, Membership))
    return [
        Known(*row, *latest.get(row[0], none), roles.get(row[0], frozenset()))
        for row in db.session.execute(query)
    ]


def _roles_of(
    scope: TenantScope, day: date, member_id: int | None = None
) -> dict[int, frozenset[Role]]:
    query = select(RoleGrant.member_id, RoleGrant.role).where(
        tenancy.within(scope, RoleGrant), holds_on(RoleGrant, day)
    )
    if member_id is not None:
        query = query.where(RoleGrant.member_id == member_id)
    held: dict[int, frozenset[Role]] = {}
    for row in db.session.execute(query):
        held[row[0]] = held.get(row[0], frozenset()) | {row[1]}
    return held
