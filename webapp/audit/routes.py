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
from webapp.core import clock
from webapp.web import dates, htmx
from webapp.web.paging import paging
from webapp.web.setting_names import SETTING_NAMES
from webapp.web.wording import label

bp = Blueprint("audit", __name__, url_prefix="/o/<organization>/nhat-ky")

BLUEPRINTS = (bp,)


def _day(text: str) -> str:
    return dates.day(date.fromisoformat(text))


def _settings(changed: Any) -> str:
    """Each setting with what it was and what it is; older entries only say which it was."""
    steps = changed if isinstance(changed, dict) else {}
    return "; ".join(
        f"{SETTING_NAMES.get(name, name)}: {_value(was)} → {_value(now)}"
        for name, (was, now) in steps.items()
    )


def _value(value: Any) -> str:
    return "giá trị chung" if value is None else str(value)


#: Facts that a reader of the log understands, and how they are written.
FACTS: tuple[tuple[str, Callable[[Any], str]], ...] = (
    ("role", lambda value: label(Role(value))),
    ("status", lambda value: label(MemberStatus(value))),
    ("month", lambda value: dates.month(date.fromisoformat(value))),
    ("from_on", lambda value: f"từ {_day(value)}"),
    ("until_on", lambda value: f"đến {_day(value)}"),
    ("closed_on", lambda value: f"từ {_day(value)}"),
    ("unit", lambda value: f"{value}"),
    ("was", lambda value: f"tên cũ: {value}"),
    ("name", lambda value: f"tên mới: {value}"),
    ("above", lambda value: f"{value}"),
    ("under", lambda value: f"trực thuộc {value}"),
    ("into", lambda value: f"vào {value}"),
    ("changed", _settings),
)


@bp.get("")
def index() -> ResponseReturnValue:
    """Who did what, newest first; nothing of what members wrote."""
    require(Permission.LOG_SEE, g.scope)
    since = g.scope.sees_from
    pages = paging(queries.count_entries(g.scope, since=since), 50)
    found = queries.entries(g.scope, offset=pages.offset, size=pages.size, since=since)
    return render_template("audit/index.html", found=found, pages=pages, facts_of=facts_of)


@bp.get("/kiem-tra")
def verify() -> ResponseReturnValue:
    """Whether the chain of the log is whole."""
    require(Permission.LOG_SEE, g.scope)
    chain = queries.verify_chain(g.scope)
    return htmx.show(
        "audit/verify.html", piece="audit/_chain.html", chain=chain, checked_at=clock.now()
    )


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
