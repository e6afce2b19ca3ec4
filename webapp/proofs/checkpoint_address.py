"""Where a unit has the checkpoints of its trail sent, and telling the committee of a change."""

from datetime import datetime

from sqlalchemy import select

from webapp.accounts import contact_details
from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, require
from webapp.accounts.rules import ACTIVE, REVIEWERS
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.core.errors import RuleBroken, StaleEdit
from webapp.core.tenancy import TenantScope
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind
from webapp.organizations import queries as organizations
from webapp.organizations.models import Organization

#: Where the checkpoints are shown, and the address they go to.
PAGE = Address("proofs.checkpoints")
#: Its name among the choices of the organization; it is never inherited.
SETTING = "checkpoint_mail"


def address_of(scope: TenantScope) -> str:
    """Where the checkpoints go; empty where they are not sent."""
    settings = db.session.scalar(
        select(Organization.settings).where(Organization.id == scope.organization_id)
    )
    return str((settings or {}).get(SETTING) or "")


def choose(scope: Scope, typed: str, *, based_on: str, now: datetime) -> bool:
    """The chair or deputy says where checkpoints go, or nowhere; whether anything changed.

    Everybody of the committee is told. Raises RuleBroken for what is no address, and StaleEdit
    when somebody changed it since the page was shown.
    """
    require(Permission.SETTINGS_MANAGE, scope)
    wanted = contact_details.email(typed) or ""
    if not wanted.isascii():
        raise RuleBroken("email.wrong", field="email")
    organization = organizations.get_by_id(scope.organization_id, for_change=True)
    before = str(organization.settings.get(SETTING) or "")
    if before != based_on:
        raise StaleEdit("settings.changed_meanwhile")
    if wanted == before:
        return False
    others = {name: value for name, value in organization.settings.items() if name != SETTING}
    organization.settings = others | ({SETTING: wanted} if wanted else {})
    steps = {SETTING: [before or None, wanted or None]}
    audit.record(scope, AuditEvent.SETTINGS_CHANGED, organization, changed=steps)
    db.session.flush()
    _tell(scope, wanted, now)
    return True


def _tell(scope: Scope, wanted: str, now: datetime) -> None:
    told = [
        member.id
        for member in accounts.members_on(scope, clock.day_of(now))
        if member.roles & REVIEWERS and member.status in ACTIVE and member.id != scope.member_id
    ]
    notices.announce(
        scope,
        NoticeKind.CHECKPOINT_ADDRESS_CHANGED,
        to=told,
        # Each change is told, also a second one of the same day.
        subject=f"checkpoint:{int(now.timestamp())}",
        link=PAGE,
        now=now,
        member=scope.full_name,
        address=wanted,
    )
