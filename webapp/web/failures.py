"""The page of a failure: drawn with nothing but this process, since the database may be away."""

import logging
import secrets
from contextlib import suppress
from typing import Any

from flask import current_app, g, make_response, request
from flask.typing import ResponseReturnValue
from psycopg import InterfaceError as DriverInterfaceError
from psycopg import OperationalError as DriverOperationalError
from sqlalchemy.exc import (
    DBAPIError,
    DisconnectionError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException

from webapp.core.db import db
from webapp.web import appearance, htmx, kept_text
from webapp.web.wording import message

log = logging.getLogger(__name__)

#: When a browser may try again, in seconds.
RETRY_AFTER = 10
_AWAY = (
    OperationalError,
    InterfaceError,
    DisconnectionError,
    PoolTimeoutError,
    DriverOperationalError,
    DriverInterfaceError,
)
_TITLES = {500: "Hệ thống gặp lỗi", 503: "Hệ thống tạm thời gián đoạn"}


def is_away(error: BaseException) -> bool:
    """Whether the database can't be reached, or is too busy to answer."""
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return lost or isinstance(error, _AWAY)


def error_id() -> str:
    """What a person reads out to the support, and what the log is searched for."""
    return str(g.get("request_id") or secrets.token_hex(2).upper())


def typed() -> dict[str, Any]:
    """Everything typed into the form that failed, and where to send it again."""
    if request.method in ("GET", "HEAD"):
        return {}
    # The body itself may be what could not be read.
    with suppress(HTTPException, OSError):
        return {"kept": kept_text.of_request(), "resend_to": request.full_path.rstrip("?")}
    return {}


def answer(error: Exception) -> ResponseReturnValue:
    """A page, or a piece for htmx: 503 while the database is away, else 500."""
    with suppress(SQLAlchemyError):
        db.session.rollback()
    status, code = (503, "page.unavailable") if is_away(error) else (500, "page.failed")
    found = error_id()
    facts = {"error_id": found, "endpoint": request.endpoint}
    log.error("request failed", exc_info=error, extra=facts)
    g.scope = None
    context = {"message": message(code), "title": _TITLES[status], "error_id": found, **typed()}
    response = make_response(_drawn(status, context), status)
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _drawn(status: int, context: dict[str, Any]) -> str:
    """The page without what parts tell every template: they ask the database for it."""
    name = "web/_problem.html" if htmx.wants_piece() else "web/failure.html"
    template = current_app.jinja_env.get_template(name)
    return template.render(status=status, appearance=appearance.current(), **context)
