"""What people brought along from a unit that was merged: taken up by hand, one by one."""

from flask import g, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.core import clock
from webapp.units import brought_threads, service
from webapp.units.routes.blueprint import bp
from webapp.web import htmx
from webapp.web.paging import paging

_HERE = "/tu-don-vi-cu"


@bp.get(_HERE)
def carried_threads() -> ResponseReturnValue:
    """Whose weaknesses were open in the unit they came from; days, no words."""
    require(Permission.WEAKNESS_MANAGE, g.scope)
    pages = paging(brought_threads.count_waiting(g.scope))
    found = brought_threads.waiting(g.scope, offset=pages.offset, size=pages.size)
    return htmx.show("units/carried.html", piece="units/_carried.html", found=found, pages=pages)


@bp.post(f"{_HERE}/<int:carried_id>/xong")
def settle(carried_id: int) -> ResponseReturnValue:
    """Take one off the list."""
    thread = brought_threads.get(g.scope, carried_id)
    service.settle(g.scope, thread, now=clock.now())
    return htmx.moved(url_for(".carried_threads"), notice="Đã bỏ khỏi danh sách.")
