"""The list of the units below."""

from flask import g, request
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, allows, require
from webapp.core import clock
from webapp.units import queries
from webapp.units.routes.blueprint import bp
from webapp.web import htmx
from webapp.web.paging import paging
from webapp.web.query_arguments import search_asked


@bp.get("/don-vi")
def index() -> ResponseReturnValue:
    """Units with how far they are, found by name or code; closed ones apart."""
    require(Permission.UNITS_SEE, g.scope)
    search = search_asked()
    closed = request.args.get("xem") == "da-ket-thuc"
    pages = paging(queries.count_listed(g.scope, search=search, closed=closed))
    found = queries.listed(
        g.scope,
        clock.now(),
        clock.today(),
        search=search,
        closed=closed,
        offset=pages.offset,
        size=pages.size,
    )
    return htmx.show(
        "units/index.html",
        piece="units/_units.html",
        found=found,
        pages=pages,
        search=search,
        closed=closed,
        may_manage=allows(Permission.UNITS_MANAGE, g.scope),
    )
