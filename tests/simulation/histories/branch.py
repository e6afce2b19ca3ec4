"""The branch the histories begin with, and the hands of its people."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from tests.cast import NOW, Person, account, found, join
from tests.cast import scope_of as scope_of_person
from tests.simulation.attacker.stage import Stage
from webapp.accounts.queries import organization_of
from webapp.accounts.rules import Role
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.followups import service as followups
from webapp.followups.rules import WeaknessSource
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind
from webapp.reports import assigning

#: The chair is the first, the committee member the second.
NAMES = (
    "Nguyễn Thị Lan",
    "Lê Văn Hùng",
    "Phạm Thị Mai",
    "Hoàng Thanh Bình",
    "Đặng Thị Hòa",
    "Trần Thúy",
    "H'Hen Niê",
    "Nguyễn Văn Đức",
)
MONTHS = tuple(date(2026 + n // 12, n % 12 + 1, 1) for n in range(10, 17))


@dataclass
class Branch:
    """The people of the branch by name, its clock, and what was tapped or recorded on purpose."""

    stage: Stage
    organization: Organization
    members: dict[str, int]
    scopes: dict[str, Scope]
    rng: Random = field(default_factory=Random)
    #: Who was marked as present by a tap, as meeting and member.
    tapped: set[tuple[int, int]] = field(default_factory=set)
    #: For whom it is recorded why they need not report, or that they came or went.
    exempted: set[int] = field(default_factory=set)

    @property
    def chair(self) -> Scope:
        """Lan."""
        return self.scopes[NAMES[0]]

    @property
    def now(self) -> datetime:
        """The moment of the history."""
        return self.stage.now

    @property
    def today(self) -> date:
        """Its day in Hanoi."""
        return clock.day_of(self.stage.now)

    def rows(self, model: Any, *conditions: Any) -> list[Any]:
        """Stored rows of the branch, as they are now."""
        query = tenancy.rows_of(self.chair, model).where(*conditions).order_by(model.id)
        return list(db.session.scalars(query.execution_options(populate_existing=True)))

    def one_of(self, model: Any, *conditions: Any) -> Any:
        """One of them by chance; the history goes on without an act where there is none."""
        found = self.rows(model, *conditions)
        if not found:
            raise NothingToDo
        return self.rng.choice(found)

    def scope_of(self, member_id: int) -> Scope:
        """The scope of a member; of somebody who came later the chair acts."""
        names = {known: name for name, known in self.members.items()}
        if member_id not in names:
            raise NothingToDo
        return self.scopes[names[member_id]]

    def read_settings(self) -> None:
        """Let everybody act by the settings as they are stored now."""
        here = organization_of(self.organization.id)
        self.scopes = {n: replace(s, organization=here) for n, s in self.scopes.items()}

    def later(self, days: int) -> date:
        """A day from today on."""
        return self.today + timedelta(days=days)


class NothingToDo(Exception):
    """There is nothing the act could be done to."""


def founded(stage: Stage) -> Branch:
    """The branch in an empty database: four reports assigned and three weaknesses open."""
    above = found(None, OrganizationKind.COMMITTEE, "db", "Đảng bộ Bệnh viện")
    here = found(above, OrganizationKind.PARTY_BRANCH, "k1", "Chi bộ Khoa Khám bệnh")
    db.session.get_one(Organization, here.id).settings = {"thematic_months": [1, 4, 7, 10]}
    db.session.commit()
    members, scopes = {}, {}
    for number, name in enumerate(NAMES):
        roles = {0: [Role.CHAIR], 1: [Role.COMMITTEE]}.get(number, [])
        key = account(name, f"nguoi{number}@example.vn")
        members[name] = join(here, name, None, key, *roles)
        scopes[name] = scope_of_person(Person(name, here, key, members[name], ""))
    tenancy.bind(here.id)
    branch = Branch(stage, here, members, scopes)
    _begin(branch)
    db.session.commit()
    return branch


def _begin(branch: Branch) -> None:
    ids = list(branch.members.values())
    assigning.assign(branch.chair, MONTHS[0], ids[2:4], now=NOW - timedelta(days=20))
    assigning.assign(branch.chair, MONTHS[1], ids[4:6], now=NOW)
    for member_id, due_in in ((ids[2], 40), (ids[3], 5), (ids[6], None)):
        followups.point_out(
            branch.chair,
            member_id,
            source=WeaknessSource.YEARLY_REVIEW,
            wording="Ít phát biểu trong sinh hoạt.",
            pointed_out_on=branch.today - timedelta(days=30),
            due_on=branch.later(due_in) if due_in else None,
            now=NOW,
        )
