"""What is recorded about everybody at one moment, read without the rules that are being tried."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tests.simulation.histories.branch import Branch
from tests.simulation.histories.figures import Counting
from webapp.accounts.models import Membership
from webapp.core.db import db
from webapp.duties.matters import matters
from webapp.duties.rules import due_on
from webapp.duties.stages import Day, Whose
from webapp.duties.table import TABLE
from webapp.meetings.models import Attendance
from webapp.meetings.rules import Presence
from webapp.reminders import queries as reminders


@dataclass(frozen=True)
class Owed:
    """By which day something is owed, and on which day its meeting is, if it has one."""

    due: date
    meeting_on: date | None


@dataclass(frozen=True)
class Seen:
    """The records of one moment."""

    #: What each member owes, by member and matter.
    owed: Mapping[tuple[int, str], Owed]
    #: Who counts as present, as meeting and member.
    present: frozenset[tuple[int, int]]
    #: Every figure by month and measure.
    figures: Mapping[tuple[date, str], int]
    #: How often each name is stored, however it is spelled.
    names: Mapping[str, int]


def look(branch: Branch, counting: Counting) -> Seen:
    """Everything the invariants are about."""
    return Seen(_owed(branch), _present(branch), counting.figures(branch), _names())


def _owed(branch: Branch) -> dict[tuple[int, str], Owed]:
    found = {}
    facts = reminders.under_way(branch.chair, branch.today).facts
    for one in matters(facts):
        row = TABLE[one.stage]
        due = due_on(row, one.days)
        if row.by is Whose.MEMBER and one.member_id is not None and due is not None:
            found[one.member_id, f"{one.subject} {one.stage}"] = Owed(
                due, one.days.get(Day.MEETING)
            )
    return found


def _present(branch: Branch) -> frozenset[tuple[int, int]]:
    rows = branch.rows(Attendance, Attendance.presence == Presence.PRESENT)
    return frozenset((row.meeting_id, row.member_id) for row in rows)


def _names() -> dict[str, int]:
    found: dict[str, int] = {}
    for name in db.session.scalars(select(Membership.full_name)):
        folded = fold(name)
        found[folded] = found.get(folded, 0) + 1
    return found


def fold(name: str) -> str:
    """Letters alone: each word's bare letters, then its tone, wherever that stands in it."""
    words = []
    for word in name.casefold().replace("đ", "d").replace("ð", "d").split():
        parts = [c for c in unicodedata.normalize("NFD", word) if c.isalpha() or not c.isascii()]
        marks = "".join(sorted(c for c in parts if unicodedata.combining(c)))
        letters = "".join(c for c in parts if c.isalpha())
        words.append(letters.replace("y", "i") + marks)
    return " ".join(words)
