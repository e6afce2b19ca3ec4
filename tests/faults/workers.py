"""Real Celery workers as processes, to be killed, and patience with bounds."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[2]
#: How long a killed sender's letters stay claimed in these tests.
LEASE_SECONDS = 2


def wait_for(done: Callable[[], Any], seconds: float, what: str, every: float = 0.05) -> Any:
    """What `done` returns once it is true; fails after a bounded time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = done()
        if found:
            return found
        time.sleep(every)
    raise AssertionError(f"{what} did not happen within {seconds} s")


class Worker:
    """One `celery worker` with its children, in a process group of its own."""

    def __init__(
        self, databases: Any, smtp_port: int, log: Path, application: str = "tasks.app:celery"
    ) -> None:
        self.log = log
        environment = os.environ | {
            "APP_ENV": "test",
            "SECRET_KEY": "only for the tests, and long enough for them",
            "DATABASE_URL": databases.app_url,
            "REDIS_URL": databases.redis_url,
            "BASE_URL": "http://localhost",
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(smtp_port),
            "SMTP_TLS": "none",
            "MAIL_PATIENCE_SECONDS": "5",
            "MAIL_LEASE_SECONDS": str(LEASE_SECONDS),
        }
        command = [sys.executable, "-m", "celery", "-A", application, "worker"]
        options = ["--pool", "prefork", "-c", "1", "--without-gossip", "--without-mingle"]
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [*command, *options, "--loglevel", "INFO"],
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def is_ready(self) -> bool:
        """Whether it has begun to take tasks; fails if it ended by itself."""
        text = self.log.read_text(errors="replace")
        if self.process.poll() is not None:
            raise AssertionError(text[-3000:])
        return " ready." in text

    def kill_child(self) -> None:
        """End the process that runs the tasks, at once; the worker starts another one."""
        for child in psutil.Process(self.process.pid).children():
            child.kill()

    def kill(self) -> None:
        """End the worker and its children at once, with no chance to tidy up."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
