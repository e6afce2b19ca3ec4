"""Figures of a branch, what its superior sees of them, and a superior's view of the tree."""

from functools import lru_cache
from typing import Any

from flask import Blueprint, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from webapp.accounts.permissions import Permission, require
from webapp.core import clock
from webapp.plans.rules import months_of
from webapp.rollups import queries, rules
from webapp.rollups import year_figures as year_of
from webapp.rollups.measures import SHOWN_ABOVE
from webapp.rollups.rules import Cell, MonthState, YearRow
from webapp.web.query_arguments import year_asked
from webapp.web.wording import label, sentence

bp = Blueprint("rollups", __name__, url_prefix="/o/<organization>/tong-hop")

BLUEPRINTS = (bp,)

#: Tone and sign of each state, in the order of the legend.
LOOKS = {
    MonthState.FULL: ("ok", "✓"),
    MonthState.PARTLY: ("soon", "½"),
    MonthState.MISSING: ("late", "!"),
    MonthState.UNHELD: ("late", "×"),
    MonthState.POSTPONED: ("put-off", "→"),
    MonthState.GIVEN_LATER: ("put-off", "↵"),
    MonthState.IN_PROGRESS: ("progress", "…"),
    MonthState.THEMATIC: ("thematic", "C"),
    MonthState.NOT_DUE: ("neutral", "·"),
}


#: How many units the list of those that need attention names.
ATTENTION_LIMIT = 8


def shown_cell(cell: Cell) -> tuple[str, str, str, str]:
    """Tone, sign, text and words of a cell of the heat map."""
    tone, sign = LOOKS[cell.state]
    text = f"{cell.in_order}/{cell.expected}" if cell.expected else sign
    is_thematic = cell.state in (MonthState.THEMATIC, MonthState.UNHELD)
    return tone, sign, "CĐ" if is_thematic else text, label(cell.state)


@lru_cache(maxsize=10_000)
def _written(cell: Cell) -> str:
    """A cell as it stands in the page.

    There are few different ones and thousands to show: keeping them saves a third of the page.
    """
    macros: Any = current_app.jinja_env.get_template("web/macros/table.html").module
    return str(macros.heat_cell(*shown_cell(cell)))


def _strip(row: YearRow) -> Markup:
    return Markup("".join(map(_written, row.cells)))  # noqa: S704 - written by a template


def _heat(view: queries.View) -> dict[str, object]:
    """What a page with a heat map needs."""
    return {
        "view": view,
        "months": [month.month for month in months_of(view.year)],
        "legend": [(sentence(label(state)), *looks) for state, looks in LOOKS.items()],
        "cells": _strip,
    }


def _year() -> int:
    """The year asked for; the running one for nonsense or for a year to come."""
    running = clock.today().year
    return min(year_asked(running), running)


@bp.get("")
def branch() -> ResponseReturnValue:
    """The branch's year by month, beside the year before."""
    require(Permission.FIGURES_SEE, g.scope)
    year = _year()
    month = rules.shown_month(year, clock.today())
    facts, over = queries.of_branch(g.scope, year), rules.month_over(year, clock.today())
    return render_template(
        "rollups/branch.html",
        year=year,
        month=month,
        now=facts.get(month, {}),
        rows=year_of.rows(facts, year),
        quarters=year_of.quarters(facts, year, month),
        comparison=year_of.comparison(facts, year, over) if over else [],
        over=over,
        has_before=any(m.year < year for m in facts),
        shown_cell=shown_cell,
    )


@bp.get("/cap-tren-thay-gi")
def upward() -> ResponseReturnValue:
    """Exactly the figures of this branch that its superiors see."""
    require(Permission.FIGURES_SEE, g.scope)
    today = clock.today()
    view = queries.overview(g.scope, today.year, today=today)
    persons = queries.persons(g.scope, today.year, today=today)
    return render_template(
        "rollups/upward.html", shown=SHOWN_ABOVE, persons=persons.total, **_heat(view)
    )


@bp.get("/cap-duoi")
def superior() -> ResponseReturnValue:
    """Everything below an organization as figures, down to any unit."""
    require(Permission.FIGURES_ABOVE, g.scope)
    view = queries.overview(
        g.scope, _year(), today=clock.today(), code=request.args.get("don-vi") or None
    )
    return render_template("rollups/superior.html", attention_limit=ATTENTION_LIMIT, **_heat(view))


@bp.get("/cap-duoi/han-che")
def persons() -> ResponseReturnValue:
    """Weaknesses and commendations below an organization, where enough persons stand behind."""
    require(Permission.FIGURES_ABOVE, g.scope)
    year = _year()
    found = queries.persons(
        g.scope, year, today=clock.today(), code=request.args.get("don-vi") or None
    )
    return render_template("rollups/persons.html", found=found, year=year)
