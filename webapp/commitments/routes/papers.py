"""A registration and the list of a branch as sheets of paper."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.audit import queries as trail
from webapp.commitments import queries
from webapp.commitments.routes.blueprint import YEAR, bp
from webapp.commitments.routes.branch_registrations import listed
from webapp.commitments.routes.page_context import heading
from webapp.core import clock
from webapp.core.errors import NotVisible
from webapp.web.query_arguments import year_asked


@bp.get(f"/<int:member_id>/{YEAR}/ban-in")
def paper(member_id: int, year: int) -> ResponseReturnValue:
    """A registration as a paper."""
    context = heading(member_id, year)
    items = queries.items_of(g.scope, member_id, year)
    if not items:
        raise NotVisible
    headings = [*context["year_form"].headings, *(item.heading for item in items)]
    groups = [
        (heading, [item for item in items if item.heading == heading])
        for heading in dict.fromkeys(headings)
    ]
    groups = [(heading, listed) for heading, listed in groups if listed]
    handed_in = context["commitment"].submitted_at
    signed_on = clock.day_of(handed_in) if handed_in else clock.today()
    where = {"head": trail.head(g.scope), "printed_at": clock.now(), "signed_on": signed_on}
    return render_template("commitments/paper.html", groups=groups, **where, **context)


@bp.get("/ca-don-vi/ban-in")
def branch_paper() -> ResponseReturnValue:
    """The list of a branch as a paper."""
    require(Permission.COMMITMENT_CONFIRM, g.scope)
    year = year_asked(clock.today().year)
    back_to = url_for(".branch", nam=year)
    return render_template("commitments/branch_paper.html", back_to=back_to, **listed(year))
