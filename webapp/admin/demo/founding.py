"""Found the demo's organizations and let the invented people join them."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from sqlalchemy import insert

from webapp.accounts.models import Account, Membership, MembershipStatus, RoleGrant
from webapp.accounts.queries import organization_of
from webapp.accounts.rules import MemberStatus, Role
from webapp.accounts.scope import Scope, ScopeOrganization
from webapp.accounts.signing_in import passwords
from webapp.admin.demo import people
from webapp.admin.demo.people import FIRST_BRANCH, IN_TWO, KNOWN, OPERATOR, Known, Unit
from webapp.core import clock, tenancy, vietnamese
from webapp.core.db import db
from webapp.core.table_owner import as_owner
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind


@dataclass
class Cast:
    """One unit of the demo with its people, the chair first."""

    unit: Unit
    organization: ScopeOrganization
    members: list[Scope] = field(default_factory=list)

    @property
    def chair(self) -> Scope:
        """The chair of the unit."""
        return self.members[0]

    @property
    def is_first(self) -> bool:
        """Whether visitors see this branch first."""
        return self.unit.code == FIRST_BRANCH

    def named(self, full_name: str) -> Scope:
        """The member with a name."""
        return next(member for member in self.members if member.full_name == full_name)

    def reviewer_of(self, author_id: int | None) -> Scope:
        """A member of the committee who is not the author."""
        return next(m for m in self.members if m.reviews and m.member_id != author_id)


class Founding:
    """Makes organizations, accounts and memberships; remembers accounts by address."""

    def __init__(self, today: date, meeting_on: date, rng: Random) -> None:
        self._since = today - timedelta(days=900)
        self._settings = {"meeting_day": meeting_on.day, "meeting_place": "Hội trường tầng 2"}
        self._rng = rng
        self._hash = passwords.hash_of(people.PASSWORD)
        self._accounts: dict[str, int] = {}
        self._taken = {person.full_name for person in (*KNOWN, IN_TWO, OPERATOR)}

    def all(self) -> list[Cast]:
        """The superior and its six units, with everybody in them."""
        code, name = people.SUPERIOR
        above = self._organization(None, OrganizationKind.COMMITTEE, code, name, {})
        self._join(above, [person for person in KNOWN if person.unit == code], [])
        self._account(OPERATOR, operator=True)
        units = []
        for unit in people.UNITS:
            settings = {**self._settings, "turns_a_month": unit.turns}
            organization = self._organization(above, unit.kind, unit.code, unit.name, settings)
            units.append(self._people(unit, organization))
        db.session.commit()
        return units

    def _organization(
        self,
        parent: Organization | None,
        kind: OrganizationKind,
        code: str,
        name: str,
        settings: dict[str, object],
    ) -> Organization:
        row = Organization(
            parent_id=parent.id if parent else None,
            kind=kind,
            code=code,
            name=name,
            opened_on=self._since,
            settings=settings,
        )
        db.session.add(row)
        db.session.flush()
        db.session.commit()
        db.session.refresh(row)
        db.session.expunge(row)
        return row

    def _account(self, person: Known, *, operator: bool = False) -> int:
        if person.email not in self._accounts:
            made = insert(Account).values(
                email=person.email,
                full_name=person.full_name,
                password_hash=self._hash,
                is_operator=operator,
                created_at=clock.now(),
            )
            with as_owner() as tables:
                self._accounts[person.email] = tables.scalars(made.returning(Account.id)).one()
        return self._accounts[person.email]

    def _people(self, unit: Unit, organization: Organization) -> Cast:
        known = [person for person in KNOWN if person.unit == unit.code]
        if unit.code in (IN_TWO.unit, "cong-doan"):
            known.append(IN_TWO)
        # Invented people hold the offices that no known person holds.
        wanted = [Role.CHAIR, Role.DEPUTY, *[Role.COMMITTEE] * unit.committee]
        for role in (role for person in known for role in person.roles):
            wanted.remove(role)
        count = unit.size - len(known)
        names = people.invent_names(count, self._rng, self._taken)
        offices: list[Role | None] = [*wanted, *[None] * (count - len(wanted))]
        return Cast(unit, *self._join(organization, known, list(zip(names, offices, strict=True))))

    def _join(
        self,
        organization: Organization,
        known: list[Known],
        invented: list[tuple[str, Role | None]],
    ) -> tuple[ScopeOrganization, list[Scope]]:
        scopes = []
        accounts = {person.email: self._account(person) for person in known}
        with tenancy.tenant(organization.id):
            joined = organization_of(organization.id)
            assert joined is not None  # noqa: S101 - it was founded a moment ago
            for person in known:
                # The same person is an ordinary member of the second organization.
                key = accounts[person.email]
                scopes.append(
                    self._member(joined, person.full_name, person.roles, person.email, key)
                )
            for name, role in invented:
                scopes.append(self._member(joined, name, (role,) if role else (), None, None))
            db.session.commit()
        row = db.session.get_one(Organization, organization.id)
        row.member_count = len(scopes)
        db.session.commit()
        return joined, sorted(scopes, key=lambda scope: list(Role).index(scope.role or Role.VIEWER))

    def _member(
        self,
        organization: ScopeOrganization,
        full_name: str,
        roles: tuple[Role, ...],
        email: str | None,
        account_id: int | None,
    ) -> Scope:
        member = Membership(
            organization_id=organization.id,
            account_id=account_id,
            full_name=full_name,
            sort_key=vietnamese.sort_key(full_name),
            search_text=vietnamese.search_key(full_name),
            email=email,
            joined_on=self._since,
        )
        db.session.add(member)
        db.session.flush()
        here, whose, since, status = organization.id, member.id, self._since, MemberStatus.OFFICIAL
        db.session.add(
            MembershipStatus(organization_id=here, member_id=whose, from_on=since, status=status)
        )
        db.session.add_all(
            RoleGrant(organization_id=here, member_id=whose, from_on=since, role=role)
            for role in roles
        )
        return Scope(
            organization=organization,
            account_id=account_id,
            member_id=member.id,
            full_name=full_name,
            status=MemberStatus.OFFICIAL,
            roles=frozenset(roles),
        )
