"""One program of this run, with its own log; it ends when the run does."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from webapp.local.account import Identity
from webapp.local.problems import CannotRun

_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Program:
    """What to start, as whom, where it writes, and the signal that asks it to end."""

    name: str
    command: Sequence[str | Path]
    log: Path
    environment: Mapping[str, str] | None = None
    identity: Identity = field(default_factory=Identity)
    farewell: signal.Signals = signal.SIGTERM
    folder: Path | None = None


class Child:
    """A started program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        program.log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if program.log.exists():
            program.log.replace(program.log.with_suffix(".before.log"))
        with program.log.open("ab") as log:
            self._process = subprocess.Popen(
                [str(part) for part in program.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=program.environment,
                cwd=program.folder or "/",
                # Ctrl-C must reach only the run itself, which ends its programs in order.
                start_new_session=True,
                preexec_fn=_end_with_parent(program.farewell),
                **program.identity,
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._process.poll()

    def refuse_dead(self) -> None:
        """Raise CannotRun, with the end of its log, where the program has ended."""
        if self.exit_code is not None:
            raise CannotRun(
                f"{self.program.name} ended by itself (exit code {self.exit_code}). "
                f"The end of {self.program.log}:\n{tail(self.program.log)}"
            )

    def ask_to_end(self) -> None:
        """Send the farewell signal, unless the program has ended."""
        if self.exit_code is None:
            self._process.send_signal(self.program.farewell)

    def end(self, patience: float) -> None:
        """Wait for its end; after `patience` seconds kill it with its children."""
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            kill_tree(self.pid)
            self._process.wait()


def kill_tree(pid: int) -> None:
    """End a process and everything it started, at once."""
    with contextlib.suppress(psutil.NoSuchProcess):
        parent = psutil.Process(pid)
        family = [*parent.children(recursive=True), parent]
        for process in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(family, timeout=3)


def tail(log: Path, lines: int = 15) -> str:
    """The end of a log, indented, for a message."""
    try:
        text = log.read_text("utf-8", errors="replace")
    except OSError as error:
        return f"    ({error.strerror})"
    return "\n".join("    " + line for line in text.splitlines()[-lines:])


def _end_with_parent(farewell: signal.Signals) -> Callable[[], None] | None:
    """Let Linux send the farewell signal when this run is killed.

    Elsewhere the next start ends the programs of a killed run (leftovers.py).
    """
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def announce() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, int(farewell))
        if os.getppid() != parent:
            os._exit(1)

    return announce
