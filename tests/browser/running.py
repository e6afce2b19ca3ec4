"""The whole service as processes: gunicorn, a Celery worker, and a sink for its e-mails."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from webapp.local.ports import free_port

ROOT = Path(__file__).resolve().parents[2]


class Inbox(Message):
    """Keeps every e-mail it is sent."""

    def __init__(self) -> None:
        super().__init__(EmailMessage)
        self.messages: list[Any] = []

    def handle_message(self, message: Any) -> None:
        """Keep one e-mail."""
        self.messages.append(message)


@dataclass
class Service:
    """Web server, worker and mail sink around one database; stopped by their process ids."""

    databases: Any
    folder: Path
    port: int = field(default_factory=free_port)
    inbox: Inbox = field(default_factory=Inbox)
    _processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where the service is found."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start everything and wait until it answers."""
        smtp = free_port()
        self._mail = Controller(self.inbox, hostname="127.0.0.1", port=smtp)
        self._mail.start()
        environment = os.environ | {
            "APP_ENV": "test",
            "SECRET_KEY": "only for the tests, and long enough for them",
            "DATABASE_URL": self.databases.app_url,
            "REDIS_URL": self.databases.redis_url,
            "BASE_URL": self.url,
            "HTMX_SOURCE": "local",
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(smtp),
            "SMTP_TLS": "none",
        }
        web = ["gunicorn", "webapp.wsgi:app", "-k", "gthread", "-w", "1", "--threads", "4"]
        self._run("web", [*web, "-b", f"127.0.0.1:{self.port}"], environment)
        celery = ["celery", "-A", "tasks.app:celery", "worker", "--pool", "threads", "-c", "2"]
        self._run("worker", [*celery, "-B", "-s", str(self.folder / "beat")], environment)
        self._wait()

    def _run(self, name: str, module: list[str], environment: dict[str, str]) -> None:
        with (self.folder / f"{name}.log").open("wb") as log:
            self._processes.append(
                subprocess.Popen(
                    [sys.executable, "-m", *module],
                    cwd=ROOT,
                    env=environment,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )
            )

    def _wait(self) -> None:
        until = time.monotonic() + 40
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=2):  # noqa: S310
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.2)
        raise AssertionError((self.folder / "web.log").read_text()[-4000:])

    def stop(self) -> None:
        """End everything that was started."""
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)
        self._mail.stop()
