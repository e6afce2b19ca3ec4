"""The web server alone, as a process, and requests that end where a browser's would."""

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.faults.workers import ROOT, wait_for
from webapp.local.ports import free_port

PHONE = "0236 3822 000"
_PLAIN = ("-k", "gthread", "-w", "1", "--threads", "4")


class WebServer:
    """One gunicorn over a database; ended by its process id."""

    def __init__(
        self,
        database_url: str,
        redis_url: str,
        log: Path,
        application: str = "webapp.wsgi:app",
        settings: Mapping[str, str] | None = None,
        options: Sequence[str] = _PLAIN,
    ) -> None:
        self.port, self.log = free_port(), log
        environment = os.environ | {
            "APP_ENV": "test",
            "SECRET_KEY": "only for the tests, and long enough for them",
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "BASE_URL": self.url,
            "HTMX_SOURCE": "local",
            "SUPPORT_PHONE": PHONE,
            **(settings or {}),
        }
        command = ["gunicorn", application, *options]
        with log.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *command, "-b", f"127.0.0.1:{self.port}"],
                cwd=ROOT,
                env=environment,
                stdout=said,
                stderr=subprocess.STDOUT,
            )

    @property
    def url(self) -> str:
        """Where it is found."""
        return f"http://127.0.0.1:{self.port}"

    def wait(self) -> None:
        """Return when it answers."""
        wait_for(self._answers, 120, f"an answer of the web server, see {self.log}")

    def _answers(self) -> bool:
        try:
            return self.ask("/healthz")[0] == 200
        except OSError:
            return False

    def ask(
        self, address: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of an answer; redirects are not followed."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(f"{self.url}{address}", body, named)  # noqa: S310
        opener = urllib.request.build_opener(_Staying)
        try:
            with opener.open(request, timeout=30) as answer:
                return answer.status, dict(answer.headers), answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, dict(refused.headers), refused.read().decode()

    def connect(self) -> socket.socket:
        """A bare connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)


class _Staying(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any) -> None:
        """Follow no redirect."""


@contextmanager
def serving(database_url: str, redis_url: str, log: Path) -> Iterator[WebServer]:
    """A web server that answers, until the end of the block."""
    server = WebServer(database_url, redis_url, log)
    try:
        server.wait()
        yield server
    finally:
        server.stop()
