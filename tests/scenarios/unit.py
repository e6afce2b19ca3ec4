"""A unit whose chair plans years and assigns months as the pages do."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from tests.cast import Person, account, found, join
from tests.cast import scope_of as scope_of_person
from webapp.accounts.rules import Role
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind
from webapp.plans import queries, rules, service
from webapp.plans.models import Turn
from webapp.plans.rotation import candidates, proposed_year
from webapp.plans.rotation import queries as rotation_queries
from webapp.plans.rotation.proposal import propose
from webapp.plans.rules import MonthKind, TurnState
from webapp.reports import assigning


@dataclass
class Unit:
    """A unit, its chair, and its members by number; the chair is number 0."""

    scope: Scope
    members: list[int]
    organization: Organization

    def plan(self, year: int) -> None:
        """In the December before, the chair confirms what is proposed for a year."""
        now = datetime(year - 1, 12, 20, 2, 0, tzinfo=clock.UTC)
        today = clock.in_hanoi(now).date()
        past = rotation_queries.history_of(self.scope, year, today)
        chosen = proposed_year.filled(propose(past.planning(year), year), {})
        seen = past.year_plan.revision if past.year_plan else 0
        service.confirm(self.scope, year, chosen, seen=seen, reason="", now=now)
        db.session.flush()

    def assign(self, month: date) -> list[int]:
        """Two weeks before a month's meeting the chair assigns whoever is ticked already."""
        [planned] = queries.planned(self.scope, [month])
        now = clock.from_hanoi(planned.plan.meeting_on - timedelta(days=20), 9)
        offered = candidates.choices(self.scope, planned, clock.in_hanoi(now).date())
        free = self.scope.settings.turns_a_month
        ticked = sorted(candidates.ticked_first(offered, free))
        if ticked:
            assigning.assign(self.scope, month, ticked, now=now)
            service.mark_held(self.scope, month)
        return ticked

    def live(self, year: int, *, thematic: tuple[int, ...] = ()) -> None:
        """Plan a year and let its months pass; some of them are thematic."""
        months = rules.months_of(year)
        for month in months:
            if month.month in thematic:
                service.change_month(self.scope, month, MonthKind.THEMATIC, "")
        self.plan(year)
        for month in months:
            plan = queries.month_plan(self.scope, month)
            if plan.kind is MonthKind.REPORTS:
                self.assign(month)

    def turns(self, since: date, until: date) -> Counter[int]:
        """How many turns each member had from one month to another."""
        query = select(Turn.member_id).where(
            Turn.state == TurnState.STANDING, Turn.month.between(since, until)
        )
        counted = Counter(db.session.scalars(query))
        return Counter({member: counted[member] for member in self.members})


def founded(kind: OrganizationKind, code: str, size: int, **settings: object) -> Unit:
    """A unit of so many members, the first one its chair; nobody has reported yet."""
    organization = found(None, kind, code, f"Đơn vị {code}")
    db.session.get_one(Organization, organization.id).settings = settings
    db.session.commit()
    key = account("Đinh Văn Trưởng", f"{code}@example.vn")
    chair = join(organization, "Đinh Văn Trưởng", None, key, Role.CHAIR)
    others = [join(organization, f"Người Thứ {n:02}", None, None) for n in range(1, size)]
    person = Person("Đinh Văn Trưởng", organization, key, chair, "")
    scope = scope_of_person(person)
    tenancy.bind(organization.id)
    return Unit(scope, [chair, *others], organization)
