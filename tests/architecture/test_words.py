"""Every code has its sentence, every shown value its label, and none is left over."""

import ast
from enum import StrEnum
from importlib import import_module
from types import SimpleNamespace

import pytest

from tests.architecture.source import MODULES, ROOT, WEBAPP, tree_of
from webapp.core.errors import DomainError, NotVisible, RuleBroken, StaleEdit, TooManyTries
from webapp.organizations.rules import OrganizationKind
from webapp.organizations.wording import WORDS
from webapp.web.labels_vi import LABELS
from webapp.web.messages_vi import MESSAGES

#: Names under which codes are handed to what raises them.
CODES_HANDED_ON = {"not_open", "not_theirs"}
ERRORS = {c.__name__ for c in (DomainError, RuleBroken, NotVisible, StaleEdit, TooManyTries)}


def strings_in(path):
    return {
        n.value
        for n in ast.walk(tree_of(path))
        if isinstance(n, ast.Constant) and isinstance(n.value, str)
    }


def codes_raised():
    codes = set()
    for module in MODULES:
        for node in ast.walk(tree_of(module)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ERRORS
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                codes.add(node.args[0].value)
            if (
                isinstance(node, ast.keyword)
                and node.arg in CODES_HANDED_ON
                and isinstance(node.value, ast.Constant)
            ):
                codes.add(node.value.value)
    return codes


def test_every_code_raised_has_its_sentence():
    assert codes_raised() - set(MESSAGES) == set(), "its sentence in web/messages_vi/"


def test_every_sentence_is_used():
    used = set()
    for module in MODULES:
        if "messages_vi" not in module.parts:
            used |= strings_in(module)
    assert set(MESSAGES) - used == set()


def test_sentences_end_as_sentences_and_blame_nobody():
    for code, sentence in MESSAGES.items():
        assert sentence.endswith((".", "?")), code
        assert "!" not in sentence, code


def enums():
    found = {}
    for module in MODULES:
        for node in tree_of(module).body:
            if isinstance(node, ast.ClassDef) and any(
                isinstance(b, ast.Name) and b.id == "StrEnum" for b in node.bases
            ):
                dotted = ".".join(module.relative_to(ROOT).with_suffix("").parts)
                found[node.name] = getattr(import_module(dotted), node.name)
    return found


@pytest.mark.parametrize("name", sorted(LABELS))
def test_labels_name_every_value_of_an_enum(name):
    kind: type[StrEnum] = enums()[name]
    assert set(LABELS[name]) == {value.value for value in kind}


def test_every_kind_of_organization_has_its_words():
    assert set(WORDS) == set(OrganizationKind), "organizations/wording.py"


@pytest.mark.parametrize("kind", OrganizationKind)
def test_a_paper_of_every_kind_of_organization_has_its_head(app, kind):
    head = app.jinja_env.get_template("web/macros/paper.html").module.paper_head
    assert "<strong>" in head(SimpleNamespace(kind=kind, name="x"))


@pytest.mark.parametrize("kind", OrganizationKind)
def test_every_kind_of_organization_has_a_color(kind):
    theme = (WEBAPP / "web/static/theme.css").read_text()
    assert f".bar-{kind}" in theme, "the color of its bar in web/static/theme.css"
