"""Every contract of pyproject.toml about imports is kept; `make check` prints them."""

import subprocess
from pathlib import Path
from sys import executable

from tests.architecture.source import ROOT


def test_every_contract_is_kept():
    # In a process of its own: the program sets up logging for everything around it.
    program = [str(Path(executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
