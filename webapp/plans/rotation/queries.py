"""What the rotation looks at, read for one organization: ten years back, twenty ahead."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from webapp.accounts.models import Membership, MembershipStatus
from webapp.accounts.queries import roles_of
from webapp.accounts.rules import REVIEWERS, Role
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.plans import queries, rules, year_queries, year_rules
from webapp.plans.models import BlockedPeriod, Turn, TurnRequest, Volunteer, YearPlan
from webapp.plans.rotation.availability import (
    Absence,
    Facts,
    Given,
    Month,
    Person,
    Stretch,
    WhyLeftOut,
    left_out_by,
    lines,
)
from webapp.plans.rules import MonthKind, MonthPlan, TurnSource, TurnState, VolunteerState

#: Years of turns that count for the shares, and years that are looked ahead to reach everybody.
YEARS_BACK, YEARS_AHEAD = 10, 20


@dataclass(frozen=True)
class History:
    """The facts of the rotation with what pages show beside them."""

    facts: Facts
    #: Turns that stand, and those a confirmed plan foresees.
    standing: frozenset[Given]
    foreseen: frozenset[Given]
    #: By member, in the order of Vietnamese lists.
    names: dict[int, str]
    plans: dict[date, MonthPlan]
    year_plan: YearPlan | None

    def planning(self, year: int) -> Facts:
        """The facts with the open months of a year free for another proposal."""
        open_months = {m.month for m in self.facts.months if m.is_open and m.month.year == year}
        given = (one for one in self.facts.given if one.month not in open_months)
        return replace(self.facts, given=frozenset({*given, *self.standing}))


def history_of(scope: Scope, year: int, today: date) -> History:
    """Everything that decides about the turns of a year, in eight queries."""
    first, last = date(year - YEARS_BACK, 1, 1), date(year + YEARS_AHEAD, 12, 1)
    months = [month for y in range(first.year, last.year + 1) for month in rules.months_of(y)]
    plans = queries.month_plans(scope, months)
    standing, foreseen, accepted = _turns(scope, first, today)
    names, people = _people(scope, today)
    year_plan = year_queries.plan_of_year(scope, year)
    facts = Facts(
        people=people,
        months=tuple(_month(plan, today) for plan in plans.values()),
        given=standing,
        offers=_offers(scope, clock.month_of(today)) | accepted,
        most=scope.settings.turns_a_month,
        leaders_first=scope.settings.leaders_first,
        seed=year_plan.seed if year_plan else year_rules.first_seed(year),
        first=put_off(scope, today),
        volunteer_turns=scope.settings.volunteer_turns_a_year,
    )
    facts = replace(facts, given=standing | _still_possible(facts, foreseen))
    return History(facts, standing, foreseen, names, plans, year_plan)


def _month(plan: MonthPlan, today: date) -> Month:
    carries = plan.kind is MonthKind.REPORTS
    is_open = carries and not rules.is_past(plan, today)
    return Month(plan.month, plan.meeting_on, carries, is_open, plan.own_turns, is_ahead=is_open)


def _still_possible(facts: Facts, foreseen: frozenset[Given]) -> frozenset[Given]:
    """Foreseen turns of members who may still report then; the other turns are free again."""
    positions = {month.month: position for position, month in enumerate(facts.months)}
    out = lines(facts)
    return frozenset(
        one
        for one in foreseen
        if one.month in positions and out[one.member_id][positions[one.month]] is None
    )


#: Offers, as member and month.
_Offers = frozenset[tuple[int, date]]


def _turns(
    scope: Scope, first: date, today: date
) -> tuple[frozenset[Given], frozenset[Given], _Offers]:
    """Turns that stand, those foreseen from this month on, and which of these were offered.

    Earlier foreseen ones lapsed.
    """
    query = select(Turn.member_id, Turn.month, Turn.state, Turn.source).where(
        tenancy.within(scope, Turn), Turn.month >= first, Turn.state.in_(rules.AHEAD)
    )
    standing, foreseen, accepted = set(), set(), set()
    for member_id, month, state, source in db.session.execute(query):
        if state is TurnState.STANDING:
            standing.add(Given(member_id, month))
        elif month >= clock.month_of(today):
            foreseen.add(Given(member_id, month))
            if source is TurnSource.VOLUNTEERED:
                accepted.add((member_id, month))
    return frozenset(standing), frozenset(foreseen), frozenset(accepted)


def put_off(scope: Scope, today: date) -> _Offers:
    """Turns put off within a year that nothing made good yet, as member and month.

    A turn of a later month that was given before, by the plan of the year, is another turn. Whoever
    was let off a later turn waits for none, and a turn that was exchanged was given again.
    """
    later, granted = aliased(Turn), aliased(TurnRequest)
    given_since = and_(later.state.in_(rules.AHEAD), later.assigned_at > Turn.assigned_at)
    since = clock.month_of(today).replace(year=today.year - 1)
    let_off = later.state.in_([TurnState.WITHDRAWN, TurnState.DECLINED, TurnState.EXCHANGED])
    query = select(Turn.member_id, Turn.month).where(
        tenancy.within(scope, Turn),
        Turn.month >= since,
        Turn.state == TurnState.POSTPONED,
        ~exists().where(
            tenancy.within(scope, later),
            later.member_id == Turn.member_id,
            later.month > Turn.month,
            or_(given_since, let_off),
        ),
        ~exists().where(
            tenancy.within(scope, granted),
            granted.turn_id == Turn.id,
            granted.new_turn_id.is_not(None),
        ),
    )
    return frozenset((member_id, month) for member_id, month in db.session.execute(query))


def _offers(scope: Scope, first: date) -> _Offers:
    query = select(Volunteer.member_id, Volunteer.month).where(
        tenancy.within(scope, Volunteer),
        Volunteer.month >= first,
        Volunteer.state == VolunteerState.OFFERED,
    )
    return frozenset((member_id, month) for member_id, month in db.session.execute(query))


def _people(scope: Scope, today: date) -> tuple[dict[int, str], tuple[Person, ...]]:
    """Everybody who ever was a member, with statuses, offices and times away."""
    query = (
        select(Membership.id, Membership.full_name, roles_of(today).label("roles"))
        .where(tenancy.within(scope, Membership))
        .order_by(Membership.sort_key, Membership.id)
    )
    stretches, absences = _stretches(scope), _absences(scope)
    names, people = {}, []
    for member_id, name, roles in db.session.execute(query):
        leads = bool(REVIEWERS & {Role(role) for role in roles or []})
        names[member_id] = name
        people.append(
            Person(member_id, leads, tuple(stretches[member_id]), tuple(absences[member_id]))
        )
    return names, tuple(people)


def _stretches(scope: Scope) -> defaultdict[int, list[Stretch]]:
    query = (
        select(
            MembershipStatus.member_id,
            MembershipStatus.from_on,
            MembershipStatus.until_on,
            MembershipStatus.status,
        )
        .where(tenancy.within(scope, MembershipStatus))
        .order_by(MembershipStatus.from_on, MembershipStatus.id)
    )
    found: defaultdict[int, list[Stretch]] = defaultdict(list)
    for member_id, from_on, until_on, status in db.session.execute(query):
        found[member_id].append(Stretch(from_on, until_on, left_out_by(status)))
    return found


def _absences(scope: Scope) -> defaultdict[int, list[Absence]]:
    found: defaultdict[int, list[Absence]] = defaultdict(list)
    for period in db.session.scalars(tenancy.rows_of(scope, BlockedPeriod)):
        why = WhyLeftOut(period.kind.value)
        found[period.member_id].append(Absence(period.from_on, period.until_on, why))
    return found
