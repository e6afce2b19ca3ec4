"""The columns of an organization that every scope is made of."""

from typing import Any

from sqlalchemy import cast, func, select
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT, aggregate_order_by
from sqlalchemy.orm import aliased

from webapp.accounts.scope import ScopeOrganization
from webapp.organizations import name_history
from webapp.organizations.models import Organization
from webapp.organizations.settings import in_force


def _settings_chain() -> Any:
    """The choices of every organization on the path of the surrounding one, root first."""
    level = aliased(Organization)
    on_path = func.string_to_array(func.rtrim(Organization.path, "/"), "/")
    return (
        select(func.jsonb_agg(aggregate_order_by(level.settings, func.length(level.path))))
        .where(level.id == func.any(cast(on_path, ARRAY(BIGINT))))
        .correlate(Organization)
        .scalar_subquery()
    )


def columns() -> list[Any]:
    """The columns of the organization in the surrounding query, for `organization_of`."""
    return [
        Organization.id.label("own_id"),
        Organization.code,
        Organization.name,
        Organization.kind,
        Organization.path,
        Organization.suspended_at,
        Organization.former_names,
        Organization.opened_on,
        Organization.closed_on,
        Organization.member_count,
        Organization.is_new,
        _settings_chain().label("chain"),
    ]


def organization_of(row: Any) -> ScopeOrganization:
    """The organization of a row with those columns."""
    chain = row.chain or []
    return ScopeOrganization(
        row.own_id,
        row.code,
        row.name,
        row.kind,
        row.path,
        in_force(row.kind, chain),
        own_choices=frozenset(chain[-1] if chain else ()),
        former_names=name_history.read(row.former_names),
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        member_count=row.member_count,
        is_new=row.is_new,
    )
