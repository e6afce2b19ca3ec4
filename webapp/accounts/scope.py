"""Who acts, in which organization: the first argument of every query and act."""

from dataclasses import dataclass
from datetime import date, datetime

from webapp.accounts.rules import ACTIVE, LEADERS, REVIEWERS, MemberStatus, Role
from webapp.audit.actors import ActorKind, Outside
from webapp.core import clock
from webapp.organizations import name_history
from webapp.organizations.name_history import FormerName
from webapp.organizations.rules import OrganizationKind
from webapp.organizations.settings import BranchSettings
from webapp.organizations.wording import Words, words_of


@dataclass(frozen=True)
class ScopeOrganization:
    """The organization somebody works in, with the settings in force."""

    id: int
    code: str
    name: str
    kind: OrganizationKind
    path: str
    settings: BranchSettings
    #: What it decides for itself; the rest it inherits.
    own_choices: frozenset[str] = frozenset()
    former_names: tuple[FormerName, ...] = ()
    #: Nothing can have been due in it before.
    opened_on: date = date.min
    #: Since then nothing is written in it any more.
    closed_on: date | None = None
    member_count: int = 0
    #: Its chair still takes the first steps.
    is_new: bool = False

    def name_on(self, day: date) -> str:
        """What it was called on a day: papers of that day carry the name."""
        return name_history.name_on(day, self.former_names, self.name)

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
    """One person in one organization; a task and an actor from outside have no member."""

    organization: ScopeOrganization
    account_id: int | None = None
    member_id: int | None = None
    full_name: str = ""
    status: MemberStatus | None = None
    roles: frozenset[Role] = frozenset()
    #: Who acts from outside, where no member does; None for a timer.
    by: Outside | None = None
    #: Who made the slip by which the account was opened within the last day; empty otherwise.
    opened_by_slip: str = ""
    #: The member does not see what was over before this day; None: sees everything.
    sees_since: date | None = None

    @property
    def outside(self) -> Outside | None:
        """Who acts, by name, for the trail of an organization in which they are no member."""
        if self.member_id is None:
            return self.by
        kind = ActorKind.OTHER_UNIT if self.organization.meets else ActorKind.SUPERIOR
        return Outside(kind, self.full_name, self.organization.name)

    @property
    def acting_id(self) -> int:
        """The member who acts; raises RuntimeError where none does, which permissions rule out."""
        if self.member_id is None:
            raise RuntimeError("this act needs a member")
        return self.member_id

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

    def sees(self, last_day: date) -> bool:
        """Whether the member sees what was over on a day."""
        return self.sees_since is None or last_day >= self.sees_since

    def sees_month(self, month: date) -> bool:
        """The same for a month, which is over with its last day."""
        return self.sees(clock.last_day_of(month))

    @property
    def sees_from(self) -> datetime | None:
        """The same as a moment: the beginning of the day in Hanoi."""
        return clock.from_hanoi(self.sees_since) if self.sees_since else None

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


@dataclass(frozen=True)
class About:
    """A member of an organization, as permissions look at what concerns them."""

    organization_id: int
    member_id: int | None
