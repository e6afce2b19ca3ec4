"""One run at a time: a lock that the system releases when its process ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from webapp.local.problems import CannotRun


@contextmanager
def only_run(instance: Path, address: str) -> Iterator[None]:
    """Hold the lock of the data during the block. Raises CannotRun where another run has it."""
    try:
        instance.mkdir(mode=0o755, exist_ok=True)
        lock = (instance / "run.lock").open("a+", encoding="utf-8")
    except PermissionError:
        raise CannotRun(
            f"{instance} belongs to another account: the service was started by it before.\n"
            "Start it as that account, or use a checkout of your own."
        ) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CannotRun(
                f"It already runs here: {lock.read().strip()}.\n"
                "Stop that run with Ctrl-C where it was started."
            ) from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()}, {address}\n")
        lock.flush()
        yield
