"""Refusals and failures become a page or a piece with a sentence and a status."""

import logging
from collections.abc import Mapping

from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError
from werkzeug.exceptions import HTTPException

from webapp.core.db import db
from webapp.core.errors import DomainError
from webapp.core.transactions import keep_refusal
from webapp.web import failures, htmx, interrupted_forms, page_owner, unsent_forms
from webapp.web.wording import message, message_of

log = logging.getLogger(__name__)

_CODES: Mapping[int, str] = {
    400: "page.bad_request",
    403: "page.foreign_site",
    404: "page.not_found",
    405: "page.method",
    413: "page.too_large",
}

#: Headings of refusals to people who know that the organization exists.
_TITLES: Mapping[str, str] = {
    "membership.left": "Đã kết thúc sinh hoạt",
    "membership.suspended": "Đang tạm dừng sinh hoạt",
    "organization.suspended": "Đơn vị đang tạm ngừng sử dụng",
}


def problem(status: int, text: str, **context: object) -> ResponseReturnValue:
    """A page, or a piece for htmx, that says what is wrong and what to do."""
    template = "web/_problem.html" if htmx.wants_piece() else "web/problem.html"
    return render_template(template, status=status, message=text, **context), status


def _domain(error: DomainError) -> ResponseReturnValue:
    db.session.rollback()
    title = {"title": _TITLES[error.code]} if error.code in _TITLES else {}
    return problem(error.status, message_of(error), **title)


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status >= 500:
        return failures.answer(getattr(error, "original_exception", None) or error)
    if status < 400:
        return error
    megabytes = {
        "most": current_app.config["MAX_CONTENT_LENGTH"] // 1024**2,
        "most_words": current_app.config["MAX_FORM_MEMORY_SIZE"] // 1024**2,
    }
    return problem(status, message(_CODES.get(status, "page.bad_request"), **megabytes))


def _token(error: CSRFError) -> ResponseReturnValue:
    """A form without a valid token: nothing is done; a member's text becomes a draft."""
    db.session.rollback()
    kept = interrupted_forms.of_request()
    # With htmx the page stays, and the text with it.
    is_lost = not htmx.wants_piece() and g.get("scope") is not None and page_owner.sent_mark()
    if kept is None or not is_lost:
        action = ("Mở lại trang", htmx.current_page())
        return problem(400, message("page.token_missing"), action=action)
    unsent_forms.deposit(g.scope, kept)
    keep_refusal()
    action = ("Mở lại phần đang viết", interrupted_forms.page_of(kept.address) or "/")
    return problem(400, message("page.token_missing_kept"), action=action)


def _value(error: Exception) -> ResponseReturnValue:
    """A value passed every check, but the database can't hold it."""
    db.session.rollback()
    facts = {"error_id": failures.error_id(), "endpoint": request.endpoint}
    log.warning("value refused by the database", exc_info=error, extra=facts)
    if request.method in ("GET", "HEAD"):
        return problem(404, message("page.not_found"))
    return problem(422, message("page.bad_value"), **failures.typed())


def init_app(app: Flask) -> None:
    """Answer every kind of error in one way."""
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(CSRFError, _token)
    app.register_error_handler(HTTPException, _http)
    for refused in (DataError, UnicodeEncodeError):
        app.register_error_handler(refused, _value)
    app.register_error_handler(Exception, failures.answer)
