"""The cookie by which a browser is known to the accounts that have signed in there.

It opens nothing. It outlives a sign-out, and is signed so that made-up ones are not looked up.
"""

from collections.abc import Sequence

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from webapp.accounts.signing_in.known_devices import KEPT, MOST_IN_BROWSER


def _name() -> str:
    return "__Host-thiet-bi" if current_app.config["SECURE_COOKIES"] else "thiet-bi"


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="known device")


def told() -> list[str]:
    """The identifiers this browser sent; none for a cookie that isn't ours."""
    try:
        kept = _signer().loads(request.cookies.get(_name(), ""))
    except BadSignature:
        return []
    return [token for token in kept if isinstance(token, str)][:MOST_IN_BROWSER]


def keep(tokens: Sequence[str]) -> None:
    """Store identifiers in this browser, out of reach of scripts and other sites."""

    @after_this_request
    def set_cookie(response: Response) -> Response:
        response.set_cookie(
            _name(),
            _signer().dumps(list(tokens)),
            max_age=KEPT,
            secure=bool(current_app.config["SECURE_COOKIES"]),
            httponly=True,
            samesite="Lax",
            path="/",
        )
        return response
