"""Acts on organizations: founding, renaming, suspending, settings."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.audit.service import Actor
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken, StaleEdit
from webapp.core.plain_line import one_line
from webapp.organizations import queries, rules
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind
from webapp.organizations.settings import CHOSEN, WORDS, in_force, refuse_choices
from webapp.organizations.tree import path_below


@dataclass(frozen=True)
class ByOperator:
    """Whoever runs the service, acting on one organization without belonging to it."""

    organization_id: int
    member_id: int | None = None


def found(
    parent: Organization | None, kind: OrganizationKind, code: str, name: str, *, now: datetime
) -> Organization:
    """Open an organization under a superior, or as a root.

    Enters it: from then on the transaction works inside the new organization. Raises RuleBroken.
    """
    rules.refuse_parent(kind, parent.kind if parent else None)
    rules.refuse_code(code)
    name = _name(name)
    if db.session.scalar(select(Organization.id).where(Organization.code == code)) is not None:
        raise RuleBroken("organization.code_taken", field="code")
    organization = Organization(
        parent_id=parent.id if parent else None,
        kind=kind,
        code=code,
        name=name,
        path="",
        opened_on=clock.in_hanoi(now).date(),
    )
    db.session.add(organization)
    db.session.flush()
    organization.path = path_below(parent.path if parent else "", organization.id)
    db.session.flush()
    _record(organization, AuditEvent.ORGANIZATION_FOUNDED)
    return organization


def rename(organization: Organization, name: str) -> None:
    """Give an organization another name; its code and address stay.

    Raises RuleBroken.
    """
    organization.name = _name(name)
    _record(organization, AuditEvent.ORGANIZATION_RENAMED)


def suspend(organization: Organization, *, now: datetime) -> None:
    """Close an organization to everybody for a while; everything in it is kept."""
    if organization.suspended_at is None:
        organization.suspended_at = now
        _record(organization, AuditEvent.ORGANIZATION_SUSPENDED)


def resume(organization: Organization) -> None:
    """Open a suspended organization again."""
    if organization.suspended_at is not None:
        organization.suspended_at = None
        _record(organization, AuditEvent.ORGANIZATION_RESUMED)


def _name(name: str) -> str:
    stored = one_line(name, field="name", longest=rules.LONGEST_NAME)
    if not stored:
        raise RuleBroken("organization.name_missing", field="name")
    return stored


def _record(organization: Organization, event: AuditEvent) -> None:
    """Write an operator's act into the trail of the organization, for its committee to read."""
    tenancy.enter(organization.id)
    audit.record(ByOperator(organization.id), event, organization)
    db.session.flush()


def fingerprint(choices: Mapping[str, Any]) -> str:
    """Tells whether somebody changed the choices since a page showed them."""
    kept = json.dumps(dict(choices), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(kept.encode()).hexdigest()[:16]


def change_settings(scope: Actor, wanted: Mapping[str, Any], *, based_on: str) -> None:
    """Keep what the organization chooses for itself; what it leaves open is inherited again.

    `wanted` has a value or None for each setting of the page. Raises StaleEdit or RuleBroken.
    """
    organization = queries.get_by_id(scope.organization_id, for_change=True)
    if fingerprint(organization.settings) != based_on:
        raise StaleEdit("settings.changed_meanwhile")
    chosen = {name: _clean(name, wanted[name]) for name in CHOSEN if wanted.get(name) is not None}
    untouched = {k: v for k, v in organization.settings.items() if k not in CHOSEN}
    settings = untouched | chosen
    above = [level.choices for level in queries.levels_of(organization.path)[:-1]]
    refuse_choices(chosen, in_force(organization.kind, [*above, settings]))
    before = organization.settings
    changed = [name for name in CHOSEN if settings.get(name) != before.get(name)]
    if changed:
        organization.settings = settings
        audit.record(scope, AuditEvent.SETTINGS_CHANGED, organization, changed=changed)


def choose(scope: Actor, name: str, part: str, value: Any, *, based_on: str) -> None:
    """Keep one part of a collection of choices, or let it be inherited again for None.

    The value was checked by the part of the product it belongs to. Raises StaleEdit.
    """
    organization = queries.get_by_id(scope.organization_id, for_change=True)
    before = organization.settings.get(name, {})
    if fingerprint(before.get(part) or {}) != based_on:
        raise StaleEdit("settings.changed_meanwhile")
    chosen = {k: v for k, v in before.items() if k != part}
    if value is not None:
        chosen[part] = value
    if chosen != before:
        organization.settings = organization.settings | {name: chosen}
        audit.record(scope, AuditEvent.SETTINGS_CHANGED, organization, changed=[name])


def _clean(name: str, value: Any) -> Any:
    return one_line(value, field=name, longest=WORDS[name]) if name in WORDS else value
