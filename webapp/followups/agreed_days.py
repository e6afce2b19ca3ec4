"""Days of a thread: which may be agreed, given, asked for or noted."""

from datetime import date, timedelta

from webapp.core.errors import RuleBroken
from webapp.organizations.settings import BranchSettings


def refuse_days(pointed_out_on: date, due_on: date | None, today: date) -> None:
    """Refuse a day after today or more than ten years back, and a wrong due day.

    Raises RuleBroken.
    """
    if not date(today.year - 10, 1, 1) <= pointed_out_on <= today:
        raise RuleBroken("weakness.bad_day", field="pointed_out_on")
    if due_on is not None:
        refuse_due_day(due_on, pointed_out_on, today)


def refuse_due_day(due_on: date, not_before: date, today: date) -> None:
    """Refuse a day that has passed, or that lies more than five years after another one.

    Raises RuleBroken.
    """
    if not not_before <= due_on <= date(not_before.year + 5, 12, 31):
        raise RuleBroken("weakness.bad_due_day", field="due_on")
    if due_on < today:
        raise RuleBroken("weakness.due_day_past", field="due_on")


def refuse_given_day(
    due_on: date | None,
    stands: date | None,
    pointed_out_on: date,
    today: date,
    settings: BranchSettings,
) -> None:
    """Refuse a day that others give, if it comes earlier than agreed and too soon from today.

    What is too soon the unit says, as for reports. What stands may always stay, or move later.
    Raises RuleBroken.
    """
    if due_on is None or due_on == stands:
        return
    refuse_due_day(due_on, pointed_out_on, today)
    soonest = today + timedelta(days=settings.notice_days)
    if (stands is None or due_on < stands) and due_on < soonest:
        raise RuleBroken("weakness.day_too_soon", field="due_on", count=settings.notice_days)


def refuse_new_day(due_on: date | None, today: date, settings: BranchSettings) -> None:
    """Refuse to open a thread again without a day, or with one that comes too soon.

    Raises RuleBroken.
    """
    if due_on is None:
        raise RuleBroken("weakness.new_day_missing", field="due_on")
    refuse_given_day(due_on, None, today, today, settings)


def refuse_seen_on(day: date | None, pointed_out_on: date, today: date) -> None:
    """Refuse a day of a note before the weakness was pointed out, or after today.

    Raises RuleBroken.
    """
    if day is not None and not pointed_out_on <= day <= today:
        raise RuleBroken("weakness.bad_seen_day", field="seen_on")


def is_asked(due_on: date | None, stands: date | None) -> bool:
    """Whether a promised day is a request: another one was agreed before."""
    return due_on is not None and stands is not None and due_on != stands
