"""Who asks, in which organization: the first argument of every query and act."""

from dataclasses import dataclass

from webapp.accounts.rules import ACTIVE, LEADERS, REVIEWERS, MemberStatus, Role
from webapp.organizations.rules import OrganizationKind
from webapp.organizations.settings import BranchSettings
from webapp.organizations.wording import Words, words_of


@dataclass(frozen=True)
class Place:
    """The organization somebody works in, with the settings in force."""

    id: int
    code: str
    name: str
    kind: OrganizationKind
    path: str
    settings: BranchSettings

    @property
    def words(self) -> Words:
        """What this kind of organization calls things."""
        return words_of(self.kind)

    @property
    def meets(self) -> bool:
        """Whether it has meetings and reports of its own."""
        return self.kind.meets


@dataclass(frozen=True)
class Scope:
    """One person in one organization; a task or command has no member."""

    organization: Place
    account_id: int | None = None
    member_id: int | None = None
    full_name: str = ""
    status: MemberStatus | None = None
    roles: frozenset[Role] = frozenset()

    @property
    def organization_id(self) -> int:
        """The organization every query is limited to."""
        return self.organization.id

    @property
    def settings(self) -> BranchSettings:
        """The settings in force."""
        return self.organization.settings

    @property
    def is_active(self) -> bool:
        """Whether the member may act in the organization today."""
        return self.status in ACTIVE

    @property
    def leads(self) -> bool:
        """Whether the member is chair or deputy today."""
        return bool(self.roles & LEADERS)

    @property
    def reviews(self) -> bool:
        """Whether the member sits on the committee today, its head included."""
        return bool(self.roles & REVIEWERS)

    @property
    def role(self) -> Role | None:
        """The highest office held today, or none."""
        return next((role for role in Role if role in self.roles), None)
