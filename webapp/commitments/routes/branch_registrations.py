"""Who of the branch has registered: the list, narrowed by state, and reminding."""

from typing import Any

from flask import g, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, allows, require
from webapp.commitments import queries, rules, service
from webapp.commitments.branch_registrations import of_branch
from webapp.commitments.routes.blueprint import YEAR, bp
from webapp.commitments.rules import RegistrationFilter
from webapp.core import clock
from webapp.core.errors import NotVisible
from webapp.web import htmx
from webapp.web.forms import number_in
from webapp.web.query_arguments import year_asked


@bp.get("/ca-don-vi")
def branch() -> ResponseReturnValue:
    """Who of the branch has registered, for the committee."""
    require(Permission.COMMITMENT_CONFIRM, g.scope)
    year, today = year_asked(clock.today().year), clock.today()
    opened = queries.opened_on(g.scope, year)
    found = listed(year)
    found["rows"].sort(key=lambda row: not row.waits)
    return htmx.show(
        "commitments/branch.html",
        piece="commitments/_members.html",
        directs=allows(Permission.COMMITMENT_DIRECT, g.scope),
        may_open=year == today.year and not rules.may_assess(year, today, opened),
        **found,
    )


@bp.post(f"/ca-don-vi/nhac/{YEAR}")
def remind(year: int) -> ResponseReturnValue:
    """Remind one member, or everybody who has not handed in a registration."""
    require(Permission.COMMITMENT_DIRECT, g.scope)
    member_id = number_in(request.form.get("member_id")) or None
    if request.form.get("member_id") and member_id is None:
        raise NotVisible
    told = service.remind(g.scope, year, now=clock.now(), member_id=member_id)
    words = g.scope.organization.words
    notice = f"Đã nhắc {told} {words.member}." if told else "Hôm nay đã nhắc rồi."
    return htmx.moved(url_for(".branch", nam=year), notice=notice)


def listed(year: int) -> dict[str, Any]:
    """The rows of a year, narrowed as the address asks, with how many each state has."""
    rows = of_branch(g.scope, year, clock.today())
    chosen = next((f for f in RegistrationFilter if f == request.args.get("trang-thai")), None)
    return {
        "year": year,
        "rows": [row for row in rows if row.passes(chosen)],
        "total": len(rows),
        "missing": sum(row.is_missing for row in rows),
        "chosen": chosen,
        "counts": {one: sum(row.passes(one) for row in rows) for one in RegistrationFilter},
    }
