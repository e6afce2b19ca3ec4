"""Acts on organizations: founding, renaming, suspending, settings."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from webapp.audit import service as audit
from webapp.audit.actors import Outside
from webapp.audit.events import AuditEvent
from webapp.audit.service import Actor
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import RuleBroken, StaleEdit
from webapp.core.plain_line import proper_name
from webapp.organizations import name_history, queries, rules, sibling_names, tree, tree_service
from webapp.organizations.models import Organization
from webapp.organizations.organization_trail import remember
from webapp.organizations.rules import OrganizationKind
from webapp.organizations.settings import CHOSEN, WORDS, in_force, refuse_choices


def found(
    parent: Organization | None,
    kind: OrganizationKind,
    code: str,
    name: str,
    *,
    is_other: bool = True,
    now: datetime,
    by: Actor | Outside | None = None,
) -> Organization:
    """Open an organization under a superior, or as a root.

    Whether it is another one than one of that name is asked where that is not answered yet.

    Enters it: from then on the transaction works inside the new organization. Raises RuleBroken.
    """
    if parent is not None:
        tree_service.lock_tree(parent)
        tree_service.refuse_closed(parent, field="parent")
        rules.refuse_depth(tree.depth(parent.path) + 1)
    rules.refuse_parent(kind, parent.kind if parent else None)
    rules.refuse_code(code)
    if parent is not None and not is_other:
        sibling_names.refuse_unasked(parent.id, name)
    parent_id, opened_on = parent.id if parent else None, clock.day_of(now)
    organization = Organization(
        parent_id=parent_id, kind=kind, code=code, name=_name(name), opened_on=opened_on
    )
    _keep_new(organization)
    remember(organization, AuditEvent.ORGANIZATION_FOUNDED, by)
    return organization


def _keep_new(organization: Organization) -> None:
    """Store a new organization; raises RuleBroken if its code is taken, even a moment ago."""
    taken = select(Organization.id).where(Organization.code == organization.code)
    try:
        if db.session.scalar(taken) is None:
            with db.session.begin_nested():
                db.session.add(organization)
            return
    except IntegrityError:
        pass
    raise RuleBroken("organization.code_taken", field="code")


def free_code(name: str) -> str:
    """A code nobody has, made of the words of a name."""
    wanted = rules.propose_code(name) or "don-vi"
    stem = wanted[: rules.LONGEST_CODE - 4].rstrip("-")
    alike = select(Organization.code).where(Organization.code.startswith(stem, autoescape=True))
    taken = set(db.session.scalars(alike))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(c for c in numbered if c not in taken)


def rename(
    organization: Organization,
    name: str,
    *,
    is_other: bool = True,
    now: datetime,
    by: Actor | None = None,
) -> bool:
    """Give an organization another name; earlier papers and figures show the earlier one.

    Whether another one may have that name, too, is asked where that is not answered yet.

    Its code and address stay. Returns whether the name changed. Raises RuleBroken.
    """
    stored, before = _name(name), organization.name
    if stored == before:
        return False
    if organization.parent_id is not None and not is_other:
        sibling_names.refuse_unasked(organization.parent_id, stored, besides=organization.id)
    past = name_history.read(organization.former_names)
    since, today = organization.opened_on, clock.day_of(now)
    kept = name_history.renamed(past, before, since=since, today=today)
    organization.name, organization.former_names = stored, [one.kept() for one in kept]
    remember(organization, AuditEvent.ORGANIZATION_RENAMED, by, was=before, name=stored)
    return True


def suspend(organization: Organization, *, now: datetime, by: Outside | None = None) -> None:
    """Let nobody enter an organization until it is resumed; everything in it stays."""
    if organization.suspended_at is None:
        organization.suspended_at = now
        remember(organization, AuditEvent.ORGANIZATION_SUSPENDED, by)


def resume(organization: Organization, *, by: Outside | None = None) -> None:
    """Open a suspended organization again."""
    if organization.suspended_at is not None:
        organization.suspended_at = None
        remember(organization, AuditEvent.ORGANIZATION_RESUMED, by)


def _name(name: str) -> str:
    stored = proper_name(name, field="name", longest=rules.LONGEST_NAME)
    if not stored:
        raise RuleBroken("organization.name_missing", field="name")
    return stored


def fingerprint(choices: Mapping[str, Any]) -> str:
    """Tells whether somebody changed the choices since a page showed them."""
    kept = json.dumps(dict(choices), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(kept.encode()).hexdigest()[:16]


def change_settings(scope: Actor, wanted: Mapping[str, Any], *, based_on: str) -> None:
    """Store what the organization chooses for itself; what it leaves open is inherited again.

    `wanted` has a value or None for each setting of the page. Raises StaleEdit or RuleBroken.
    """
    organization = queries.get_by_id(scope.organization_id, for_change=True)
    if fingerprint(organization.settings) != based_on:
        raise StaleEdit("settings.changed_meanwhile")
    before = organization.settings
    chosen = {
        name: wanted[name] if wanted[name] == before.get(name) else _clean(name, wanted[name])
        for name in CHOSEN
        if wanted.get(name) is not None
    }
    untouched = {k: v for k, v in organization.settings.items() if k not in CHOSEN}
    settings = untouched | chosen
    above = [level.choices for level in queries.levels_of(organization.path)[:-1]]
    refuse_choices(chosen, in_force(organization.kind, [*above, settings]))
    changed = [name for name in CHOSEN if settings.get(name) != before.get(name)]
    if changed:
        organization.settings = settings
        steps = {name: [before.get(name), settings.get(name)] for name in changed}
        audit.record(scope, AuditEvent.SETTINGS_CHANGED, organization, changed=steps)


def inherit_again(scope: Actor, name: str, *, based_on: str) -> None:
    """Give up a choice of one's own, so that the value of the superior holds again.

    Raises StaleEdit or RuleBroken.
    """
    organization = queries.get_by_id(scope.organization_id)
    kept = {one: organization.settings.get(one) for one in CHOSEN if one != name}
    change_settings(scope, kept, based_on=based_on)


def choose(scope: Actor, name: str, part: str, value: Any, *, based_on: str) -> None:
    """Store one part of a collection of choices; None lets it be inherited again.

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
    return proper_name(value, field=name, longest=WORDS[name]) if name in WORDS else value
