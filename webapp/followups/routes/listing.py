"""The lists of threads with filters, the same on paper, and the year in numbers."""

from typing import Any

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, allows, require
from webapp.core import clock
from webapp.followups import lists
from webapp.followups.forms.filters import KINDS, Filters, read_filters
from webapp.followups.queries import ThreadRow
from webapp.followups.routes.blueprint import bp
from webapp.followups.rules import WeaknessSource
from webapp.web import htmx
from webapp.web.paging import Paging, paging
from webapp.web.query_arguments import year_asked

#: Rows of one page, and the most that are printed or searched at once.
PAGE_SIZE = 25
MOST_AT_ONCE = 2_000


@bp.get("")
def index() -> ResponseReturnValue:
    """The threads asked for, the longest overdue first."""
    require(Permission.PLAN_SEE, g.scope)
    filters = read_filters(request.args)
    threads, pages = _page_of(filters)
    sees_all = allows(Permission.WEAKNESS_MANAGE, g.scope)
    return htmx.show(
        "followups/index.html",
        piece="followups/_threads.html",
        threads=threads,
        pages=pages,
        members=accounts.members_on(g.scope, clock.today(), left_too=True) if sees_all else [],
        **_list_context(filters, sees_all=sees_all),
    )


@bp.get("/ban-in")
def paper() -> ResponseReturnValue:
    """The list asked for as a paper, for the committee's meeting."""
    require(Permission.WEAKNESS_MANAGE, g.scope)
    filters = read_filters(request.args)
    return render_template(
        "followups/list_paper.html",
        threads=_all_of(filters),
        today=clock.today(),
        **_list_context(filters, sees_all=True),
    )


@bp.get("/theo-nam")
def year() -> ResponseReturnValue:
    """How many threads were opened and closed in each month of a year."""
    require(Permission.WEAKNESS_MANAGE, g.scope)
    today = clock.today()
    chosen = min(year_asked(today.year), today.year)
    counts = lists.by_month(g.scope, chosen, today)
    return render_template("followups/year.html", year=chosen, today=today, counts=counts)


def _list_context(filters: Filters, *, sees_all: bool) -> dict[str, Any]:
    return {
        "wanted": filters.wanted,
        "search": filters.search,
        "typed": filters.typed,
        "kinds": KINDS,
        "sources": list(WeaknessSource),
        "sees_all": sees_all,
    }


def _page_of(filters: Filters) -> tuple[list[ThreadRow], Paging]:
    """One page of threads; a search first reads all threads that pass the other filters."""
    if filters.search:
        found = _all_of(filters)
        pages = paging(len(found), PAGE_SIZE)
        return found[pages.offset : pages.offset + pages.size], pages
    today = clock.today()
    pages = paging(lists.count_threads(g.scope, filters.wanted, today=today), PAGE_SIZE)
    rows = lists.threads(
        g.scope, filters.wanted, today=today, offset=pages.offset, limit=pages.size
    )
    return rows, pages


def _all_of(filters: Filters) -> list[ThreadRow]:
    rows = lists.threads(g.scope, filters.wanted, today=clock.today(), limit=MOST_AT_ONCE)
    return lists.matching(rows, filters.search)
