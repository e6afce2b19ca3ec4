"""The page of a failure, drawn without the database, which may be away."""

import logging
import secrets
from contextlib import suppress
from typing import Any

import psycopg
from flask import g, request
from flask.typing import ResponseReturnValue
from sqlalchemy import exc
from werkzeug.exceptions import HTTPException

from webapp.core.db import db
from webapp.unsent import rules
from webapp.web import interrupted_forms, page_owner, page_without_database
from webapp.web.wording import message

log = logging.getLogger(__name__)

#: Seconds after which a browser may try again.
RETRY_AFTER = 10
_AWAY = (
    exc.OperationalError,
    exc.InterfaceError,
    exc.DisconnectionError,
    exc.TimeoutError,
    psycopg.OperationalError,
    psycopg.InterfaceError,
)
_TITLES = {500: "Hệ thống gặp lỗi", 503: "Hệ thống tạm thời gián đoạn"}


def is_away(error: BaseException) -> bool:
    """Whether the database can't be reached, or is too busy to answer."""
    lost = isinstance(error, exc.DBAPIError) and error.connection_invalidated
    return lost or isinstance(error, _AWAY)


def error_id() -> str:
    """The identifier of a failure on its page and in the log."""
    return str(g.get("request_id") or secrets.token_hex(2).upper())


def typed() -> dict[str, Any]:
    """The member's text in the form that failed, and where to send it again."""
    # Reading the body may be what failed.
    with suppress(HTTPException, OSError):
        kept = interrupted_forms.of_request()
        if kept is not None and page_owner.sent_mark():
            pairs = request.form.items(multi=True)
            again = [(k, v) for k, v in pairs if k != "csrf_token" and "password" not in k]
            return {
                "kept": again,
                "resend_to": request.full_path.rstrip("?"),
                "written": rules.sentences_of(kept.typed),
                "written_name": interrupted_forms.name_of(kept.address),
            }
    return {}


def answer(error: Exception) -> ResponseReturnValue:
    """A page, or a piece for htmx: 503 while the database is away, else 500."""
    with suppress(exc.SQLAlchemyError):
        db.session.rollback()
    status, code = (503, "page.unavailable") if is_away(error) else (500, "page.failed")
    facts = {"error_id": error_id(), "endpoint": request.endpoint}
    log.error("request failed", exc_info=error, extra=facts)
    g.scope = None
    response = page_without_database.page(
        status, message(code), title=_TITLES[status], error_id=facts["error_id"], **typed()
    )
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response
