"""The timeline of one weakness as a page, and the same on paper."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission
from webapp.audit import queries as trail
from webapp.audit import service as audit
from webapp.core import clock
from webapp.followups import queries as followups
from webapp.timelines import queries

bp = Blueprint("timelines", __name__, url_prefix="/o/<organization>/theo-doi")
BLUEPRINTS = (bp,)

_PAPER = "timelines/paper.html"


@bp.get("/<int:weakness_id>/qua-trinh")
def show(weakness_id: int) -> ResponseReturnValue:
    """Everything that happened to a weakness, oldest first."""
    return _answer("timelines/show.html", weakness_id)


@bp.get("/<int:weakness_id>/qua-trinh/ban-in")
def paper(weakness_id: int) -> ResponseReturnValue:
    """The same as a paper."""
    return _answer(_PAPER, weakness_id)


def _answer(template: str, weakness_id: int) -> ResponseReturnValue:
    """The page; reading about another member is recorded, so that this member sees it."""
    weakness = followups.get_weakness(g.scope, weakness_id, Permission.WEAKNESS_SEE)
    timeline = queries.of_weakness(g.scope, weakness, clock.today())
    if weakness.member_id != g.scope.member_id:
        audit.record_read(g.scope, weakness, *timeline.reports_read, now=clock.now())
    head = trail.head(g.scope) if template == _PAPER else None
    return render_template(
        template, timeline=timeline, today=clock.today(), head=head, printed_at=clock.now()
    )
