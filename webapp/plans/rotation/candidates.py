"""Who may be given a turn in a month, who is proposed, and which month needs somebody next."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from webapp.accounts import queries as accounts
from webapp.accounts.rules import MAY_REPORT, MemberStatus
from webapp.accounts.scope import Scope
from webapp.plans import rules
from webapp.plans.queries import PlannedMonth, planned
from webapp.plans.rotation import proposal as rotation
from webapp.plans.rotation import queries as rotation_queries
from webapp.plans.rotation.availability import WhyLeftOut, lines
from webapp.plans.rotation.proposal import Proposed
from webapp.plans.rotation.queries import History
from webapp.plans.rotation.reasons import Record
from webapp.plans.rules import MonthKind, VolunteerState


@dataclass(frozen=True)
class Choice:
    """One member on the page where turns are assigned."""

    member_id: int
    full_name: str
    status: MemberStatus
    is_assigned: bool
    #: Why the member is away in the month, if so.
    away: WhyLeftOut | None
    #: The plan of the year foresees this turn.
    is_foreseen: bool
    has_offered: bool
    #: A turn was put off and not given again.
    is_put_off: bool
    proposed: Proposed | None
    #: What the rotation looks at; none for who could not be given a turn.
    record: Record | None
    #: Turns in the year of the month, given or foreseen.
    turns: int

    @property
    def may_report(self) -> bool:
        """Whether the member's status takes turns on the meeting day."""
        return self.status in MAY_REPORT

    @property
    def may_be_chosen(self) -> bool:
        """Whether a turn can be given to this member."""
        return self.may_report and not self.is_assigned and self.away is None


def choices(scope: Scope, month: PlannedMonth, today: date) -> list[Choice]:
    """Every member on the meeting day of a month, with what a proposal looks at."""
    at = month.plan.month
    past = rotation_queries.history_of(scope, at.year, today)
    chosen, records = rotation.look_at(past.facts, at)
    proposed = {one.member_id: one for one in chosen}
    foreseen = {turn.member_id for turn in month.foreseen}
    offered = {o.member_id for o in month.offers if o.state is VolunteerState.OFFERED}
    assigned = {turn.member_id for turn in month.turns}
    away = _away(past, at)
    put_off = {member_id for member_id, month_before in past.facts.first if month_before < at}
    turns = Counter(one.member_id for one in past.facts.given if one.month.year == at.year)
    return [
        Choice(
            member.id,
            member.full_name,
            member.status,
            member.id in assigned,
            away.get(member.id) if member.status in MAY_REPORT else None,
            member.id in foreseen,
            member.id in offered,
            member.id in put_off,
            proposed.get(member.id),
            records.get(member.id),
            turns[member.id],
        )
        for member in accounts.members_on(scope, month.plan.meeting_on)
    ]


def without_turn(choices: list[Choice]) -> int:
    """How many could report and have no turn in the year."""
    return sum(choice.may_be_chosen and not choice.turns for choice in choices)


def _away(past: History, month: date) -> dict[int, WhyLeftOut]:
    """Who is left out of a month, and why."""
    position = next(n for n, one in enumerate(past.facts.months) if one.month == month)
    out = lines(past.facts)
    return {member_id: why for member_id, line in out.items() if (why := line[position])}


def ticked_first(offered: list[Choice], free: int) -> set[int]:
    """The members ticked on a month's new form: those put off, foreseen, then proposed."""
    put_off = [c.member_id for c in offered if c.is_put_off and c.may_be_chosen]
    foreseen = [c.member_id for c in offered if c.is_foreseen and c.may_be_chosen]
    proposed = [c.member_id for c in offered if c.proposed and c.may_be_chosen]
    return set([*dict.fromkeys([*put_off, *foreseen, *proposed])][:free])


def next_to_fill(scope: Scope, today: date) -> date:
    """The next month of reports that has fewer turns than it takes."""
    months = rules.months_ahead(today)
    for month in planned(scope, months):
        is_open = month.plan.kind is MonthKind.REPORTS and not rules.is_past(month.plan, today)
        if is_open and len(month.turns) < month.plan.most_turns:
            return month.plan.month
    return months[1]
