"""The programs of one run: started in order, watched, ended together."""

import signal
import time
from pathlib import Path
from types import FrameType

from webapp.local.child import Child, Program
from webapp.local.leftovers import remember

#: Seconds for web server and workers to finish their work; a task that is cut off runs again.
_APP_SECONDS = 2.0
#: Seconds for a database to write its last pages.
_SERVER_SECONDS = 20.0
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class AskedToStop(BaseException):
    """Ctrl-C, or a signal with the same meaning; a BaseException, so that nothing swallows it."""


class Supervisor:
    """Holds the children of one run; servers end after the programs that use them."""

    def __init__(self, record: Path) -> None:
        self._record = record
        self._servers: list[Child] = []
        self._programs: list[Child] = []

    def __enter__(self) -> "Supervisor":
        for number in _SIGNALS:
            signal.signal(number, _stop)
        return self

    def __exit__(self, *_: object) -> None:
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        self._end(self._programs, _APP_SECONDS)
        self._end(self._servers, _SERVER_SECONDS)
        self._record.unlink(missing_ok=True)

    def keep(self, server: Child) -> Child:
        """Take over a started server."""
        self._servers.append(server)
        self._write_down()
        return server

    def start(self, program: Program) -> Child:
        """Start a program of the service itself."""
        child = Child(program)
        self._programs.append(child)
        self._write_down()
        return child

    def refuse_dead(self) -> None:
        """Raise CannotRun where any of the children has ended by itself."""
        for child in [*self._servers, *self._programs]:
            child.refuse_dead()

    def watch(self) -> None:
        """Wait until AskedToStop, or CannotRun when a child ends."""
        while True:
            self.refuse_dead()
            time.sleep(0.25)

    def _write_down(self) -> None:
        remember(self._record, [*self._servers, *self._programs])

    def _end(self, children: list[Child], seconds: float) -> None:
        for child in children:
            child.ask_to_end()
        until = time.monotonic() + seconds
        for child in children:
            child.end(max(0.0, until - time.monotonic()))


def _stop(number: int, _frame: FrameType | None) -> None:
    # A second Ctrl-C must not cut the orderly end short.
    for other in _SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    raise AskedToStop(signal.Signals(number).name)
