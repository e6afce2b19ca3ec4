"""The sentences of every kind of notice, one module for each of the things they are about.

Each kind has sentences from the most telling to the plainest; the first one whose facts are all
there is used. Facts are names, months, dates and places, so no sentence can carry a member's text.
"""

from webapp.notices.rules import NoticeKind
from webapp.notices.sentences import (
    meetings,
    members,
    powers,
    registrations,
    reports,
    turns,
    units,
    weaknesses,
)

_PARTS = (reports, turns, meetings, weaknesses, registrations, members, powers, units)

SENTENCES: dict[NoticeKind, tuple[str, ...]] = {
    kind: said for part in _PARTS for kind, said in part.SENTENCES.items()
}
TITLES: dict[NoticeKind, str] = {
    kind: title for part in _PARTS for kind, title in part.TITLES.items()
}
SUBJECTS = meetings.SUBJECTS
HEADS = meetings.HEADS
