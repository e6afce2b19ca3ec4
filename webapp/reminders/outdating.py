"""When a reminder that was written has lost its sense."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from webapp.notices.rules import NoticeKind
from webapp.reminders.rules import Reminder


@dataclass(frozen=True)
class Written:
    """A reminder as it was written earlier, by a scan or by the act that began the waiting."""

    kind: NoticeKind
    subject: str
    to: int
    due_on: date
    starts_at: datetime | None = None


def is_outdated(wanted: Iterable[Reminder], written: Written, today: date) -> bool:
    """Whether a reminder written earlier is not true any more: done, moved, or too late."""
    return not any(_still_asks(one, written) and today <= one.until for one in wanted)


def _still_asks(one: Reminder, written: Written) -> bool:
    if (one.kind, one.subject, one.to) != (written.kind, written.subject, written.to):
        return False
    starts_at = one.facts.get("starts_at")
    # Meetings are also called weeks ahead: what makes an invitation wrong is another time.
    called = starts_at is not None and written.starts_at == starts_at
    return called or written.due_on in one.days
