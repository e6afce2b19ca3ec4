"""What a version of a self-report holds: its sections, and an answer to each thing it is asked."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from webapp.core.plain_text import packed
from webapp.reports.sections import NOT_DUE, Section

#: No version may be larger than this, in bytes; far above what the limits of sections allow.
LARGEST = 200_000

#: The key of a weakness is its number; that of an item of the registration begins with “item-”.
_KEY = re.compile(r"(item-)?[0-9]{1,18}", re.ASCII)


def item_key(item_id: int) -> str:
    """The key of the answer to an item of the year's registration."""
    return f"item-{item_id}"


def is_key(text: str) -> bool:
    """Whether a text is the key of a weakness or of an item."""
    return _KEY.fullmatch(text) is not None


def section_of(key: str) -> Section:
    """The section in which something is answered."""
    return Section.COMMITMENTS if key.startswith("item-") else Section.REMEDIES


@dataclass(frozen=True)
class Thread:
    """One thing a report must answer: an open weakness, or an item registered for the year."""

    key: str
    wording: str
    pointed_out_on: date | None = None
    due_on: date | None = None
    #: What shows that an item is fulfilled.
    measure: str = ""
    #: The last day on which “chưa đến hạn” is an answer; a weakness has none.
    may_wait_until: date | None = None

    @property
    def section(self) -> Section:
        """Where it is answered."""
        return section_of(self.key)

    def may_wait(self, today: date) -> bool:
        """Whether “chưa đến hạn” is an answer today."""
        return self.may_wait_until is not None and today <= self.may_wait_until


@dataclass(frozen=True)
class Written:
    """What one version of a report says: a text for each section, an answer to each question."""

    sections: Mapping[str, str] = field(default_factory=dict)
    #: By the key of what is answered, as text because it comes from a form and goes into JSON.
    answers: Mapping[str, str] = field(default_factory=dict)
    #: The wording of what is answered as it was then, so that the paper stands for itself.
    asked: Mapping[str, str] = field(default_factory=dict)
    #: The items said to be not due yet; words beside it count more.
    not_due: frozenset[str] = frozenset()
    #: What is stored can't be read; nothing may overwrite it.
    is_damaged: bool = False

    def stored(self) -> str:
        """A version as one JSON text."""
        texts = {"sections": self.sections, "answers": self.answers, "asked": self.asked}
        parts: dict[str, object] = {name: dict(of) for name, of in texts.items()}
        if self.not_due:
            parts["not_due"] = sorted(self.not_due)
        return packed(parts)

    @classmethod
    def read(cls, stored: str) -> "Written":
        """What a stored version says; one that can't be read is marked as damaged."""
        try:
            parts = json.loads(stored)
            sections, answers = _texts(parts["sections"]), _texts(parts["answers"])
            asked, not_due = _texts(parts.get("asked", {})), frozenset(parts.get("not_due", ()))
            return cls(sections, answers, asked, not_due)
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls(is_damaged=True)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is written."""
        said = any(text.strip() for text in (*self.sections.values(), *self.answers.values()))
        return not said and not self.not_due and not self.is_damaged

    def answering(self, wordings: Mapping[str, str]) -> "Written":
        """The same with what it answers, and without answers to anything else."""
        answers = {key: self.answers.get(key, "") for key in wordings}
        waiting = {key for key in self.not_due & set(wordings) if not answers[key].strip()}
        return replace(self, answers=answers, asked=dict(wordings), not_due=frozenset(waiting))

    def asked_in(self, section: str) -> dict[str, str]:
        """The wording of what one section answers, by key."""
        return {key: text for key, text in self.asked.items() if section_of(key) == section}

    def as_text(self, section: str) -> str:
        """One section as continuous text: each thing asked with its answer, then what is added."""
        text = self.sections.get(section, "")
        asked = self.asked_in(section).items()
        said = dict.fromkeys(self.not_due, NOT_DUE) | {k: a for k, a in self.answers.items() if a}
        threads = [f"{wording}\n→ {said.get(key, '')}" for key, wording in asked]
        return "\n".join([*threads, text] if text else threads)


def _texts(stored: Mapping[str, str]) -> Mapping[str, str]:
    """A part of a stored version.

    Raises TypeError when anything in it is no text.
    """
    if not all(isinstance(text, str) for text in stored.values()):
        raise TypeError("a text is missing")
    return stored


@dataclass(frozen=True)
class Fault:
    """Something that has to be put right in one field, as a code and facts."""

    field: str
    code: str
    facts: Mapping[str, object] | None = None


def section_field(section: str) -> str:
    """The name a section has in a form."""
    return f"section-{section}"


def answer_field(key: str) -> str:
    """The name the answer to one question has in a form."""
    return f"answer-{key}"


def not_due_field(key: str) -> str:
    """The name the mark “chưa đến hạn” of one item has in a form."""
    return f"not-due-{key}"


def missing_sections(written: Written) -> list[Section]:
    """Sections that must have a text and have none.

    The remedies section is complete once every open weakness is answered; the one about what was
    registered once something is said to any item.
    """
    told = any(text.strip() for key, text in written.answers.items() if key.startswith("item-"))
    asked = (Section.PRESENT,) if told else (Section.COMMITMENTS, Section.PRESENT)
    return [section for section in asked if not written.sections.get(section, "").strip()]


def unanswered(written: Written, threads: Iterable[Thread], today: date) -> list[Thread]:
    """What is asked and has no answer; “chưa khắc phục vì …” is one.

    An item of the registration may instead be marked as not due, until its day has passed.
    """
    return [
        thread
        for thread in threads
        if not written.answers.get(thread.key, "").strip()
        and not (thread.key in written.not_due and thread.may_wait(today))
    ]


def gaps(written: Written, threads: Sequence[Thread], today: date) -> list[Fault]:
    """Everything that keeps a report from being handed in, in the order of the page."""
    missing = missing_sections(written)
    open_ones = unanswered(written, threads, today)
    faults: list[Fault] = []
    for section in Section:
        open_here = [thread for thread in open_ones if thread.section is section]
        faults += [Fault(answer_field(thread.key), _gap(thread, today)) for thread in open_here]
        if section in missing and not open_here:
            faults.append(Fault(section_field(section), "report.section_missing"))
    return faults


def _gap(thread: Thread, today: date) -> str:
    """The code of what is missing where something asked has no answer."""
    if thread.section is Section.REMEDIES:
        return "report.answer_missing"
    return "report.item_missing" if thread.may_wait(today) else "report.item_is_due"


def overlong(written: Written, limit: int) -> list[Fault]:
    """The fields with more characters than the organization's settings allow."""
    lengths = {section_field(s): len(text) for s, text in written.sections.items()}
    lengths |= {answer_field(key): len(text) for key, text in written.answers.items()}
    return [
        Fault(name, "report.section_too_long", {"limit": limit, "over": length - limit})
        for name, length in lengths.items()
        if length > limit
    ]


def is_too_large(written: Written) -> bool:
    """Whether a version is larger than may be stored."""
    return len(written.stored().encode()) > LARGEST
