"""The account PostgreSQL runs as: our own, or `nobody` where we are root, which it refuses."""

import os
import pwd
import subprocess
from pathlib import Path
from typing import TypedDict

UNPRIVILEGED = "nobody"


class Identity(TypedDict, total=False):
    """What makes `subprocess` run a program as another account; empty: as ourselves."""

    user: int
    group: int
    extra_groups: list[int]


def is_other() -> bool:
    """Whether PostgreSQL runs as another account than this process."""
    return os.geteuid() == 0


def identity() -> Identity:
    """The account for `subprocess`."""
    if not is_other():
        return {}
    entry = pwd.getpwnam(UNPRIVILEGED)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def hand_over(path: Path) -> None:
    """Make a file or folder the account's own."""
    if is_other():
        entry = pwd.getpwnam(UNPRIVILEGED)
        os.chown(path, entry.pw_uid, entry.pw_gid)


def may(test: str, path: Path) -> bool:
    """Whether the account passes a `test` of the shell (-x, -r) on a path."""
    command = ["/bin/sh", "-c", f'test {test} "$1"', "sh", str(path)]
    return subprocess.run(command, cwd="/", check=False, **identity()).returncode == 0
