"""What the superior of the demo did with its units: one just opened, one waiting, one closed."""

from datetime import date, timedelta

from sqlalchemy import select

from webapp.accounts.invitations import accepting, inviting, opened_link
from webapp.accounts.models import Membership
from webapp.accounts.queries import task_scope
from webapp.accounts.rules import MemberStatus, Role
from webapp.accounts.scope import Scope
from webapp.admin.demo.people import KNOWN, NEW_CHAIR, PASSWORD, SUPERIOR
from webapp.admin.demo.report_writing import at
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.notices import service as notices
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind as Kind
from webapp.units import service
from webapp.units.service import NewUnit

_CLOSED = NewUnit("Chi bộ Trạm Y tế cơ quan", Kind.PARTY_BRANCH, "Hồ Văn Nam", "nam@demo.example")
_WAITING = NewUnit("Chi đoàn Phòng khám Vệ tinh", Kind.YOUTH, "Lý Thị Yến", "yen@demo.example")
_NEW = NewUnit(
    "Chi bộ Phòng khám Vệ tinh",
    Kind.PARTY_BRANCH,
    NEW_CHAIR.full_name,
    NEW_CHAIR.email,
    NEW_CHAIR.unit,
)
_OLD_NAME = ("ngoai", "Chi bộ Khoa Ngoại")


def tell(today: date, mail_key: str) -> None:
    """Let the chair of the superior act; the new unit's chair has come in and begun."""
    code, _name = SUPERIOR
    above = db.session.scalar(select(Organization.id).where(Organization.code == code))
    assert above is not None  # noqa: S101 - it was founded a moment ago
    with tenancy.tenant(above):
        chair = _chair(above)
        closed = _open(chair, _CLOSED, today - timedelta(days=420), mail_key)
        _close(chair, closed, today - timedelta(days=150))
        _open(chair, _WAITING, today - timedelta(days=5), mail_key)
        new = _open(chair, _NEW, today - timedelta(days=2), mail_key)
        _rename_long_ago(today - timedelta(days=300))
        db.session.commit()
    _come_in(new, today - timedelta(days=1))


def _chair(above: int) -> Scope:
    """The chair of the superior, as if signed in."""
    known = next(p for p in KNOWN if p.unit == SUPERIOR[0] and Role.CHAIR in p.roles)
    scope = task_scope(above)
    assert scope is not None  # noqa: S101 - it was founded a moment ago
    member = _member(scope, known.email)
    return Scope(
        organization=scope.organization,
        account_id=member.account_id,
        member_id=member.id,
        full_name=member.full_name,
        status=MemberStatus.OFFICIAL,
        roles=frozenset({Role.CHAIR}),
    )


def _member(scope: Scope, email: str) -> Membership:
    known = tenancy.within(scope, Membership) & (Membership.email == email)
    return db.session.scalars(select(Membership).where(known)).one()


def _open(chair: Scope, wanted: NewUnit, day: date, mail_key: str) -> int:
    """Open a unit on a day; nobody of the demo is written to."""
    above = db.session.get_one(Organization, chair.organization_id)
    now = at(day, 9)
    with clock.stopped(now):
        opened = service.open_unit(chair, above, wanted, mail_key=mail_key, now=now)
        with tenancy.elsewhere(opened.unit.id):
            _nobody_is_written_to(opened.unit.id)
    return opened.unit.id


def _nobody_is_written_to(organization_id: int) -> None:
    scope = task_scope(organization_id)
    if scope is not None:
        notices.take_back(scope)


def _close(chair: Scope, organization_id: int, day: date) -> None:
    now = at(day, 10)
    unit = db.session.get_one(Organization, organization_id)
    with clock.stopped(now):
        service.close(chair, unit, day, "Quyết định 31-QĐ/ĐU về sắp xếp tổ chức", now=now)
        with tenancy.elsewhere(organization_id):
            _nobody_is_written_to(organization_id)


def _rename_long_ago(day: date) -> None:
    """One unit had a shorter name until a day; its older papers carry it."""
    code, name = _OLD_NAME
    unit = db.session.scalar(select(Organization).where(Organization.code == code))
    if unit is not None:
        unit.former_names = [{"name": name, "until": day.isoformat()}]


def _come_in(organization_id: int, day: date) -> None:
    """The new chair takes up the invitation and chooses the meeting day."""
    now = at(day, 20)
    with tenancy.tenant(organization_id), clock.stopped(now):
        scope = task_scope(organization_id)
        assert scope is not None  # noqa: S101 - it was founded a moment ago
        chair = _member(scope, NEW_CHAIR.email)
        token = inviting.make_link(scope, chair, email=NEW_CHAIR.email, now=now)
        accepting.accept_as_new(opened_link.find(token, now), PASSWORD, now=now)
        unit = db.session.get_one(Organization, organization_id)
        unit.settings = {"meeting_day": 20, "meeting_place": "Phòng họp Phòng khám"}
        db.session.commit()
