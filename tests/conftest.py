"""The application on real servers, the cast, and a browser's stand-in for each of them."""

import logging
import re
from collections.abc import Callable, Iterator
from contextvars import Context
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import cast as people
from tests.canary import WatchForLeaks, WatchTheLog
from tests.clean_database import Laid, Slate
from tests.counting import counter
from tests.simulation.forger import Forger
from webapp import create_app
from webapp.accounts.signing_in import sessions
from webapp.core import clock, queue, tenancy
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.web.tenancy import forget_codes

pytest_plugins = ["tests.servers"]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what tests measured (`record_property`), also when workers ran them."""
    for report in terminalreporter.stats.get("passed", []):
        for name, value in report.user_properties:
            terminalreporter.write_line(f"measured: {name}: {value}")


#: What htmx sends with every request of its own.
HTMX = {"HX-Request": "true"}


def settings_for_tests(database_url: str, redis_url: str) -> dict[str, Any]:
    """The configuration of an application under test."""
    return {
        "TESTING": True,
        "PROPAGATE_EXCEPTIONS": False,
        "SECRET_KEY": "only for the tests, and long enough for them",
        "CHECKPOINT_KEY": "only for the tests, and it signs what they check",
        "SQLALCHEMY_DATABASE_URI": database_url,
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        # For what commands write as the owner of the tables, and tests as somebody from outside.
        "MIGRATION_DATABASE_URL": database_url.replace(
            "app_rw:app_rw@", "app_migrate:app_migrate@"
        ),
        "APP_ENV": "test",
        "BASE_URL": "http://localhost",
        "SECURE_COOKIES": False,
        "HTMX_SOURCE": "local",
        "WTF_CSRF_ENABLED": False,
        "BOOTSTRAP_SERVE_LOCAL": True,
        "MAX_CONTENT_LENGTH": 10 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "MAX_FORM_PARTS": 5_000,
        "SMTP_HOST": "localhost",
        "SMTP_PORT": 1,
        "SMTP_USER": "",
        "SMTP_PASSWORD": "",
        "SMTP_TLS": "none",
        "MAIL_FROM": "so-sinh-hoat@example.vn",
        "SUPPORT_PHONE": "",
        # Tests are faster than any hand; those of the limits switch them on.
        "RATELIMIT_ENABLED": False,
    }


@pytest.fixture(scope="session")
def app(databases: Any) -> Iterator[Flask]:
    """The application, as the role that web and worker use; leaks of foreign texts stop a test."""
    made = create_app(settings_for_tests(databases.app_url, databases.redis_url))
    made.test_client_class = CastClient
    made.wsgi_app = WatchForLeaks(made.wsgi_app)  # type: ignore[method-assign]
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture(autouse=True)
def log_without_words() -> Iterator[None]:
    """No log line of any test carries a member's words."""
    watch = WatchTheLog()
    logging.getLogger().addHandler(watch)
    yield
    logging.getLogger().removeHandler(watch)
    assert watch.leaks == []


@pytest.fixture(autouse=True)
def moment(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """The clock of the test; call it with another moment to travel."""

    def travel(to: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: to)

    if request.node.get_closest_marker("real_time") is None:
        travel(people.NOW)
    return travel


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the tasks that were woken, in order."""
    names: list[str] = []

    def remember(task_name: str, kwargs: dict[str, Any]) -> bool:
        names.append(task_name)
        return True

    monkeypatch.setattr(queue, "wake", remember)
    return names


@pytest.fixture
def queries(cast: people.Cast) -> Callable[[], Any]:
    """`with queries() as asked:` counts the statements inside, for `asked.count`."""
    return counter(db.engine)


@pytest.fixture(scope="session")
def slate(databases: Any) -> Iterator[Slate]:
    """This worker's database, to be emptied and laid out."""
    opened = Slate(databases.superuser_url)
    yield opened
    opened.close()


@pytest.fixture
def forger(databases: Any) -> Iterator[Forger]:
    """Hands that reach past every trigger and reference of the database."""
    hands = Forger(databases.superuser_url)
    yield hands
    hands.close()


@pytest.fixture
def clean(app: Flask, slate: Slate, queued: list[str]) -> Iterator[None]:
    """An empty database, and an application context in which nobody is announced."""
    forget_codes()
    slate.wipe()
    with app.app_context():
        yield
        db.session.remove()
    tenancy.bind(None)


@pytest.fixture(scope="session")
def laid() -> list[Laid]:
    """The cast as this worker assembled it first; empty until then."""
    return []


@pytest.fixture
def cast(clean: None, slate: Slate, laid: list[Laid]) -> people.Cast:
    """Everybody in their places; the test itself looks at branch K1 from then on."""
    if not laid:
        laid.append(slate.keep(people.assemble()))
        db.session.remove()
        slate.wipe()
    everybody: people.Cast = slate.lay(laid[0])
    tenancy.bind(everybody.organizations["k1"].id)
    db.session.add(everybody.report)
    return everybody


@pytest.fixture
def reports_every_month(cast: people.Cast) -> None:
    """Branch K1 has chosen to have no thematic months."""
    unit = db.session.get_one(Organization, cast.organizations["k1"].id)
    unit.settings = {"thematic_months": []}
    db.session.commit()


@pytest.fixture
def scope_of(cast: people.Cast) -> Callable[[people.Person], Any]:
    """The scope in which somebody acts."""
    return people.scope_of


@pytest.fixture
def as_(app: Flask, cast: people.Cast) -> Callable[[people.Person | None], "CastClient"]:
    """A browser in which somebody of the cast is signed in; nobody for None."""

    def sign_in(person: people.Person | None) -> CastClient:
        return browser_of(app, person)

    return sign_in


def browser_of(app: Flask, person: people.Person | None) -> "CastClient":
    """A browser with somebody's sign-in in its cookie."""
    client: Any = app.test_client()
    if person is not None:
        here = tenancy.bound()
        token = sessions.start(person.account_id, now=clock.now())
        db.session.commit()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True
        # Writing the cookie ended a request, and with it what the test had announced.
        tenancy.bind(here)
    return client  # type: ignore[no-any-return]


def mark_in(page: TestResponse) -> str:
    """The mark of the account a page was drawn for, as its forms carry it."""
    found = re.search(r'name="typed_by" value="([^"]+)"', page.text)
    return found.group(1) if found else ""


class CastClient(FlaskClient):
    """A browser whose requests leave nothing behind in the test's own context.

    Each runs as in a server's thread: own context, own database session, nobody announced.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request; what the test itself wrote before is committed first."""
        db.session.commit()
        answer: TestResponse = Context().run(super().open, *args, **kwargs)
        db.session.rollback()
        db.session.expire_all()
        return answer
