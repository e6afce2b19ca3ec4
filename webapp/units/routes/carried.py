"""What people brought along from a unit that was merged: taken up by hand, one by one."""

from flask import g, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.core import clock
from webapp.units import carried, service
from webapp.units.routes.place import bp
from webapp.web import htmx
from webapp.web.paging import paging

_HERE = "/tu-don-vi-cu"


@bp.get(_HERE)
def carried_threads() -> ResponseReturnValue:
    """Whose weaknesses were open in the unit they came from; days, no words."""
    require(Permission.WEAKNESS_MANAGE, g.scope)
    pages = paging(carried.count_waiting(g.scope))
    found = carried.waiting(g.scope, offset=pages.offset, size=pages.size)
    return htmx.show("units/carried.html", piece="units/_carried.html", found=found, pages=pages)


@bp.post(f"{_HERE}/<int:carried_id>/xong")
def settle(carried_id: int) -> ResponseReturnValue:
    """Take one off the list."""
    thread = carried.get(g.scope, carried_id)
    service.settle(g.scope, thread, now=clock.now())
    return htmx.moved(url_for(".carried_threads"), notice="Đã bỏ khỏi danh sách.")
