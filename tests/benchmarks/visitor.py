"""A signed-in browser's stand-in: the cookie is written, the connection is kept alive."""

import secrets
from dataclasses import dataclass, field
from http.client import HTTPConnection, RemoteDisconnected
from typing import Any

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from webapp.accounts.signing_in import sessions
from webapp.core import clock
from webapp.core.db import db


@dataclass
class Answer:
    """What a server answered."""

    status: int
    body: bytes


@dataclass
class Visitor:
    """One person on one server."""

    port: int
    cookie: str
    csrf: str
    _connection: HTTPConnection | None = field(default=None, repr=False)

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> Answer:
        """Send one request over the same connection as before, or a new one if it was closed."""
        try:
            return self._ask(method, path, body, headers)
        except (BrokenPipeError, ConnectionResetError, RemoteDisconnected):
            self._connection = None
            return self._ask(method, path, body, headers)

    def _ask(self, method: str, path: str, body: str, headers: dict[str, str]) -> Answer:
        if self._connection is None:
            self._connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        self._connection.request(
            method, path, body or None, {"Cookie": self.cookie, **form, **headers}
        )
        response = self._connection.getresponse()
        return Answer(response.status, response.read())


def sign_in(app: Flask, account_id: int, cookie_name: str = "session") -> tuple[str, str]:
    """The cookie of a fresh session of an account, and the token its forms carry."""
    with app.app_context():
        token = sessions.start(account_id, now=clock.now())
        db.session.commit()
    raw = secrets.token_hex(20)
    kept: dict[str, Any] = {"_user_id": token, "_fresh": True, "csrf_token": raw}
    signer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    csrf = URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token").dumps(raw)
    return f"{cookie_name}={signer.dumps(kept)}", str(csrf)
