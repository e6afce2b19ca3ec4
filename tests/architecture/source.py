"""The project's own files, parsed once for all guards."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
WEBAPP = ROOT / "webapp"
TASKS = ROOT / "tasks"

MODULES = sorted([*WEBAPP.rglob("*.py"), *TASKS.rglob("*.py")])
TEMPLATES = sorted(WEBAPP.rglob("templates/**/*.html"))


def named(path: Path) -> str:
    """A path as test ids and messages show it."""
    return str(path.relative_to(ROOT))


def dotted(path: Path) -> str:
    """The name under which a module is imported."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree_of(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text())


def imported(path: Path) -> set[str]:
    """Every module a file imports, by full name; names imported from packages included."""
    names: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names
