"""The member agrees to a text filed for them, or not; the chair may take it back until then."""

from collections.abc import Callable

from flask import g, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission
from webapp.core import clock
from webapp.reports import queries, service
from webapp.reports.routes.blueprint import bp
from webapp.web import htmx
from webapp.web.forms import first_time


@bp.post("/<int:report_id>/dong-y")
def agree(report_id: int) -> ResponseReturnValue:
    """The member agrees; nothing changes any more."""
    return _act(report_id, service.agree, "show", "Đã đồng ý bản lưu.")


@bp.post("/<int:report_id>/chua-dung")
def reject(report_id: int) -> ResponseReturnValue:
    """The member does not agree and completes the text."""
    return _act(report_id, service.reject, "edit", "Bản lưu nhập hộ đã được rút lại để sửa.")


@bp.post("/<int:report_id>/rut-ban-luu")
def unfile(report_id: int) -> ResponseReturnValue:
    """The chair takes back what was filed for the member."""
    return _act(report_id, service.unfile, "show", "Đã rút bản lưu nhập hộ.")


def _act(report_id: int, act: Callable[..., None], page: str, told: str) -> ResponseReturnValue:
    report = queries.get_report(g.scope, report_id, Permission.REPORT_WRITE)
    if first_time():
        act(g.scope, report, now=clock.now())
    return htmx.moved(url_for(f".{page}", report_id=report_id), notice=told)
