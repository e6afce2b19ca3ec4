"""Answer a request about a turn, take it back, decide."""

from flask import g, url_for
from flask.typing import ResponseReturnValue

from webapp.core import clock
from webapp.plans.requests import queries as request_queries
from webapp.reports import requests as turn_requests
from webapp.reports.forms import DisagreeForm, GrantForm, ReasonForm
from webapp.reports.requests.routes.blueprint import bp
from webapp.reports.requests.routes.page_context import request_context
from webapp.web import htmx
from webapp.web.forms import Form, first_time
from webapp.web.interrupted_forms import keeps_text
from webapp.web.submitting import submitting


@bp.post("/<int:request_id>/dong-y")
def agree(request_id: int) -> ResponseReturnValue:
    """The other member agrees."""
    request = request_queries.get_request(g.scope, request_id)
    if first_time():
        turn_requests.agree(g.scope, request, now=clock.now())
    return _done(request_id, "Đã ghi ý kiến đồng ý.")


@bp.post("/<int:request_id>/khong-nhan")
@keeps_text("exchanges.show", "Trả lời đề nghị về lượt báo cáo")
def disagree(request_id: int) -> ResponseReturnValue:
    """The other member does not agree."""
    request, form = request_queries.get_request(g.scope, request_id), DisagreeForm()
    with submitting(form, _page, request_id):
        if first_time():
            turn_requests.disagree(g.scope, request, form.words.data or "", now=clock.now())
    return _done(request_id, "Đã trả lời. Lượt báo cáo giữ như cũ.")


@bp.post("/<int:request_id>/rut-lai")
def take_back(request_id: int) -> ResponseReturnValue:
    """The member who asked takes it back."""
    request = request_queries.get_request(g.scope, request_id)
    if first_time():
        turn_requests.take_back(g.scope, request, now=clock.now())
    return _done(request_id, "Đã rút đề nghị. Lượt báo cáo giữ như cũ.")


@bp.post("/<int:request_id>/chap-thuan")
def grant(request_id: int) -> ResponseReturnValue:
    """Chair or deputy decides for it."""
    request, form = request_queries.get_request(g.scope, request_id), GrantForm()
    with submitting(form, _page, request_id, as_typed=True):
        if first_time():
            instead = form.replacement_id.data or None
            turn_requests.grant(g.scope, request, replacement_id=instead, now=clock.now())
    return _done(request_id, "Đã chấp thuận. Những người liên quan được thông báo.")


@bp.post("/<int:request_id>/khong-chap-thuan")
@keeps_text("exchanges.show", "Trả lời đề nghị về lượt báo cáo")
def refuse(request_id: int) -> ResponseReturnValue:
    """Chair or deputy decides against it, with a reason."""
    request, form = request_queries.get_request(g.scope, request_id), ReasonForm()
    with submitting(form, _page, request_id):
        if first_time():
            turn_requests.refuse(g.scope, request, form.reason.data or "", now=clock.now())
    return _done(request_id, "Đã trả lời. Lượt báo cáo giữ như cũ.")


def _done(request_id: int, notice: str) -> ResponseReturnValue:
    return htmx.done(
        "exchanges/_request.html",
        back_to=url_for(".show", request_id=request_id),
        notice=notice,
        **request_context(request_queries.get_request(g.scope, request_id)),
    )


def _page(request_id: int, form: Form, status: int) -> ResponseReturnValue:
    return htmx.refused(
        "exchanges/show.html",
        piece="exchanges/_request.html",
        status=status,
        **request_context(request_queries.get_request(g.scope, request_id), form),
    )
