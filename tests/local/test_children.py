"""Programs of a run end with it, however it ends."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from webapp.local.child import Child, Program
from webapp.local.leftovers import end_leftovers, remember
from webapp.local.problems import CannotRun

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
#: Starts a child of its own, then says so and ignores being asked to end.
STUBBORN_CODE = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
time.sleep(60)
"""
STUBBORN = [sys.executable, "-c", STUBBORN_CODE]


def started(tmp_path: Path, command: list[str], name: str = "program") -> Child:
    return Child(Program(name=name, command=command, log=tmp_path / f"{name}.log"))


def is_running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def wait_for_text(path: Path) -> str:
    until = time.monotonic() + 20
    while not (text := path.read_text("utf-8")) and time.monotonic() < until:
        time.sleep(0.02)
    return text


def wait_for_end(pid: int) -> None:
    until = time.monotonic() + 20
    while is_running(pid) and time.monotonic() < until:
        time.sleep(0.02)


def test_an_asked_program_ends(tmp_path: Path) -> None:
    child = started(tmp_path, SLEEP)
    child.ask_to_end()
    child.end(10)
    assert child.exit_code == -signal.SIGTERM


def test_a_stubborn_program_is_killed_with_its_children(tmp_path: Path) -> None:
    child = started(tmp_path, STUBBORN)
    grandchild = int(wait_for_text(tmp_path / "program.log"))
    child.ask_to_end()
    child.end(0.1)
    assert not is_running(child.pid)
    assert not is_running(grandchild)


def test_a_dead_program_is_named_with_the_end_of_its_log(tmp_path: Path) -> None:
    child = started(tmp_path, [sys.executable, "-c", "raise SystemExit('no ink')"], "printer")
    child.end(20)
    with pytest.raises(CannotRun, match=r"printer ended by itself \(exit code 1\)(.*\n)+.*no ink"):
        child.refuse_dead()


def test_the_log_of_the_run_before_is_kept(tmp_path: Path) -> None:
    for word in ("first", "second"):
        started(tmp_path, [sys.executable, "-c", f"print({word!r})"]).end(20)
    assert (tmp_path / "program.log").read_text("utf-8") == "second\n"
    assert (tmp_path / "program.before.log").read_text("utf-8") == "first\n"


def test_the_next_start_ends_what_a_killed_run_left(tmp_path: Path) -> None:
    record = tmp_path / "processes.json"
    child = started(tmp_path, SLEEP)
    remember(record, [child])
    assert end_leftovers(record) == 1
    assert not is_running(child.pid)
    child.end(1)
    assert end_leftovers(record) == 0


def test_a_stranger_with_the_number_of_a_former_program_is_left_alone(tmp_path: Path) -> None:
    record = tmp_path / "processes.json"
    child = started(tmp_path, SLEEP)
    remember(record, [child])
    text = record.read_text("utf-8")
    began = str(psutil.Process(child.pid).create_time())
    record.write_text(text.replace(began, str(float(began) - 1000)), "utf-8")
    try:
        assert end_leftovers(record) == 0
        assert child.exit_code is None
    finally:
        child.ask_to_end()
        child.end(10)


@pytest.mark.faults
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_a_killed_run_takes_its_programs_along(tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom pathlib import Path\n"
        "from webapp.local.child import Child, Program\n"
        f"child = Child(Program('sleep', {SLEEP!r}, Path({str(tmp_path / 'sleep.log')!r})))\n"
        "print(child.pid, flush=True)\ntime.sleep(60)\n"
    )
    run = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    with run.stdout:
        child = int(run.stdout.readline())
    assert is_running(child)
    run.kill()
    run.wait()
    wait_for_end(child)
    assert not is_running(child)
