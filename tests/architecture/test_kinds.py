"""In a template no `else` stands for the last kind: an unknown kind fails."""

import re

import pytest

from tests.architecture.source import TEMPLATES, named

_BLOCK = re.compile(
    r"{%-?\s*(if|elif|else|endif|for|endfor)\b(.*?)-?%}(\s*{{ unknown\()?", re.DOTALL
)
_KIND = re.compile(r"\s*([\w.]+) (?:== |in \()[\"']")
#: Chains whose `else` means every other kind alike, and why.
OTHERS_ALIKE = {
    ("web/macros/form.html", "field.type"): "every other field is a plain input",
}


def _chains(text: str) -> list[tuple[str, bool]]:
    """What chains with two comparisons or more compare, and whether their `else` fails."""
    found, open_chains = [], []
    for word, condition, fails in _BLOCK.findall(text):
        if word in ("if", "for"):
            open_chains.append(([condition], None))
        elif word == "elif":
            open_chains[-1][0].append(condition)
        elif word == "else":
            open_chains[-1] = (open_chains[-1][0], bool(fails))
        else:
            conditions, ends = open_chains.pop()
            compared = [match[1] for match in map(_KIND.match, conditions) if match]
            if ends is not None and len(compared) > 1 and len(set(compared)) == 1:
                found.append((compared[0], ends))
    return found


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_an_unknown_kind_fails(template):
    name = str(template).partition("/templates/")[2]
    silent = [what for what, fails in _chains(template.read_text()) if not fails]
    assert [what for what in silent if (name, what) not in OTHERS_ALIKE] == []


def test_the_guard_sees_an_else_that_stands_for_the_last_kind():
    chain = '{% if a.kind == "x" %}{% elif a.kind == "y" %}{% else %}z{% endif %}'
    assert _chains(chain) == [("a.kind", False)]
    assert _chains(chain.replace("z", "{{ unknown(a.kind) }}")) == [("a.kind", True)]
