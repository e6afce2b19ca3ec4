"""Open a unit and invite its chair in one act; invite a chair again who has not come."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from webapp.accounts import contact_details
from webapp.accounts.invitations import inviting, mailed_links, slips
from webapp.accounts.invitations.slips import Slip
from webapp.accounts.members import appointing
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Membership
from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import clock, stale_months, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind
from webapp.organizations import service as organizations
from webapp.organizations import tree_service
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind
from webapp.units.open_counts import scope_in
from webapp.units.service.locking import lock_units


@dataclass(frozen=True)
class NewUnit:
    """What a superior writes down of a new unit; the code may be left to be proposed."""

    name: str
    kind: OrganizationKind
    chair_name: str
    chair_email: str
    code: str = ""


@dataclass(frozen=True)
class Opened:
    """The unit, and its chair, to whom the link went by e-mail.

    Who has no address gets a slip, which is shown this once.
    """

    unit: Organization
    chair: Membership
    slip: Slip | None = None


def open_unit(
    scope: Scope,
    under: Organization,
    wanted: NewUnit,
    *,
    is_other: bool = True,
    mail_key: str,
    now: datetime,
) -> Opened:
    """Open a unit under a superior, appoint its chair and invite them, all or nothing.

    Whether it is another unit than one of that name is asked where that is not answered yet.

    The link goes by e-mail, seen by nobody but the chair; without an address it stands on a slip.
    Raises RuleBroken, and NotVisible for all but those who lead the superior.
    """
    require(Permission.UNITS_MANAGE, scope)
    today = clock.day_of(now)
    _refuse_own_people(scope, wanted.kind, wanted.chair_email, today)
    with tenancy.elsewhere():
        code = wanted.code or organizations.free_code(wanted.name)
        unit = organizations.found(
            under, wanted.kind, code, wanted.name, is_other=is_other, now=now, by=scope
        )
        unit.is_new = wanted.kind.meets
        inside = scope_in(unit, scope)
        chair, slip = _appoint(inside, wanted, mail_key, now)
        stale_months.mark(inside, clock.month_of(today))
    audit.record(scope, AuditEvent.ORGANIZATION_FOUNDED, unit, unit=unit.name)
    return Opened(unit, chair, slip)


def _appoint(
    inside: Scope, wanted: NewUnit, mail_key: str, now: datetime
) -> tuple[Membership, Slip | None]:
    if contact_details.email(wanted.chair_email) is None:
        return appointing.appoint_on_paper(inside, wanted.chair_name, now=now)
    link = Link.new(mail_key)
    chair = appointing.appoint_chair(
        inside, wanted.chair_name, wanted.chair_email, now=now, secret=link.secret
    )
    link.send(inside, chair, now)
    return chair, None


def invite_again(
    scope: Scope,
    unit: Organization,
    *,
    email: str = "",
    mail_key: str,
    now: datetime,
) -> Opened:
    """Make a chair who has not come a new link, perhaps for another address; older links end.

    A chair without any address gets a new slip, as long as nobody has come into the unit.

    Once anybody has come into the unit, the link goes to the address the unit itself wrote down,
    and nowhere else: a superior gets into no unit in which there is something to read. Raises
    RuleBroken where the chair is in, or where there is none.
    """
    lock_units(scope, unit)
    tree_service.refuse_closed(unit)
    today = clock.day_of(now)
    _refuse_own_people(scope, unit.kind, email, today)
    with tenancy.elsewhere(unit.id):
        inside = scope_in(unit, scope)
        appointing.refuse_from_above(inside, contact_details.email(email), today)
        chair = _waiting_chair(inside, now)
        address = email or chair.email or ""
        if roster.has_accounts(inside) and contact_details.email(address) != chair.email:
            raise RuleBroken("unit.address_of_unit", field="email")
        notices.take_back(inside, [NoticeKind.INVITATION])
        slip = None
        if address:
            link = Link.new(mail_key)
            inviting.make_link(inside, chair, email=address, now=now, secret=link.secret)
            link.send(inside, chair, now)
        else:
            slip = slips.first_slip(inside, chair, now=now)
    audit.record(scope, AuditEvent.MEMBER_INVITED, unit, unit=unit.name)
    return Opened(unit, chair, slip)


def _refuse_own_people(scope: Scope, kind: OrganizationKind, email: str, today: date) -> None:
    """Nobody with an office in the superior chairs a unit below it.

    Raises RuleBroken.
    """
    address = contact_details.email(email)
    if address is None or not kind.meets:
        return
    own = tenancy.rows_of(scope, Membership).where(Membership.email == address)
    for member in db.session.scalars(own):
        if roster.roles_held(scope, member.id, today):
            name = scope.organization.name
            raise RuleBroken("above.chair_below", field="email", above=name)


def _waiting_chair(scope: Scope, now: datetime) -> Membership:
    today = clock.day_of(now)
    chairs = roster.chairs_on(scope, today).values()
    members = [roster.get_member(scope, member_id) for member_id in chairs]
    if any(member.account_id is not None for member in members):
        raise RuleBroken("unit.chair_has_come")
    if not members:
        raise RuleBroken("unit.no_chair")
    return members[0]


@dataclass(frozen=True)
class Link:
    """How the link of a chair gets to them: by e-mail with its nonce, seen by nobody else."""

    nonce: str
    secret: str

    @classmethod
    def new(cls, mail_key: str) -> Self:
        nonce = mailed_links.new_nonce()
        return cls(nonce, mailed_links.secret_of(mail_key, nonce))

    def send(self, scope: Scope, chair: Membership, now: datetime) -> None:
        """Put the letter into the ledger."""
        db.session.flush()
        notices.announce(
            scope,
            NoticeKind.INVITATION,
            to=chair.id,
            subject=f"invitation:{self.nonce[:12]}",
            now=now,
            useful_until=now + inviting.VALID_FOR,
            unit=scope.organization.name,
            nonce=self.nonce,
        )
