"""Refusals and failures become a page or a piece, with a sentence and a status."""

import logging
import secrets
from collections.abc import Mapping

from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from webapp.core.db import db, keep_refusal
from webapp.core.errors import DomainError
from webapp.web import htmx, kept_text, unsent_forms, whose_page
from webapp.web.wording import message, message_of

log = logging.getLogger(__name__)

_CODES: Mapping[int, str] = {
    400: "page.bad_request",
    403: "page.foreign_site",
    404: "page.not_found",
    405: "page.method",
    413: "page.too_large",
}


def problem(status: int, text: str, **context: object) -> ResponseReturnValue:
    """A page, or a piece for htmx, that says what is wrong and what to do."""
    template = "web/_problem.html" if htmx.wants_piece() else "web/problem.html"
    return render_template(template, status=status, message=text, **context), status


def _domain(error: DomainError) -> ResponseReturnValue:
    db.session.rollback()
    return problem(error.status, message_of(error))


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error
    return problem(status, message(_CODES.get(status, "page.bad_request")))


def _token(error: CSRFError) -> ResponseReturnValue:
    """A form without a valid token: nothing is done; a member's text waits in its form."""
    db.session.rollback()
    kept = kept_text.of_request()
    if kept is None or g.get("scope") is None or not whose_page.sent_mark():
        action = ("Mở lại trang", htmx.current_page())
        return problem(400, message("page.token_missing"), action=action)
    unsent_forms.deposit(g.scope, kept)
    keep_refusal()
    action = ("Mở lại phần đang viết", kept_text.page_of(kept.address) or "/")
    return problem(400, message("page.token_missing_kept"), action=action)


def _failure(error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    error_id = g.get("request_id") or secrets.token_hex(2).upper()
    log.exception("request failed", extra={"error_id": error_id, "endpoint": request.endpoint})
    g.scope = None
    return problem(500, "Hệ thống gặp lỗi. Hãy thử lại sau ít phút.", error_id=error_id)


def init_app(app: Flask) -> None:
    """Answer every kind of error in one way."""
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(CSRFError, _token)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _failure)
