"""What duties are computed from, where several readers look it up alike."""

from typing import Any

from webapp.accounts.scope import Scope
from webapp.core import clock
from webapp.duties.facts import MeetingFact
from webapp.plans.rules import deadlines


def meeting_fact(scope: Scope, row: Any, *, papers_out: bool = False) -> MeetingFact:
    """A meeting with the day on which its papers are to go out by the settings of the unit."""
    starts_at = clock.in_hanoi(row.starts_at)
    release_on = deadlines(starts_at.date(), scope.organization.settings).release_on
    about = (row.id, row.month, row.state, starts_at, row.place)
    return MeetingFact(*about, papers_out, release_on)
