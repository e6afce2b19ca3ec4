"""What a module names, by full dotted name, whatever it calls it itself."""

import ast
from collections.abc import Iterator
from functools import cache

#: A line and what stands there.
Place = tuple[int, str]

#: Calls that read or write an attribute by its name in a string.
_BY_NAME = {"getattr", "setattr", "hasattr", "delattr", "operator.attrgetter"}


@cache
def names_used(tree: ast.Module) -> list[Place]:
    """Line and dotted name of everything imported or read: `from os import environ as e; e`
    is `os.environ`. Of something computed, as `rows[0].stored`, the beginning is a question mark.

    Names in strings count where they stand for an attribute: `getattr(row, "stored")`,
    `row["stored"]`, `.values(stored=…)`. A method of the same name that is called does not.
    """
    return sorted(set(_names_used(tree)))


def _names_used(tree: ast.Module) -> Iterator[Place]:
    known = _imported(tree)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Name) and node.id in known:
            yield line, known[node.id]
        elif isinstance(node, ast.Attribute):
            name = _dotted(node, known)
            yield line, f"{name}()" if id(node) in called else name
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            yield line, f"{_dotted(node.value, known)}.{node.slice.value}"
        elif isinstance(node, ast.Import):
            yield from ((line, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((line, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call):
            yield from _named_in_call(node, known)


def _named_in_call(node: ast.Call, known: dict[str, str]) -> Iterator[Place]:
    function = _dotted(node.func, known)
    if function in _BY_NAME:
        literals = [a.value for a in node.args if isinstance(a, ast.Constant)]
        yield from ((node.lineno, f"{_dotted(node.args[0], known)}.{one}") for one in literals)
    yield from ((node.lineno, f"{function}.{k.arg}=") for k in node.keywords if k.arg)


@cache
def strings_in(tree: ast.Module) -> list[Place]:
    """Line and value of every string that is not a docstring or the like."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    ]


def _imported(tree: ast.Module) -> dict[str, str]:
    """The full name of each name that an import brings into the module."""
    known = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                whole = alias.name if alias.asname else alias.name.partition(".")[0]
                known[alias.asname or whole] = whole
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                known[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return known


def _dotted(node: ast.AST, known: dict[str, str]) -> str:
    if isinstance(node, ast.Name):
        return known.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value, known)}.{node.attr}"
    return "?"
