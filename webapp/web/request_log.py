"""One line for each request: which rule of an address, for whom, how it ended, how long it took.

It takes the place of a web server's access log, which writes addresses down: links to an account
carry a secret in theirs, and a search what somebody looked for.
"""

import logging
import secrets
import time

from flask import Flask, Response, g, request

from webapp.core import logs

log = logging.getLogger(__name__)

#: Asked for by every page or every few seconds, by nobody in particular.
_COMMON = frozenset({"healthz", "readyz", "static", "asset"})


def _begin() -> None:
    g.request_id = secrets.token_hex(3).upper()
    g.began = time.perf_counter()
    logs.running.set(g.request_id)


def _tell(response: Response) -> Response:
    began = g.get("began")
    facts = {
        "method": request.method,
        # The rule and not the path; where no rule fits, nothing of the path is told.
        "rule": request.url_rule.rule if request.url_rule else None,
        "endpoint": request.endpoint,
        "status": response.status_code,
        "milliseconds": None if began is None else round((time.perf_counter() - began) * 1000),
        "account": getattr(g.get("_login_user"), "account_id", None),
    }
    level = logging.DEBUG if request.endpoint in _COMMON else logging.INFO
    log.log(level, "request", extra=facts)
    return response


def _end(_reason: BaseException | None) -> None:
    logs.running.set("")


def init_app(app: Flask) -> None:
    """Begin before everything else, and tell once everything else is done."""
    app.before_request(_begin)
    app.after_request(_tell)
    app.teardown_request(_end)
