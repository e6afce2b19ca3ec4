"""The top level stays as agreed, and the code speaks of the project alone."""

import re
import subprocess

from tests.architecture.source import ROOT

AGREED = {
    "webapp",
    "tasks",
    "migrations",
    "tests",
    "docker-compose.yml",
    "pyproject.toml",
    "README.md",
    "Makefile",
    "Dockerfile",
    "requirements",
}


def tracked():
    listing = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return [ROOT / name for name in listing.stdout.splitlines()]


def test_nothing_stands_at_the_top_beyond_what_is_agreed():
    top = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert {name for name in top if not name.startswith(".")} <= AGREED


def test_no_file_is_left_open_ended():
    open_ended = re.compile(r"\b(TODO|FIXME|XXX)\b|NotImplementedError|mark\.xfail")
    found = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix in (".py", ".html", ".js", ".css")
        and path.name != "test_layout.py"
        and path.exists()
        and open_ended.search(path.read_text())
    ]
    assert found == []
