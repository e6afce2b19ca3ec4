"""Programs that a killed run left running, which the next start ends."""

import contextlib
import json
import signal
from pathlib import Path

import psutil

from webapp.local.child import Child, kill_tree
from webapp.local.machine_secrets import write_private

#: Seconds a program may take to end after being asked; enough for a database to write all pages.
PATIENCE = 10


def remember(path: Path, children: list[Child]) -> None:
    """Record the processes of this run, each with its start: its number may be used again later."""
    known = []
    for child in children:
        with contextlib.suppress(psutil.NoSuchProcess):
            began = psutil.Process(child.pid).create_time()
            entry = {"pid": child.pid, "began": began, "farewell": int(child.program.farewell)}
            known.append(entry)
    write_private(path, json.dumps(known))


def end_leftovers(path: Path) -> int:
    """End what an earlier run left running; returns how many programs."""
    try:
        known = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return 0
    found = [pair for entry in known if (pair := _still_there(entry)) is not None]
    for process, farewell in reversed(found):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(farewell)
    _, stubborn = psutil.wait_procs([process for process, _ in found], timeout=PATIENCE)
    for left in stubborn:
        kill_tree(left.pid)
    path.unlink()
    return len(found)


def _still_there(entry: dict[str, float]) -> tuple[psutil.Process, signal.Signals] | None:
    try:
        process = psutil.Process(int(entry["pid"]))
        if abs(process.create_time() - entry["began"]) > 1:
            return None
    except psutil.NoSuchProcess:
        return None
    return process, signal.Signals(int(entry["farewell"]))
