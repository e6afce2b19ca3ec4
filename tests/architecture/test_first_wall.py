"""Every query gets its organization filter from one place, and sealed texts from another."""

import ast

import pytest

from tests.architecture.source import MODULES, WEBAPP, named, tree_of

#: The one place of the filter, and the one that asks who somebody is before there is a scope.
FILTERS = {"webapp/core/tenancy.py"}
#: Plain SQL stands only here; everything else is composed with bound values.
PLAIN_SQL = {"webapp/core/db.py"}


def compares_organization_with_a_value(node: ast.AST) -> bool:
    """Whether an expression filters by organization itself; joins of two columns are fine."""
    if not isinstance(node, ast.Compare):
        return False
    sides = [node.left, *node.comparators]
    columns = [s for s in sides if isinstance(s, ast.Attribute) and s.attr == "organization_id"]
    models = [c for c in columns if isinstance(c.value, ast.Name) and c.value.id[:1].isupper()]
    others = [s for s in sides if s not in models]
    return bool(models) and bool(others) and not all(is_column(side) for side in others)


def is_column(side: ast.AST) -> bool:
    """Whether one side of a comparison is a column of a table or of a subquery."""
    if not isinstance(side, ast.Attribute):
        return False
    owner = side.value
    if isinstance(owner, ast.Attribute):
        return owner.attr == "c"
    return isinstance(owner, ast.Name) and (owner.id[:1].isupper() or owner.id == "model")


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_the_organization_filter_has_one_source(module):
    if named(module) in FILTERS:
        return
    found = [n.lineno for n in ast.walk(tree_of(module)) if compares_organization_with_a_value(n)]
    allowed = 1 if named(module) == "webapp/accounts/queries.py" else 0
    assert len(found) <= allowed, f"lines {found} filter by organization themselves"


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_only_the_texts_part_touches_stored_words(module):
    if module.is_relative_to(WEBAPP / "texts"):
        return
    names = {n.attr for n in ast.walk(tree_of(module)) if isinstance(n, ast.Attribute)}
    assert "stored" not in names or module.stem == "outline" or "reports" in module.parts


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_plain_sql_stands_in_named_places(module):
    if named(module) in PLAIN_SQL or "models" in module.parts or module.stem == "models":
        return
    calls = [
        node.lineno
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "text"
        and "sqlalchemy" in ast.unparse(tree_of(module))
        and any(
            isinstance(n, ast.ImportFrom)
            and n.module == "sqlalchemy"
            and any(alias.name == "text" and alias.asname is None for alias in n.names)
            for n in ast.walk(tree_of(module))
        )
    ]
    assert not calls, f"lines {calls} use plain SQL"
