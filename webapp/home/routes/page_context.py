"""The rows of the first screen in words, with what those who lead may do about who is late."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from flask import current_app, g, url_for

from webapp.core.paths import path_of
from webapp.duties.facts import Reminded
from webapp.duties.words import WORDS
from webapp.home.rules import Duty, names
from webapp.notices import wording
from webapp.reminders.by_hand import rules as by_hand
from webapp.web import dates
from webapp.web.wording import current_words, sentence

#: How a matter is reminded of, and how that is taken back, by what its address takes.
_PAGES: dict[str, tuple[Callable[..., str], Callable[..., str]]] = {
    "report_id": (
        lambda report_id: url_for("reminders.remind_of_report", report_id=report_id),
        lambda report_id: url_for("reminders.take_report_back", report_id=report_id),
    ),
    "weakness_id": (
        lambda weakness_id: url_for("reminders.remind_of_thread", weakness_id=weakness_id),
        lambda weakness_id: url_for("reminders.take_thread_back", weakness_id=weakness_id),
    ),
}


def said(duty: Duty, before: Reminded | None, now: datetime) -> dict[str, Any]:
    """One row in words: its sentence, what stands below it, its button, and where that leads."""
    words, known = WORDS[duty.kind], _known(duty)
    code = g.scope.organization.code
    is_other = g.scope.leads and duty.name and duty.of != g.scope.member_id
    return {
        "title": sentence(words.sentence.format(**known)),
        "detail": words.detail(known),
        "button": words.button,
        "href": path_of(words.address(duty.values), code),
        "due_on": None if duty.waits else duty.due_on,
        "waits": duty.waits,
        "runs": duty.first,
        "name": duty.name,
        "phone": duty.contact.phone if is_other else "",
        "enter_href": _enter_href(duty),
        "reminding": _reminding(duty, before, known, now) if duty.reminds else None,
    }


def _known(duty: Duty) -> dict[str, str]:
    facts = {
        "month": dates.month(duty.month),
        "year": duty.month and duty.month.year,
        "name": duty.name,
        "count": duty.count,
        "words": duty.words and f"“{duty.words}”",
        "names": names(duty.people),
        "due": dates.long_day(duty.due_on),
        "day": dates.day(duty.due_on),
    }
    return asdict(current_words()) | {name: str(fact) for name, fact in facts.items() if fact}


def _enter_href(duty: Duty) -> str:
    """Where those who lead write a late report for its member, if they may."""
    report_id = duty.values.get("report_id")
    is_written = duty.reminds not in (None, duty.kind)
    if not is_written or not duty.contact.may_enter or report_id is None:
        return ""
    return url_for("reports.edit", report_id=report_id)


def _reminding(
    duty: Duty, before: Reminded | None, known: dict[str, str], now: datetime
) -> dict[str, Any]:
    """What stands beside somebody who is late."""
    ((name, value),) = duty.values.items()
    remind, take_back = _PAGES[name]
    return {
        "url": remind(value),
        "undo_url": take_back(value),
        "again": by_hand.may_again(before, now),
        "undo": by_hand.may_take_back(before, now),
        "told": told(before),
        # That something was pointed out to somebody is no matter of a group.
        "is_private": "weakness_id" in duty.values,
        # Those who lead are among those who have to act.
        "acts": duty.reminds is duty.kind,
        "message": _message(duty, known),
        "id": duty.key.replace(":", "-"),
    }


def told(before: Reminded | None) -> str:
    """“Đã nhắc 2 lần, gần nhất thứ Sáu, 27/11/2026”; nothing where nobody was reminded."""
    if before is None:
        return ""
    return f"Đã nhắc {before.times} lần, gần nhất {dates.long_day(before.last_at)}"


def _message(duty: Duty, known: dict[str, str]) -> str:
    """A ready text for a chat: who, what, by when and where; no word of a report."""
    words = WORDS[duty.reminds or duty.kind]
    what = words.sentence.format(**known)
    if "{name}" not in words.sentence:
        what = f"{duty.name} cần {what[:1].lower()}{what[1:]}"
    base = str(current_app.config["BASE_URL"]).rstrip("/")
    organization = g.scope.organization
    address = base + path_of(words.address(duty.values), organization.code)
    text = f"{what}. Hạn: {dates.long_day(duty.due_on)}."
    return wording.chat_message(text, address, organization.name)
