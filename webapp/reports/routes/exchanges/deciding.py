"""Answer a request about a turn, take it back, decide."""

from collections.abc import Callable

from flask import g, url_for
from flask.typing import ResponseReturnValue

from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import DomainError, NotVisible
from webapp.plans import request_queries
from webapp.plans.models import TurnRequest
from webapp.reports import exchanging
from webapp.reports.forms import DisagreeForm, GrantForm, ReasonForm
from webapp.reports.routes.exchanges.place import bp, frame
from webapp.web import htmx
from webapp.web.fields import blame
from webapp.web.forms import Form, first_time
from webapp.web.kept_text import keeps_text


@bp.post("/<int:request_id>/dong-y")
def agree(request_id: int) -> ResponseReturnValue:
    """The other member agrees."""

    def act(request: TurnRequest) -> None:
        exchanging.agree(g.scope, request, now=clock.now())

    return _take(request_id, act, "Đã ghi ý kiến đồng ý.")


@bp.post("/<int:request_id>/khong-nhan")
@keeps_text("exchanges.show", "Trả lời đề nghị về lượt báo cáo")
def disagree(request_id: int) -> ResponseReturnValue:
    """The other member does not agree."""
    form = DisagreeForm()

    def act(request: TurnRequest) -> None:
        exchanging.disagree(g.scope, request, form.words.data or "", now=clock.now())

    return _take(request_id, act, "Đã trả lời. Lượt báo cáo giữ như cũ.", form)


@bp.post("/<int:request_id>/rut-lai")
def take_back(request_id: int) -> ResponseReturnValue:
    """Whoever asked takes it back."""

    def act(request: TurnRequest) -> None:
        exchanging.take_back(g.scope, request, now=clock.now())

    return _take(request_id, act, "Đã rút đề nghị. Lượt báo cáo giữ như cũ.")


@bp.post("/<int:request_id>/chap-thuan")
def grant(request_id: int) -> ResponseReturnValue:
    """Chair or deputy decides for it."""
    form = GrantForm()

    def act(request: TurnRequest) -> None:
        instead = form.replacement_id.data or None
        exchanging.grant(g.scope, request, replacement_id=instead, now=clock.now())

    return _take(request_id, act, "Đã chấp thuận. Những người liên quan được thông báo.", form)


@bp.post("/<int:request_id>/khong-chap-thuan")
@keeps_text("exchanges.show", "Trả lời đề nghị về lượt báo cáo")
def refuse(request_id: int) -> ResponseReturnValue:
    """Chair or deputy decides against it, with a reason."""
    form = ReasonForm()

    def act(request: TurnRequest) -> None:
        exchanging.refuse(g.scope, request, form.reason.data or "", now=clock.now())

    return _take(request_id, act, "Đã trả lời. Lượt báo cáo giữ như cũ.", form)


def _take(
    request_id: int, act: Callable[[TurnRequest], None], notice: str, form: Form | None = None
) -> ResponseReturnValue:
    """Take one step; a refused one comes back with everything typed."""
    request = request_queries.get_request(g.scope, request_id)
    try:
        if first_time():
            act(request)
    except DomainError as refusal:
        if form is None or isinstance(refusal, NotVisible):
            raise
        db.session.rollback()
        blame(form, refusal)
        return _page(request_queries.get_request(g.scope, request_id), form, refusal.status)
    return htmx.done(
        "exchanges/_request.html",
        back_to=url_for(".show", request_id=request_id),
        notice=notice,
        **frame(request_queries.get_request(g.scope, request_id)),
    )


def _page(request: TurnRequest, form: Form, status: int) -> ResponseReturnValue:
    return htmx.refused(
        "exchanges/show.html",
        piece="exchanges/_request.html",
        status=status,
        **frame(request, form),
    )
