"""One act has one word wherever people read of it; `webapp/web/README.md` has the table."""

import re
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2] / "webapp"
_ROW = re.compile(r"\| ([^|]+) \| ([^|]+) \| ([^|]+) \|")


def _acts() -> list[tuple[str, str, list[str]]]:
    """What an act is, its word, and the words it does not have."""
    page = (_ROOT / "web" / "README.md").read_text("utf-8")
    table = page.partition("## One word for one act")[2].partition("\n## ")[0]
    rows = [match.groups() for match in _ROW.finditer(table)][1:]
    return [(act, word, [one.strip() for one in others.split(",")]) for act, word, others in rows]


ACTS = _acts()
#: What the invented members of the demo write is theirs.
_READ = [
    path
    for pattern in ("*.html", "*.txt", "*.py", "*.js")
    for path in sorted(_ROOT.rglob(pattern))
    if not {"demo", "htmx", "__pycache__"} & set(path.parts)
]


def _pages_with(word: str) -> list[str]:
    sought = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    return [str(p.relative_to(_ROOT)) for p in _READ if sought.search(p.read_text("utf-8"))]


def test_the_table_is_read():
    assert len(ACTS) > 10
    assert ("keep an opinion out of the minutes", "gác lại") in {
        (act, word) for act, word, _ in ACTS
    }
    said = [word for _, word, others in ACTS for word in (word, *others)]
    assert len(set(said)) == len(said), "a word stands for two acts"


@pytest.mark.parametrize(("act", "word", "others"), ACTS, ids=[act for act, _, _ in ACTS])
def test_an_act_has_one_word(act, word, others):
    assert _pages_with(word.replace("chi ủy", "").strip()), f"nobody says “{word}”"
    assert {other: _pages_with(other) for other in others if _pages_with(other)} == {}
