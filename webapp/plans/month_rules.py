"""What months carry: the thematic session of each quarter, and changes of a month's content."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.core import clock
from webapp.core.errors import RuleBroken
from webapp.organizations.settings import NUMBERS
from webapp.plans.rules import MonthKind, MonthPlan

#: Characters of a month's topic.
LONGEST_TOPIC = 300


def lacks_session(quarter: Sequence[MonthPlan]) -> bool:
    """Whether a quarter with several meetings has no thematic session among them.

    Where there is one meeting in a quarter, it carries the reports.
    """
    meetings = [plan for plan in quarter if plan.kind is not MonthKind.NONE]
    return len(meetings) > 1 and not any(plan.has_session for plan in meetings)


def quarters_without_thematic(plans: Iterable[MonthPlan], today: date) -> list[int]:
    """The quarters of a year, 1 to 4, that lack their thematic session; past ones are left out."""
    quarters: dict[int, list[MonthPlan]] = {}
    for plan in plans:
        if clock.months_of_quarter(plan.month)[-1] >= clock.month_of(today):
            quarters.setdefault(clock.quarter_of(plan.month), []).append(plan)
    return [number for number, quarter in sorted(quarters.items()) if lacks_session(quarter)]


@dataclass(frozen=True)
class Content:
    """What somebody decides for a month: its kind, its topic, its own number of turns."""

    kind: MonthKind
    topic: str = ""
    own_turns: int | None = None


def refuse_month_change(plan: MonthPlan, wanted: Content, turns: int) -> None:
    """Refuse another content once the meeting was held, or for turns it has no room for.

    Raises RuleBroken.
    """
    if len(wanted.topic) > LONGEST_TOPIC:
        raise RuleBroken("plan.topic_too_long", field="topic", longest=LONGEST_TOPIC)
    least, greatest = NUMBERS["turns_a_month"]
    if wanted.own_turns is not None and not least <= wanted.own_turns <= greatest:
        raise RuleBroken("plan.turns_bounds", field="own_turns", least=least, greatest=greatest)
    if plan.is_held:
        raise RuleBroken("plan.month_held", month=plan.month.strftime("%m/%Y"))
    if turns and wanted.kind is not MonthKind.REPORTS:
        raise RuleBroken("plan.month_has_turns", field="kind", turns=turns)
    if wanted.own_turns is not None and wanted.own_turns < turns:
        raise RuleBroken("plan.fewer_than_given", field="own_turns", turns=turns)


def content_of(plan: MonthPlan) -> Content:
    """What a month carries now."""
    return Content(plan.kind, plan.topic or "", plan.own_turns)
