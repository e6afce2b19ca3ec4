"""What has one owner is touched by nobody else; which things these are says `owners.py`."""

import re

import pytest

from tests.architecture.owners import OWNED
from tests.architecture.source import MODULES, TEMPLATES, dotted, named, tree_of

#: What a template computes; the rest of it is HTML.
COMPUTED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
#: The stored words of members, which only `webapp.texts` reads.
STORED = re.compile(r"\.stored\b|[\"']stored[\"']")
#: Not escaped, because segno drew it from a link of ours.
DRAWN = "{{ drawing | safe }}"


@pytest.mark.parametrize("owned", OWNED, ids=lambda one: one.what)
def test_it_is_touched_by_its_owners_only(owned):
    touched = {dotted(module): owned.found_in(tree_of(module)) for module in MODULES}
    strangers = {m: places for m, places in touched.items() if places and not owned.owner_of(m)}
    assert strangers == {}, owned.reason
    needed = {owned.owner_of(module) for module, places in touched.items() if places}
    assert {*owned.owners, *owned.also} == needed, "an owner that no longer touches it"


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_no_template_reads_stored_words(template):
    assert not any(STORED.search(computed) for computed in COMPUTED.findall(template.read_text()))


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_templates_escape_everything_but_what_was_drawn(template):
    computed = set(COMPUTED.findall(template.read_text())) - {DRAWN}
    assert not [one for one in computed if re.search(r"\|\s*safe\b|\bautoescape\b", one)]
