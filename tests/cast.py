"""The people of the tests, introduced once.

Branch K1 of a hospital's Party committee: Lan chairs it, Dũng is her deputy, Hùng sits on its
committee, Mai is on turn this month, Bình is an ordinary member, Phúc has left.
Branch K2 of the same committee: Khánh chairs it, Kiên is a member; neither must see anything of K1.
The trade-union unit CD: Chi chairs it, Mai is a member there too.
Oanh looks at figures for the committee DB above all three; Đức is its chair.
Ngân belongs to another committee, XA, above nobody of these. Vân runs the service.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from argon2 import PasswordHasher
from sqlalchemy import insert

from tests.as_owner import from_outside
from tests.canary import mark
from webapp.accounts.models import Account, Membership, MembershipStatus, RoleGrant
from webapp.accounts.queries import organization_of, task_scope
from webapp.accounts.rules import MemberStatus, Role
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy, vietnamese
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind
from webapp.plans import queries as plans
from webapp.plans.models import Turn
from webapp.plans.rules import TurnSource
from webapp.reports.given_days import GivenDay
from webapp.reports.models import ReportVersion, SelfReport
from webapp.reports.outline import Section, Written
from webapp.reports.rules import ReportState
from webapp.texts import service as texts
from webapp.texts.models import TextKind

#: Monday morning in Hanoi, eleven days before the usual meeting day.
NOW = datetime(2026, 11, 16, 2, 0, tzinfo=clock.UTC)
MONTH = date(2026, 11, 1)
JOINED = date(2020, 1, 1)
PASSWORD = "mat khau de thu nghiem"
#: Hashed cheaply: the tests sign in often.
HASH = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)


@dataclass
class Person:
    """Somebody of the cast, in the organization they act in."""

    full_name: str
    organization: Organization | None
    account_id: int
    member_id: int | None
    email: str


@dataclass
class Cast:
    """Organizations by code, people by given name, and Mai's report of the month."""

    organizations: dict[str, Organization] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    report: SelfReport | None = None

    def __getattr__(self, name: str) -> Person | Organization:
        for group in ("people", "organizations"):
            # Also asked while a copy of the cast is still empty.
            if name in self.__dict__.get(group, {}):
                return self.__dict__[group][name]
        raise AttributeError(name)


def found(
    parent: Organization | None, kind: OrganizationKind, code: str, name: str
) -> Organization:
    """An organization in its place of the tree."""
    organization = Organization(
        parent_id=parent.id if parent else None, kind=kind, code=code, name=name, opened_on=JOINED
    )
    db.session.add(organization)
    db.session.commit()
    db.session.refresh(organization)
    db.session.expunge(organization)
    return organization


def account(
    full_name: str, email: str | None, *, operator: bool = False, phone: str | None = None
) -> int:
    """Somebody who can sign in."""
    made = insert(Account).values(
        email=email,
        phone=phone,
        full_name=full_name,
        password_hash=HASH,
        is_operator=operator,
        created_at=NOW - timedelta(days=400),
    )
    return from_outside(made.returning(Account.id)).scalar_one()


def join(
    organization: Organization,
    full_name: str,
    email: str | None,
    account_id: int | None,
    *roles: Role,
    status: MemberStatus = MemberStatus.OFFICIAL,
) -> int:
    """Somebody's membership with a status and offices since long ago; returns its identifier."""
    with tenancy.tenant(organization.id):
        member = Membership(
            organization_id=organization.id,
            account_id=account_id,
            full_name=full_name,
            sort_key=vietnamese.sort_key(full_name),
            search_text=vietnamese.search_key(full_name),
            email=email,
            joined_on=JOINED,
        )
        db.session.add(member)
        db.session.flush()
        key = {"organization_id": organization.id, "member_id": member.id, "from_on": JOINED}
        db.session.add(MembershipStatus(status=status, **key))
        db.session.add_all(RoleGrant(role=role, **key) for role in roles)
        member_id = member.id
        db.session.commit()
    return member_id


def scope_of(person: Person) -> Scope:
    """The scope in which somebody of the cast acts."""
    with tenancy.tenant(person.organization.id):
        place = organization_of(person.organization.id)
        roles = db.session.query(RoleGrant.role).filter_by(member_id=person.member_id).all()
        status = db.session.query(MembershipStatus.status).filter_by(member_id=person.member_id)
        return Scope(
            organization=place,
            account_id=person.account_id,
            member_id=person.member_id,
            full_name=person.full_name,
            status=status.order_by(MembershipStatus.id.desc()).first()[0],
            roles=frozenset(role for (role,) in roles),
        )


def assemble() -> Cast:
    """Everybody in their places, and Mai's report of the month begun."""
    cast = Cast()
    kinds = OrganizationKind
    above = found(None, kinds.COMMITTEE, "db", "Đảng bộ Bệnh viện")
    cast.organizations |= {
        "db": above,
        "k1": found(above, kinds.PARTY_BRANCH, "k1", "Chi bộ Khoa Khám bệnh"),
        "k2": found(above, kinds.PARTY_BRANCH, "k2", "Chi bộ Khoa Nội"),
        "cd": found(above, kinds.UNION_GROUP, "cd", "Tổ công đoàn Khối hành chính"),
        "xa": found(None, kinds.COMMITTEE, "xa", "Đảng bộ Cơ sở khác"),
    }
    for name, code, full_name, *roles in (
        ("lan", "k1", "Nguyễn Thị Lan", Role.CHAIR),
        ("dung", "k1", "Trần Tiến Dũng", Role.DEPUTY),
        ("hung", "k1", "Lê Văn Hùng", Role.COMMITTEE),
        ("mai", "k1", "Phạm Thị Mai"),
        ("binh", "k1", "Hoàng Thanh Bình"),
        ("khanh", "k2", "Đỗ Quốc Khánh", Role.CHAIR),
        ("kien", "k2", "Vũ Trung Kiên"),
        ("chi", "cd", "Bùi Lan Chi", Role.CHAIR),
        ("oanh", "db", "Ngô Kiều Oanh", Role.VIEWER),
        ("duc", "db", "Mai Hữu Đức", Role.CHAIR),
        ("ngan", "xa", "Trịnh Kim Ngân", Role.VIEWER),
    ):
        _introduce(cast, name, code, full_name, *roles)
    _introduce(cast, "phuc", "k1", "Lý Hồng Phúc", status=MemberStatus.LEFT)
    van = account("Cao Thị Vân", "van@example.vn", operator=True)
    cast.people["van"] = Person("Cao Thị Vân", None, van, None, "van@example.vn")
    mai, union = cast.people["mai"], cast.organizations["cd"]
    there = join(union, mai.full_name, mai.email, mai.account_id)
    cast.people["mai_in_union"] = Person(mai.full_name, union, mai.account_id, there, mai.email)
    cast.report = begin_report(mai)
    return cast


def _introduce(
    cast: Cast,
    name: str,
    code: str,
    full_name: str,
    *roles: Role,
    status: MemberStatus = MemberStatus.OFFICIAL,
) -> None:
    organization, email = cast.organizations[code], f"{name}@example.vn"
    account_id = account(full_name, email)
    member_id = join(organization, full_name, email, account_id, *roles, status=status)
    cast.people[name] = Person(full_name, organization, account_id, member_id, email)


def begin_report(
    person: Person, month: date = MONTH, state: ReportState = ReportState.DRAFTING
) -> SelfReport:
    """A turn and a report with one complete version that is still being written."""
    here = person.organization.id
    scope = scope_of(person)
    with tenancy.tenant(here):
        turn = Turn(
            organization_id=here,
            member_id=person.member_id,
            month=month,
            source=TurnSource.ASSIGNED,
            assigned_at=NOW - timedelta(days=20),
        )
        db.session.add(turn)
        db.session.flush()
        report = SelfReport(
            organization_id=here,
            turn_id=turn.id,
            member_id=person.member_id,
            month=month,
            state=state,
            **days_of(here, month),
        )
        db.session.add(report)
        db.session.flush()
        db.session.add(_first_version(scope, report))
        db.session.commit()
        db.session.refresh(report)
    return report


def days_of(organization_id: int, month: date) -> dict[str, date]:
    """The days that are given for the reports of a month, where they are given in time."""
    days = plans.month_plan(task_scope(organization_id), month).deadlines
    return {day.value: getattr(days, day) for day in GivenDay}


def _first_version(scope: Scope, report: SelfReport) -> ReportVersion:
    tail = mark(scope.organization.code)
    written = Written({section: f"Nội dung {section} của tôi. {tail}" for section in Section}, {})
    return ReportVersion(
        organization_id=scope.organization_id,
        report_id=report.id,
        number=1,
        revision=1,
        text_id=texts.keep(scope, TextKind.REPORT, written.stored()),
        written_by=report.member_id,
        saved_at=NOW,
    )
