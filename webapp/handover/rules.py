"""What must hold before a chair hands the office over, and what a unit shows as open."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from webapp.core.errors import RuleBroken
from webapp.reports.rules import ReportState

#: How long after the term began the first screen leads a new chair to what is open.
NEW_FOR = timedelta(days=14)


def refuse_day(from_on: date, today: date) -> None:
    """The office passes today or later; until then the chair acts on, even after the term.

    Raises RuleBroken.
    """
    if from_on < today:
        raise RuleBroken("handover.past", field="from_on")


def refuse_self(successor_id: int, own_id: int | None) -> None:
    """Nobody hands over to themselves.

    Raises RuleBroken.
    """
    if successor_id == own_id:
        raise RuleBroken("handover.self", field="successor_id")


def refuse_without_account(account_id: int | None) -> None:
    """The successor can sign in: an office nobody can use leaves the unit without its chair.

    Raises RuleBroken.
    """
    if account_id is None:
        raise RuleBroken("handover.no_account", field="successor_id")


@dataclass(frozen=True)
class Counts:
    """How much of each kind is open in a unit."""

    weaknesses: int
    overdue: int
    remedies_reported: int
    #: Registrations and amendments of them.
    commitments: int
    turn_requests: int
    offers: int
    without_account: int
    invitations: int
    arrivals: int
    departures: int


@dataclass(frozen=True)
class OpenMatters:
    """Everything a chair hands over."""

    counts: Counts
    #: Reports in progress by state, in the order of the process.
    reports: dict[ReportState, int] = field(default_factory=dict)
    #: Months of reports ahead for which nobody is named or foreseen.
    months_without_turns: list[date] = field(default_factory=list)
    #: How many settings the unit has chosen for itself.
    settings: int = 0

    @property
    def in_progress(self) -> int:
        """How many reports are on their way."""
        return sum(self.reports.values())

    @property
    def to_review(self) -> int:
        """How many drafts wait for the committee."""
        return self.reports.get(ReportState.SUBMITTED, 0)
