"""Members who may be the person somebody writes down; who writes is asked once."""

from sqlalchemy import ColumnElement, or_

from webapp.accounts.members.same_person import Entry, may_be_same
from webapp.accounts.models import Membership
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.core.tenancy import TenantScope
from webapp.core.vietnamese import search_key

_MOST = 10


def of(scope: TenantScope, entry: Entry, *conditions: ColumnElement[bool]) -> list[Membership]:
    """The members, former ones too, who may be this person; one query."""
    named = Membership.search_text == search_key(entry.full_name)
    near = or_(named, Membership.phone == entry.phone) if entry.phone else named
    query = tenancy.rows_of(scope, Membership).where(near, *conditions).order_by(Membership.id)
    found = db.session.scalars(query.limit(10 * _MOST))
    return [member for member in found if may_be_same(entry, member)][:_MOST]


def refuse_unasked(scope: TenantScope, entry: Entry, *, besides: int | None = None) -> None:
    """Ask whether this is somebody else, where somebody here may be the same person.

    Raises RuleBroken, with how those who are here are written down.
    """
    found = of(scope, entry, Membership.id.is_distinct_from(besides))
    if found:
        known = [_shown(member) for member in found]
        raise RuleBroken("member.maybe_here", field="is_other", known=known)


def _shown(member: Membership) -> str:
    facts = [f"về đơn vị ngày {member.joined_on:%d/%m/%Y}", member.phone or "", member.email or ""]
    return f"{member.full_name} ({', '.join(fact for fact in facts if fact)})"
