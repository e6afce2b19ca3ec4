"""What every step writes: a line in the thread, and the months whose figures change."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from webapp.accounts.scope import Scope
from webapp.core import clock, stale_months
from webapp.core.db import db
from webapp.followups import seals
from webapp.followups.models import Weakness, WeaknessEvent
from webapp.followups.rules import WeaknessStep
from webapp.texts import digests
from webapp.texts import service as texts
from webapp.texts.models import TextKind


class Details(TypedDict, total=False):
    """The days, the helper and the meeting of a step, where it has them."""

    due_on: date | None
    seen_on: date | None
    helper_id: int | None
    meeting_id: int | None


def add_entry(
    scope: Scope,
    weakness: Weakness,
    step: WeaknessStep,
    note: str,
    now: datetime,
    **details: Unpack[Details],
) -> dict[str, str]:
    """Write a step into the history of its thread; returns the digest of it for the trail."""
    row = WeaknessEvent(
        organization_id=scope.organization_id,
        weakness_id=weakness.id,
        step=step,
        at=now,
        actor_id=scope.member_id,
        text_id=texts.keep_if_any(scope, TextKind.WEAKNESS, note.strip()),
        due_on=details.get("due_on"),
        seen_on=details.get("seen_on"),
        helper_id=details.get("helper_id"),
        meeting_id=details.get("meeting_id"),
    )
    db.session.add(row)
    return digests.seal(scope, seals.WEAKNESS_EVENT, row)


def recount_months(scope: Scope, *days: date) -> None:
    """Let the figures of the months of these days be counted again."""
    for month in {clock.month_of(day) for day in days}:
        stale_months.mark(scope, month)
