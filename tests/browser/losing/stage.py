"""A web server and a database of our own that can be hurt, and what is read in them from behind."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import psutil
import psycopg
from playwright.sync_api import Browser

from tests.browser.losing import served
from tests.browser.losing.long_forms import LongForm, long_forms
from tests.browser.visits import let_in
from tests.cast import NOW, Cast, Person, assemble, scope_of
from tests.conftest import CastClient, settings_for_tests
from tests.faults.web_server import WebServer
from tests.faults.workers import wait_for
from tests.servers import OwnServers
from tests.walk.furnished import furnish
from webapp import create_app
from webapp.accounts.signing_in import sessions
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.local.child import Child
from webapp.reports.models import ReportVersion
from webapp.texts import service as texts
from webapp.unsent import queries
from webapp.web.tenancy import forget_codes


@dataclass
class Stage:
    """Everything a scenario can touch."""

    app: Any
    cast: Cast
    forms: list[LongForm]
    web: WebServer
    own: OwnServers
    superuser: str
    browser: Browser
    is_away: bool = False
    held: int = 0

    def person(self, name: str) -> Person:
        """Somebody of the cast."""
        return self.cast.people[name]

    def context(self, name: str | None, *, script: bool = True) -> Any:
        """A browser of somebody's own, signed in."""
        made = self.browser.new_context(base_url=self.web.url, java_script_enabled=script)
        made.set_default_timeout(20_000)
        if name:
            let_in(self.app, made, self.person(name), self.web.url)
        return made

    def source(self, name: str, address: str) -> str:
        """What the service answers to somebody, word for word."""
        token = sessions.start(self.person(name).account_id, now=clock.now())
        db.session.commit()
        signer = self.app.session_interface.get_signing_serializer(self.app)
        cookie = signer.dumps({"_user_id": token, "_fresh": True})
        return self.web.ask(address, Cookie=f"so={cookie}")[2]

    def kept(self, form: LongForm, name: str | None = None) -> str:
        """What the database keeps of a form for somebody, its writer if nobody is named."""
        if self.is_away:
            return ""
        db.session.rollback()
        scope = scope_of(self.person(name or form.person))
        with tenancy.tenant(scope.organization_id):
            found = [str(draft.typed) for draft in queries.at(scope, [form.sent_to])]
            if form.is_report:
                ids = [row.text_id for row in db.session.query(ReportVersion)]
                found += map(str, texts.read(scope, ids).values())
            db.session.rollback()
        return "\n".join(found)

    def execute(self, statement: str) -> None:
        """Change something behind everybody's back."""
        with psycopg.connect(self.superuser, autocommit=True) as connection:
            connection.execute(statement)

    def end_sign_ins(self) -> None:
        """Everybody is signed out, as from another device."""
        self.execute("DELETE FROM account_sessions")

    def age_sign_ins(self) -> None:
        """Nobody has done anything for half an hour."""
        self.execute("UPDATE account_sessions SET seen_at = seen_at - interval '31 minutes'")

    def forget_drafts(self) -> None:
        """Everything that was kept is gone; nobody may keep more than fifty."""
        self.execute("DELETE FROM unsent_forms")

    @property
    def worker(self) -> int:
        """The process that answers."""
        children = psutil.Process(self.web.process.pid).children
        return int(wait_for(children, 20, "a process that answers")[0].pid)

    def kill_worker(self) -> None:
        """End the answering process at once; its master starts another."""
        os.kill(self.worker, signal.SIGKILL)

    def hold_worker(self) -> None:
        """Let the answering process stand still."""
        self.held = self.worker
        os.kill(self.held, signal.SIGSTOP)

    def let_worker_go(self) -> None:
        """Let it go on, if its master has not lost patience with it."""
        held, self.held = self.held, 0
        if held:
            with suppress(ProcessLookupError):
                os.kill(held, signal.SIGCONT)

    def put_right(self) -> None:
        """Whatever was taken away is there again and answers."""
        self.let_worker_go()
        if self.is_away:
            self.start_database()
        self.web.wait()

    def stop_database(self) -> None:
        """Take the database away."""
        self.is_away = True
        db.session.remove()
        db.engine.dispose()
        child = self.own._children[1]
        child.ask_to_end()
        child.end(20)

    def start_database(self) -> None:
        """Bring it back over the same data."""
        self.own._children[1] = Child(self.own._children[1].program)
        ping, address = psycopg.pq.PGconn.ping, self.superuser.encode()
        wait_for(lambda: ping(address) == psycopg.pq.Ping.OK, 30, "PostgreSQL")
        self.is_away = False


@contextmanager
def set_up(browser: Browser) -> Iterator[Stage]:
    """Servers, the furnished cast, its forms and a web server; all gone at the end of the block."""
    own, began = OwnServers(), datetime.now(UTC)
    by = (NOW - began).total_seconds()
    os.environ[served.SHIFT] = str(by)
    forget_codes()
    with patch.object(clock, "now", lambda: datetime.now(UTC) + (NOW - began)):
        try:
            databases = own.start().clone_database("losing")
            app = create_app(settings_for_tests(databases.app_url, databases.redis_url))
            app.test_client_class = CastClient
            app.config["SESSION_COOKIE_NAME"] = "so"
            with app.app_context(), TemporaryDirectory() as folder:
                cast = assemble()
                forms = long_forms(app, cast, furnish(cast))
                web = _served(databases, Path(folder))
                superuser = databases.superuser_url.replace("+psycopg", "")
                try:
                    web.wait()
                    yield Stage(app, cast, forms, web, own, superuser, browser)
                finally:
                    web.stop()
                    db.session.remove()
                    db.engine.dispose()
        finally:
            del os.environ[served.SHIFT]
            tenancy.bind(None)
            forget_codes()
            own.stop()


def _served(databases: Any, folder: Path) -> WebServer:
    application = f"{served.__name__}:app"
    log = folder / "web.log"
    return WebServer(databases.app_url, databases.redis_url, log, application=application)


def rest(page: Any, seconds: float) -> None:
    """Let time pass while pages go on."""
    page.wait_for_timeout(seconds * 1000)


def until(page: Any, done: Any, seconds: float) -> bool:
    """Whether something came true in time, while pages go on."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            return False
        rest(page, 0.15)
    return True
