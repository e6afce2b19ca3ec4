"""My reports by year, one report with its text and where it stands, and its paper."""

from flask import g, render_template
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.audit import queries as trail
from webapp.core import clock
from webapp.core.errors import NotVisible
from webapp.duties.matters import report_due
from webapp.duties.table import TABLE
from webapp.reports import queries
from webapp.reports.routes.blueprint import bp
from webapp.reports.routes.page_context import read, report_context
from webapp.web.query_arguments import year_asked


@bp.get("")
def mine() -> ResponseReturnValue:
    """The member's own reports of a year."""
    require(Permission.PLAN_SEE, g.scope)
    this_year = clock.today().year
    year = year_asked(this_year)
    rows = queries.mine(g.scope, year)
    return render_template(
        "reports/mine.html",
        year=year,
        years=sorted({*queries.my_years(g.scope), this_year}, reverse=True),
        rows=rows,
        deadlines=queries.deadlines_of(g.scope, rows),
        owed=TABLE,
        due_of=report_due,
    )


@bp.get("/<int:report_id>")
def show(report_id: int) -> ResponseReturnValue:
    """One report: phase, who must act, text and remarks as far as the visitor may read them."""
    report = queries.get_report(g.scope, report_id, Permission.REPORT_SEE, with_month=True)
    found = read(report)
    return render_template(
        "reports/show.html",
        readers=queries.readers(g.scope, report),
        after_slip=trail.after_slip(g.scope, report),
        **report_context(report, found),
    )


@bp.get("/<int:report_id>/ban-in")
def paper(report_id: int) -> ResponseReturnValue:
    """The report as a paper."""
    report = queries.get_report(g.scope, report_id, Permission.REPORT_SEE, with_month=True)
    found = read(report)
    if found.written is None or found.shown is None:
        raise NotVisible
    return render_template(
        "reports/paper.html",
        signed_on=clock.day_of(found.shown.frozen_at or found.shown.saved_at),
        head=trail.head(g.scope),
        printed_at=clock.now(),
        **report_context(report, found),
    )
