"""The log of changes, for the committee."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.accounts.rules import MemberStatus, Role
from webapp.audit import queries
from webapp.audit.models import AuditEntry
from webapp.web import dates
from webapp.web.paging import paging
from webapp.web.setting_names import SETTING_NAMES, setting_words
from webapp.web.wording import label

bp = Blueprint("audit", __name__, url_prefix="/o/<organization>/nhat-ky")

BLUEPRINTS = (bp,)


def _day(text: str) -> str:
    return dates.day(date.fromisoformat(text))


def _settings(changed: Any) -> str:
    """Each setting with what it was and what it is; older entries only say which it was."""
    if not isinstance(changed, dict):
        return ""
    shown = {name: [setting_words(name, value) for value in step] for name, step in changed.items()}
    return "; ".join(f"{SETTING_NAMES.get(n, n)}: {was} → {now}" for n, (was, now) in shown.items())


def after_slip_words(name: str) -> str:
    """The mark of an act within a day after its actor's account was opened by a slip."""
    return f"trong 24 giờ sau khi mở tài khoản bằng phiếu do {name} lập"


#: Facts that a reader of the log understands, and how they are written.
FACTS: tuple[tuple[str, Callable[[Any], str]], ...] = (
    ("role", lambda value: label(Role(value))),
    ("status", lambda value: label(MemberStatus(value))),
    ("month", lambda value: dates.month(date.fromisoformat(value))),
    ("from_on", lambda value: f"từ {_day(value)}"),
    ("until_on", lambda value: f"đến {_day(value)}"),
    ("closed_on", lambda value: f"từ {_day(value)}"),
    ("unit", str),
    ("was", lambda value: f"tên cũ: {value}"),
    ("name", lambda value: f"tên mới: {value}"),
    ("above", str),
    ("under", lambda value: f"trực thuộc {value}"),
    ("into", lambda value: f"vào {value}"),
    ("changed", _settings),
    ("slip_by", lambda value: f"bằng phiếu do {value} lập"),
    ("mail_by", lambda value: f"bằng thư, do {value} khởi đầu"),
    ("device", lambda value: f"từ {value}"),
    ("after_slip_by", after_slip_words),
)


@bp.get("")
def index() -> ResponseReturnValue:
    """Who did what, newest first; nothing of what members wrote."""
    require(Permission.LOG_SEE, g.scope)
    since = g.scope.sees_from
    pages = paging(queries.count_entries(g.scope, since=since), 50)
    found = queries.entries(g.scope, offset=pages.offset, size=pages.size, since=since)
    return render_template("audit/index.html", found=found, pages=pages, facts_of=facts_of)


def facts_of(entry: AuditEntry) -> str:
    """The dates and names of an entry in brackets behind its sentence."""
    said = []
    for name, written in FACTS:
        value = entry.facts.get(name)
        try:
            said.append(written(value) if value else "")
        except (ValueError, TypeError, AttributeError):
            # Another part may use the same name for something that is no office or day.
            continue
    return ", ".join(part for part in said if part)
