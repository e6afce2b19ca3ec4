"""Reminding whoever is late, one or all of them, and taking a reminder back."""

from dataclasses import asdict

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.core import clock
from webapp.duties.words import WORDS
from webapp.followups import queries as followups
from webapp.reminders.by_hand import queries, rules, service
from webapp.reports import queries as reports
from webapp.web import dates, htmx
from webapp.web.wording import current_words, sentence

bp = Blueprint("reminders", __name__, url_prefix="/o/<organization>/nhac")

BLUEPRINTS = (bp,)


@bp.get("")
def show() -> ResponseReturnValue:
    """Everybody who is late, before they are all reminded."""
    require(Permission.LATE_REMIND, g.scope)
    now = clock.now()
    late = queries.late(g.scope, clock.day_of(now))
    before = queries.reminders_of(g.scope, [one.key for one in late])
    stands = {key: written.stands for key, written in before.items()}
    return render_template(
        "reminders/show.html",
        late=late,
        reminded={one.key: stands.get(one.key) for one in late},
        said=_said,
        again=[one for one in late if rules.may_again(stands.get(one.key), now)],
    )


def _said(one: rules.Late) -> str:
    """What stands for it on the first screen of those who lead."""
    facts = {"name": one.matter.name, "month": dates.month(one.matter.month)}
    return sentence(WORDS[one.kind].sentence.format(**asdict(current_words()), **facts))


@bp.post("")
def remind_all() -> ResponseReturnValue:
    """Remind everybody who is late and was not reminded within the last hours."""
    return _remind(None)


@bp.post("/bao-cao/<int:report_id>")
def remind_of_report(report_id: int) -> ResponseReturnValue:
    """Remind whoever is late with the next step of one report."""
    return _remind(_report(report_id))


@bp.post("/khac-phuc/<int:weakness_id>")
def remind_of_thread(weakness_id: int) -> ResponseReturnValue:
    """Remind the member whose day to put one weakness right has passed."""
    return _remind(_thread(weakness_id))


@bp.post("/hoan-tac")
def take_all_back() -> ResponseReturnValue:
    """Take back what was just sent to all."""
    return _take_back(None)


@bp.post("/bao-cao/<int:report_id>/hoan-tac")
def take_report_back(report_id: int) -> ResponseReturnValue:
    """Take back what was just sent about one report."""
    return _take_back(_report(report_id))


@bp.post("/khac-phuc/<int:weakness_id>/hoan-tac")
def take_thread_back(weakness_id: int) -> ResponseReturnValue:
    """Take back what was just sent about one weakness."""
    return _take_back(_thread(weakness_id))


def _report(report_id: int) -> str:
    found = reports.get_report(g.scope, report_id, Permission.LATE_REMIND)
    return f"report:{found.id}"


def _thread(weakness_id: int) -> str:
    found = followups.get_weakness(g.scope, weakness_id, Permission.LATE_REMIND)
    return f"weakness:{found.id}"


def _remind(subject: str | None) -> ResponseReturnValue:
    count = service.remind(g.scope, now=clock.now(), subject=subject)
    notice = f"Đã nhắc {count} người. Hoàn tác được trong 10 giây."
    return htmx.moved(url_for("home.show"), notice=notice)


def _take_back(subject: str | None) -> ResponseReturnValue:
    count = service.take_back(g.scope, now=clock.now(), subject=subject)
    return htmx.moved(url_for("home.show"), notice=f"Đã lấy lại lời nhắc gửi {count} người.")
