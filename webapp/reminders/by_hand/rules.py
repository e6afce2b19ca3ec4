"""Who is late with what, when they may be reminded again, and how long it can be taken back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from webapp.duties.facts import Reminded
from webapp.duties.rules import Matter, due_on, is_late, row_key
from webapp.duties.stages import DutyKind
from webapp.duties.table import TABLE

UNDO_WITHIN = timedelta(seconds=10)
#: The page that offers to take it back has to arrive, and the tap has to come back.
LEAVES_AFTER = UNDO_WITHIN + timedelta(seconds=5)
#: Whoever was reminded is left in peace so long.
AGAIN_AFTER = timedelta(hours=6)


@dataclass(frozen=True)
class Late:
    """Something somebody is late with, and in the words of which row they are reminded of it."""

    matter: Matter
    kind: DutyKind
    said_as: DutyKind
    due_on: date

    @property
    def key(self) -> str:
        """What reminders of it are about: the row that those who lead see."""
        return row_key(self.kind, self.matter.subject)


def late(matters: Iterable[Matter], actor_id: int | None, today: date) -> list[Late]:
    """What others are late with, of that which they may be reminded of by hand."""
    return [one for matter in matters for one in _late(matter, actor_id, today)]


def _late(matter: Matter, actor_id: int | None, today: date) -> Iterator[Late]:
    owed = TABLE[matter.stage]
    due = due_on(owed, matter.days)
    # Who has no account reads no reminder.
    if due is None or not is_late(due, today) or not matter.contact.signs_in:
        return
    for row in owed.rows:
        if row.reminds and matter.member_id != actor_id:
            yield Late(matter, row.kind, row.reminds, due)


def may_again(before: Reminded | None, now: datetime) -> bool:
    """Whether somebody may be reminded, who perhaps was before."""
    return before is None or now - before.last_at >= AGAIN_AFTER


def may_take_back(before: Reminded | None, now: datetime) -> bool:
    """Whether the last reminder is so new that taking it back is offered."""
    return before is not None and timedelta() <= now - before.last_at < UNDO_WITHIN
