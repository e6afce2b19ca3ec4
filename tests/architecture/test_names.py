"""A name of a module or folder means one thing, whatever part it stands in."""

import re
from collections import defaultdict
from pathlib import Path

from tests.architecture.source import MODULES, WEBAPP

#: The tables of webapp/README.md explain a file name, an act, a subject or a part in each row.
EXPLAINED = set(re.findall(r"^\| `(\w+?)(?:\.py)?`", (WEBAPP / "README.md").read_text(), re.M))
PATHS = [m.relative_to(WEBAPP) for m in MODULES if m.is_relative_to(WEBAPP)]


def in_several_parts(paths):
    """The names that stand in more than one part, each with these parts."""
    parts = defaultdict(set)
    for path in paths:
        for name in path.with_suffix("").parts[1:]:
            parts[name].add(path.parts[0])
    return {name: found for name, found in parts.items() if len(found) > 1 and name != "__init__"}


def test_a_name_in_several_parts_is_explained():
    assert not {n: p for n, p in in_several_parts(PATHS).items() if n not in EXPLAINED}


def test_every_name_that_is_explained_is_used():
    assert {name for path in PATHS for name in path.with_suffix("").parts} >= EXPLAINED


def test_a_name_with_two_meanings_is_found():
    planted = ("plans/routes/shelf.py", "reports/shelf.py", "plans/rules.py", "home/rules.py")
    assert in_several_parts(map(Path, planted)).keys() - EXPLAINED == {"shelf"}
