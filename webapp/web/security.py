"""What every answer tells the browser to refuse, and the check of where a write comes from."""

import secrets

from flask import Flask, Response, abort, request
from flask_login import current_user

from webapp.accounts import sessions
from webapp.web import htmx
from webapp.web.assets import HTMX_CDN

_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
#: “none” is somebody typing the address; older browsers send nothing and rely on the form token.
_WELCOME = frozenset({"same-origin", "none"})


def content_policy(htmx_source: str) -> str:
    """Which files a page may load: our own, and the pinned htmx where the CDN is in use."""
    scripts = f"'self' {HTMX_CDN}" if htmx_source == "cdn" else "'self'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            "style-src 'self'",
            # Bootstrap draws the arrows of its selects from data: addresses.
            "img-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _headers(config: dict[str, object]) -> dict[str, str]:
    """What only this module says; a view that said it too would send it twice."""
    headers = {
        "Content-Security-Policy": content_policy(str(config.get("HTMX_SOURCE", "cdn"))),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    }
    if config.get("SECURE_COOKIES"):
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers


def refuse_foreign_write() -> None:
    """Before every write: browsers say which site it comes from; other sites may not."""
    if request.method in _WRITES:
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        if site not in _WELCOME:
            abort(403)


def forget_everything(response: Response) -> Response:
    """On signing out, have the browser drop what it kept of the pages."""
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def idle_seconds() -> int:
    """How long the sign-in of this visitor lasts without a click; 0 for a visitor."""
    if not current_user or not current_user.is_authenticated:
        return 0
    with_office = current_user.identity.with_office
    return int((sessions.IDLE_WITH_OFFICE if with_office else sessions.IDLE).total_seconds())


def init_app(app: Flask) -> None:
    """Put the headers on every answer and the check before every write."""
    headers = _headers(app.config)
    # Pages send no referrer, so the extension's comparison of it would refuse every form
    # under https; the check above and the token stand in its place.
    app.config["WTF_CSRF_SSL_STRICT"] = False
    app.jinja_env.globals["new_key"] = lambda: secrets.token_urlsafe(16)
    app.before_request(refuse_foreign_write)

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.extend(headers)
        response.headers.setdefault("Cache-Control", "no-store")
        return htmx.vary(response)

    if hasattr(app, "login_manager"):
        app.context_processor(lambda: {"session_seconds": idle_seconds()})
