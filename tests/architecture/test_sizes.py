"""Files, functions and templates stay small enough to read."""

import ast

import pytest

from tests.architecture.source import MODULES, ROOT, TEMPLATES, named, tree_of

FILE_LINES = 250
FUNCTION_LINES = 30
PAGE_LINES = 90
PIECE_LINES = 50
TESTS = sorted((ROOT / "tests").rglob("*.py"))


@pytest.mark.parametrize("module", [*MODULES, *TESTS], ids=named)
def test_a_file_fits_its_budget(module):
    assert len(module.read_text().splitlines()) <= FILE_LINES


def _lines_of(function: ast.FunctionDef) -> int:
    """The lines of a function's statements; signature and docstring do not count."""
    said = ast.get_docstring(function, clean=False) is not None
    statements = function.body[1:] if said else function.body
    return statements[-1].end_lineno - statements[0].lineno + 1 if statements else 0


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_functions_fit_their_budget(module):
    functions = [n for n in ast.walk(tree_of(module)) if isinstance(n, ast.FunctionDef)]
    measured = [(function.name, _lines_of(function)) for function in functions]
    assert not [one for one in measured if one[1] > FUNCTION_LINES]


def test_signature_and_docstring_of_a_function_do_not_count():
    [function] = ast.parse(
        'def f(\n    a,\n):\n    """One.\n\n    Two.\n    """\n    a()\n    b()'
    ).body
    assert _lines_of(function) == 2


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_template_fits_its_budget(template):
    limit = PIECE_LINES if template.name.startswith("_") else PAGE_LINES
    if "macros" in template.parts:
        limit = FILE_LINES
    assert len(template.read_text().splitlines()) <= limit


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_every_module_says_what_it_is_for(module):
    assert ast.get_docstring(tree_of(module))


def test_no_room_without_a_name_of_its_own():
    vague = {"utils", "util", "helpers", "helper", "misc", "common", "manager"}
    assert not [named(m) for m in MODULES if vague & {m.stem, *m.parts}]
