"""Every form goes one way: no route catches a refusal or rolls back by itself."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source import MODULES, WEBAPP, named, tree_of
from webapp.core import errors

REFUSALS = {name for name, kind in vars(errors).items() if isinstance(kind, type)}
ROUTES = [module for module in MODULES if "routes" in (module.stem, module.parent.name)]
ROUTES += [module for module in MODULES if module.parent.parent.name == "routes"]
#: Modules that may, and why.
EXCEPTIONS = {
    "accounts/signing_in/routes/profile.py": "it is kept that the old password was right",
}


#: What catches everything catches refusals too.
CATCHES = REFUSALS | {"Exception", "BaseException"}


def _names(node: ast.AST | None) -> set[str]:
    walked = list(ast.walk(node)) if node else []
    return {one.id for one in walked if isinstance(one, ast.Name)} | {
        one.attr for one in walked if isinstance(one, ast.Attribute)
    }


def _catches(node: ast.AST) -> bool:
    if isinstance(node, ast.ExceptHandler):
        return node.type is None or bool(_names(node.type) & CATCHES)
    suppresses = isinstance(node, ast.Call) and "suppress" in _names(node.func)
    return suppresses and bool(_names(node) & CATCHES)


def _by_hand(tree: ast.Module) -> list[int]:
    """The lines that catch a refusal of the domain or roll back."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if _catches(node) or (isinstance(node, ast.Attribute) and node.attr == "rollback")
    ]


def _path(module: Path) -> str:
    return module.relative_to(WEBAPP).as_posix()


@pytest.mark.parametrize("module", ROUTES, ids=named)
def test_a_refused_form_is_answered_by_web_submitting(module):
    assert bool(_by_hand(tree_of(module))) == (_path(module) in EXCEPTIONS)


@pytest.mark.parametrize(
    "code",
    [
        "try: act()\nexcept (RuleBroken, StaleEdit): show()",
        "try: act()\nexcept errors.RuleBroken: show()",
        "try: act()\nexcept Exception: show()",
        "with suppress(RuleBroken): act()",
        "db.session.rollback()",
    ],
)
def test_the_guard_sees_what_it_forbids(code):
    assert _by_hand(ast.parse(code))
