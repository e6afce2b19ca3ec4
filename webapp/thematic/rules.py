"""How far a thematic session is, what it still lacks, and what its materials may be."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from webapp.core.errors import RuleBroken
from webapp.core.plain_line import one_line

#: Characters of the questions or the conclusion, of a material's title, of its address.
LONGEST_TEXT = 10_000
LONGEST_TITLE = 200
LONGEST_ADDRESS = 500
MOST_MATERIALS = 12
MOST_PREPARERS = 10


class SessionState(StrEnum):
    """How far a thematic session is."""

    PLANNED = "planned"
    PREPARED = "prepared"
    UNHELD = "unheld"
    HELD = "held"


class SessionGap(StrEnum):
    """What a thematic session still lacks."""

    TOPIC = "topic"
    PREPARERS = "preparers"
    QUESTIONS = "questions"
    CONCLUSION = "conclusion"


@dataclass(frozen=True)
class Standing:
    """What is there of a session."""

    has_topic: bool
    has_preparers: bool
    has_questions: bool
    has_conclusion: bool
    #: Its meeting is closed.
    is_held: bool
    #: The day of its meeting has passed.
    is_over: bool = False

    @property
    def gaps(self) -> list[SessionGap]:
        """What is missing: before the meeting its preparation, afterwards its conclusion."""
        if self.is_held:
            return [] if self.has_conclusion else [SessionGap.CONCLUSION]
        there = {
            SessionGap.TOPIC: self.has_topic,
            SessionGap.PREPARERS: self.has_preparers,
            SessionGap.QUESTIONS: self.has_questions,
        }
        return [gap for gap, is_there in there.items() if not is_there]

    @property
    def state(self) -> SessionState:
        """Planned until its preparation is complete, then prepared, at last held or not."""
        if self.is_held:
            return SessionState.HELD
        if self.is_over:
            return SessionState.UNHELD
        return SessionState.PLANNED if self.gaps else SessionState.PREPARED


@dataclass(frozen=True)
class Link:
    """A material to read beforehand, where it lies on the web."""

    title: str
    address: str


def title_of(typed: str) -> str:
    """The title of a material in its stored form.

    Raises RuleBroken when it says nothing, too much, or hides something.
    """
    title = one_line(typed, field="title", longest=LONGEST_TITLE)
    if not title:
        raise RuleBroken("thematic.title_missing", field="title")
    return title


def refuse_address(address: str) -> None:
    """Materials are pages or files on the web, with an address that says where it leads.

    Raises RuleBroken.
    """
    parts = _parts(address)
    is_whole = address.isprintable() and " " not in address and "\\" not in address
    if parts is None or not is_whole or parts[0] not in ("http", "https") or not parts[1]:
        raise RuleBroken("thematic.address", field="address")
    if "@" in parts[1]:
        raise RuleBroken("thematic.address", field="address")
    if len(address) > LONGEST_ADDRESS:
        raise RuleBroken("thematic.too_long", field="address", longest=LONGEST_ADDRESS)


def _parts(address: str) -> tuple[str, str] | None:
    try:
        split = urlsplit(address)
        # `port` raises ValueError for one that is no number.
        return (split.scheme.lower(), split.netloc if split.hostname and split.port != 0 else "")
    except ValueError:
        return None


def refuse_preparers(wanted: Collection[int], active: Collection[int]) -> None:
    """Active members of the unit prepare a session, a few of them.

    Raises RuleBroken.
    """
    if not set(wanted) <= set(active):
        raise RuleBroken("thematic.preparer_unknown", field="preparer_ids")
    if len(set(wanted)) > MOST_PREPARERS:
        raise RuleBroken("thematic.many_preparers", field="preparer_ids", most=MOST_PREPARERS)


def refuse_text(text: str, *, field: str) -> None:
    """Questions and conclusion have at most LONGEST_TEXT characters.

    Raises RuleBroken.
    """
    if len(text) > LONGEST_TEXT:
        raise RuleBroken("thematic.too_long", field=field, longest=LONGEST_TEXT)
