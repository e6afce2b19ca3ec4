"""The whole service on one machine, as `make run` starts it: up, down, killed, up again."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from webapp.local.ports import free_port

PROJECT = Path(__file__).resolve().parents[2]
READY = "Ctrl-C stops everything"
#: Set on the machine of whoever runs the suite, these would change what is tested.
NOT_OURS = (
    "DATABASE_URL",
    "MIGRATION_DATABASE_URL",
    "ADMIN_DATABASE_URL",
    "REDIS_URL",
    "SMTP_HOST",
)

pytestmark = [pytest.mark.faults, pytest.mark.real_time]


class Run:
    """One start of the service over a folder for its data."""

    def __init__(self, instance: Path, port: int) -> None:
        self.port = port
        self._output = instance.parent / "output.txt"
        environment = {k: v for k, v in os.environ.items() if k not in NOT_OURS}
        environment |= {"INSTANCE": str(instance), "PORT": str(port), "DEMO": "0"}
        with self._output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "webapp.local"],
                env=environment,
                cwd=PROJECT,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self) -> str:
        return self._output.read_text("utf-8")

    def wait_until_ready(self) -> list[psutil.Process]:
        """Everything that runs, once the address was shown."""
        until = time.monotonic() + 90
        while READY not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < until, self.said
            time.sleep(0.1)
        return psutil.Process(self.process.pid).children(recursive=True)

    def status(self, address: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with contextlib.closing(connection):
            connection.request("GET", address)
            return connection.getresponse().status


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[[], Run]]:
    for part in (tmp_path, *tmp_path.parents):
        if part.stat().st_uid == os.geteuid() and not part.stat().st_mode & 0o001:
            part.chmod(0o755)
    port = free_port()
    runs: list[Run] = []

    def start() -> Run:
        runs.append(Run(tmp_path / "instance", port))
        return runs[-1]

    yield start
    for started in runs:
        started.process.send_signal(signal.SIGTERM)
        started.process.wait(30)


def left(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Which of them still run after a few seconds."""
    return psutil.wait_procs(processes, timeout=10)[1]


def test_it_starts_stops_and_starts_again_after_being_killed(run: Callable[[], Run]) -> None:
    first = run()
    processes = first.wait_until_ready()
    assert [first.status(address) for address in ("/healthz", "/readyz", "/dang-nhap")] == [200] * 3
    first.process.send_signal(signal.SIGINT)
    assert first.process.wait(15) == 0, first.said
    assert left(processes) == []

    killed = run()
    killed.wait_until_ready()
    killed.process.kill()
    killed.process.wait()

    last = run()
    processes = last.wait_until_ready()
    assert last.status("/readyz") == 200
    last.process.send_signal(signal.SIGTERM)
    assert last.process.wait(15) == 0, last.said
    assert left(processes) == []


def test_when_one_program_ends_all_end_and_it_is_named(run: Callable[[], Run]) -> None:
    started = run()
    processes = started.wait_until_ready()
    beat = next(process for process in processes if "beat" in process.cmdline())
    beat.kill()
    assert started.process.wait(15) == 1
    assert "beat ended by itself" in started.said
    assert "beat.log" in started.said
    assert left(processes) == []
