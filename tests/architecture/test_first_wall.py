"""Every query gets its organization filter from one place."""

import ast

import pytest

from tests.architecture.source import MODULES, named, tree_of

#: The one place of the filter, and the one that asks who somebody is before there is a scope.
FILTERS = {"webapp/core/tenancy.py"}


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
