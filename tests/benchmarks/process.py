"""Gunicorn workers to be measured, and what processes say of themselves in /proc."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path

import psutil

from webapp.local.ports import free_port

_PROJECT = Path(__file__).resolve().parents[2]


class Web:
    """One application behind gunicorn: one worker, threads, kept-alive connections."""

    def __init__(self, application: str, environment: Mapping[str, str], probe: str) -> None:
        self.port = free_port()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the server
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--worker-class", "gthread", "--workers", "1", "--threads", "4"]
        command += ["--keep-alive", "600", "--no-control-socket", application]
        self._process = subprocess.Popen(
            command,
            cwd=_PROJECT,
            env={**os.environ, **environment},
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        self._wait(probe)

    def _wait(self, probe: str) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until and self._process.poll() is None:
            try:
                connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
                connection.request("GET", probe)
                connection.getresponse().read()
                return
            except OSError:
                time.sleep(0.1)
        self._log.seek(0)
        raise RuntimeError(self._log.read().decode()[-3000:])

    @property
    def worker(self) -> psutil.Process:
        """The one worker process."""
        return psutil.Process(self._process.pid).children()[0]

    def cpu_ns(self) -> int:
        """Processor time of the worker so far."""
        return cpu_ns(self.worker.pid)

    def rss_mb(self) -> float:
        """Resident memory of the worker."""
        return float(self.worker.memory_info().rss) / 1e6

    def stop(self) -> None:
        """End it in order."""
        self._process.terminate()
        self._process.wait(20)
        self._log.close()


def cpu_ns(pid: int) -> int:
    """Processor time of all threads of a process, as the scheduler counts it."""
    total = 0
    for thread in Path(f"/proc/{pid}/task").iterdir():
        try:
            total += int((thread / "schedstat").read_text().split()[0])
        except FileNotFoundError:
            continue
    return total


class Postgres:
    """The processes of one server."""

    def __init__(self, backend_pid: int) -> None:
        self._postmaster = psutil.Process(backend_pid).parent()
        self._gone: dict[int, int] = {}

    def cpu_ns(self) -> int:
        """Processor time of every backend so far; those that ended keep what was last seen."""
        for child in self._postmaster.children():
            try:
                self._gone[child.pid] = cpu_ns(child.pid)
            except (psutil.NoSuchProcess, FileNotFoundError, ProcessLookupError):
                continue
        return sum(self._gone.values())
