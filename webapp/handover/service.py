"""Bàn giao: the office of chair passes on in one act, so that the unit is never without one."""

from datetime import date, datetime

from webapp.accounts.members import offices
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Membership, RoleGrant
from webapp.accounts.permissions import Permission, require
from webapp.accounts.rules import Role, runs_over
from webapp.accounts.scope import Scope
from webapp.accounts.signing_in import sessions
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.core.errors import NotVisible
from webapp.handover import rules
from webapp.notices import service as notices
from webapp.notices.rules import Announcement, NoticeKind
from webapp.organizations import queries as organizations


def hand_over(
    scope: Scope, successor_id: int, *, from_on: date, until_on: date | None, now: datetime
) -> RoleGrant:
    """Give the office of chair to a successor from a day on, and end one's own the day before.

    Both sign in again, as after every change of an office. Raises RuleBroken, and NotVisible for
    anyone but the chair.
    """
    require(Permission.ROLES_GRANT, scope)
    today = clock.day_of(now)
    # Two who hand over at once come here one after the other; so do grants and endings.
    organizations.get_by_id(scope.organization_id, for_change=True)
    own = _own_terms(scope, today)
    rules.refuse_self(successor_id, scope.member_id)
    rules.refuse_day(from_on, today)
    me = roster.get_member(scope, scope.member_id or 0)
    successor = roster.get_member(scope, successor_id)
    rules.refuse_without_account(successor.account_id)
    grant = offices.grant_role(
        scope, successor, Role.CHAIR, from_on=from_on, until_on=until_on, now=now
    )
    for term in own:
        if term.until_on is None or term.until_on >= from_on:
            offices.end_role(scope, me, term, from_on=from_on, now=now)
    # `end_role` ends no sign-ins where the own term is over already.
    sessions.end_all(me.account_id)
    _tell(scope, me, successor, grant, now)
    db.session.flush()
    return grant


def _own_terms(scope: Scope, today: date) -> list[RoleGrant]:
    """The actor's terms as chair that run, and those that ended without a successor."""
    terms = [
        office.grant
        for office in roster.offices_of(scope, scope.member_id or 0, today)
        if office.grant.role is Role.CHAIR
        and (office.is_held or not runs_over(office.grant.until_on, today))
    ]
    if not terms:
        raise NotVisible
    return terms


def _tell(
    scope: Scope, me: Membership, successor: Membership, grant: RoleGrant, now: datetime
) -> None:
    """Record the handover, and notify both; the successor's notice leads to what is open."""
    event, day = AuditEvent.CHAIR_HANDED_OVER, grant.from_on.isoformat()
    audit.record(scope, event, grant, member_id=successor.id, from_on=day)
    facts = {"by": me.full_name, "member": successor.full_name, "from_on": grant.from_on}
    links = {successor.id: Address("handover.show"), me.id: Address("home.show")}
    wanted = [
        Announcement(
            NoticeKind.CHAIR_HANDED_OVER,
            to,
            f"handover:{grant.id}",
            clock.day_of(now),
            link=link,
            facts=facts,
        )
        for to, link in links.items()
    ]
    notices.announce_all(scope, wanted, now=now)
