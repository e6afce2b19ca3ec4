"""A function of the database that writes is called where the end of the request knows of it."""

import ast
import re

from tests.architecture.source import MODULES, named, tree_of
from webapp.core.walls import made

#: Made VOLATILE, and no trigger: called for what it writes.
_WRITES = re.compile(r"-- function app\.(\w+)\(.*\): returns (?!trigger).*, kind fv")


def writing():
    return {found[1] for line in made() if (found := _WRITES.match(line))}


def called_in(function):
    """The names of the database's own functions that a function of ours calls."""
    return {
        node.attr
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "func.app"
    }


def test_whoever_calls_one_says_first_that_it_writes():
    names, seen, silent = writing(), set(), []
    for module in MODULES:
        for function in ast.walk(tree_of(module)):
            if not isinstance(function, ast.FunctionDef):
                continue
            calls = called_in(function) & names
            seen |= calls
            told = "note_write()" in ast.unparse(function)
            if calls and not told:
                silent.append(f"{named(module)}: {function.name}")
    assert silent == []
    assert seen == names
    assert "reset_password" in names
