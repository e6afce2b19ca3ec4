"""Pages extend, pieces have one root, forms work without script, nothing runs inline."""

import re

import pytest

from tests.architecture.source import TEMPLATES, WEBAPP, named

PIECES = [t for t in TEMPLATES if t.name.startswith("_")]
FORM = re.compile(r"<form\b[^>]*>", re.DOTALL)
HTMX_WRITE = re.compile(r"hx-(post|put|patch|delete)")
INLINE = re.compile(r"\son[a-z]+=|\bhx-on|\sstyle=|<script(?![^>]*\bsrc=)|javascript:")


@pytest.mark.parametrize("template", PIECES, ids=named)
def test_a_piece_never_extends(template):
    assert "{% extends" not in template.read_text()


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_forms_work_without_script(template):
    for form in FORM.findall(template.read_text()):
        assert "method=" in form, form
        assert "action=" in form, form


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_writes_by_htmx_stand_on_a_form(template):
    text = template.read_text()
    outside = FORM.sub("", text)
    assert not HTMX_WRITE.search(re.sub(r"\{#.*?#\}", "", outside, flags=re.DOTALL))


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_nothing_runs_inline(template):
    assert not INLINE.search(template.read_text())


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_no_exclamation_marks_in_words(template):
    words = re.sub(r"\{[%{#].*?[%}#]\}|<[^>]*>", "", template.read_text(), flags=re.DOTALL)
    assert not re.search(r"[a-zà-ỹ]!", words)


#: A sentence of reason beside a choice that others may change too: filled in again, never kept.
ONE_SENTENCE = {"plans/_month_form.html", "plans/_proposal_form.html"}
LONG = re.compile(r"\brows=|<textarea(?![^>]*\b(?:readonly|hidden)\b)[^>]*\bname=")


def long_forms():
    return [t for t in TEMPLATES if "<form" in t.read_text() and LONG.search(t.read_text())]


def test_a_form_with_more_than_a_sentence_keeps_what_is_typed():
    forms = [t for t in long_forms() if "macros" not in t.parts]
    assert len(forms) > 20
    for template in forms:
        name, text = f"{template.parent.name}/{template.name}", template.read_text()
        assert (name in ONE_SENTENCE) != ("keeps(" in text and "kept_line(" in text), name


def test_every_kept_form_is_sent_to_a_view_that_knows_its_page(app):
    views = [v for v in app.view_functions.values() if getattr(v, "text_page", None)]
    assert len(views) > 25
    assert {v.text_page for v in views} <= set(app.view_functions)


#: Fields that a browser draws in its own language, where 03/12 may be the 12th of March.
OWN_LANGUAGE = re.compile(r"""type=["'](?:date|time|month|week|datetime-local)["']""")
OWN_FIELDS = re.compile(r"\b(?:Date|Time|Month|Week|DateTime|DateTimeLocal)Field\b")


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_no_day_is_drawn_in_the_language_of_the_browser(template):
    assert not OWN_LANGUAGE.search(template.read_text())


def test_days_and_hours_of_forms_are_fields_of_ours():
    forms = [path for path in WEBAPP.rglob("*.py") if OWN_FIELDS.search(path.read_text())]
    assert forms == []
