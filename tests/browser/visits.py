"""The application of a test as somebody's browser meets it: served, and signed in."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from webapp.accounts.signing_in import sessions
from webapp.core import clock
from webapp.core.db import db


class Visit(Protocol):
    """Opens a browser for somebody who is signed in, or for a stranger."""

    def __call__(self, person: Any, width: int = 1366, *, script: bool = True) -> Page:
        """A page in which nothing is opened yet; nobody is signed in for None."""


@contextmanager
def served(app: Any) -> Iterator[str]:
    """Where an application answers, as long as it is needed."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def let_in(app: Any, context: BrowserContext, person: Any, base: str) -> None:
    """Put somebody's sign-in into the cookies of a browser."""
    token = sessions.start(person.account_id, now=clock.now())
    db.session.commit()
    signer = app.session_interface.get_signing_serializer(app)
    cookie = signer.dumps({"_user_id": token, "_fresh": True})
    name = app.config["SESSION_COOKIE_NAME"]
    context.add_cookies([{"name": name, "value": cookie, "url": base}])


@pytest.fixture
def base(app: Any) -> Iterator[str]:
    """Where the application of the test answers."""
    with served(app) as address:
        yield address


@pytest.fixture
def visit(app: Any, base: str, browser: Browser) -> Iterator[Visit]:
    """`visit(person, width, script=False)`: a page of somebody who is signed in."""
    contexts = []

    def open_browser(person: Any, width: int = 1366, *, script: bool = True) -> Page:
        context = browser.new_context(
            base_url=base,
            viewport={"width": width, "height": 800},
            reduced_motion="reduce",
            java_script_enabled=script,
        )
        contexts.append(context)
        if person is not None:
            let_in(app, context, person, base)
        return context.new_page()

    yield open_browser
    for context in contexts:
        context.close()
