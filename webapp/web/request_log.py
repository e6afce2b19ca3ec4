"""One log line for each request: its rule and account, how it ended, how long it took.

It replaces the access log of the web server, which would write down whole addresses: links to an
account hold a secret, and searches hold names.
"""

import logging
import secrets
import time

from flask import Flask, Response, g, request

from webapp.core import logs

log = logging.getLogger(__name__)

#: Asked for by every page, or every few seconds by programs.
_COMMON = frozenset({"healthz", "readyz", "static"})


def _begin() -> None:
    g.request_id = secrets.token_hex(3).upper()
    g.began = time.perf_counter()
    logs.running.set(g.request_id)


def _tell(response: Response) -> Response:
    began = g.get("began")
    facts = {
        "method": request.method,
        # Never the path, also where no rule fits.
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
    """Begin before all other parts, and write the line after them."""
    app.before_request(_begin)
    app.after_request(_tell)
    app.teardown_request(_end)
