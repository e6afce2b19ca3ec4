"""A registration and the list of a branch as sheets of paper."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.commitments import queries
from webapp.commitments.routes.branch import listed
from webapp.commitments.routes.place import bp, heading, year_asked
from webapp.core.errors import NotVisible


@bp.get("/<int:member_id>/<int:year>/ban-in")
def paper(member_id: int, year: int) -> ResponseReturnValue:
    """A registration as a paper."""
    context = heading(member_id, year)
    items = queries.items_of(g.scope, member_id, year)
    if not items:
        raise NotVisible("page.not_found")
    return render_template("commitments/paper.html", items=items, **context)


@bp.get("/ca-don-vi/ban-in")
def branch_paper() -> ResponseReturnValue:
    """The list of a branch as a paper."""
    require(Permission.COMMITMENT_CONFIRM, g.scope)
    year = year_asked()
    back_to = url_for(".branch", nam=year)
    return render_template("commitments/branch_paper.html", back_to=back_to, **listed(year))
