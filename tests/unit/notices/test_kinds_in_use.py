"""Every kind of notice is announced somewhere, with the facts that its sentences ask for."""

import re
from dataclasses import fields
from string import Formatter

import pytest

from tests.architecture.source import MODULES
from webapp.notices.rules import NoticeKind
from webapp.notices.sentences import SENTENCES
from webapp.organizations.wording import Words

#: All code but what only lists the kinds and says them.
ACTS = "\n".join(
    module.read_text()
    for module in MODULES
    if "sentences" not in module.parts and not str(module).endswith("notices/rules.py")
)
#: The words of the kind of organization, and what the wording itself puts in.
GIVEN = {field.name for field in fields(Words)} | {"said"}
ASKED = sorted(
    {
        name
        for said in SENTENCES.values()
        for sentence in said
        for _, name, _, _ in Formatter().parse(sentence)
        if name
    }
    - GIVEN
)


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_kind_is_announced_by_an_act_or_a_duty(kind):
    assert f"NoticeKind.{kind.name}" in ACTS, "announce it in a service, or remind of it"


@pytest.mark.parametrize("fact", ASKED)
def test_a_fact_of_a_sentence_is_given_by_an_act(fact):
    # What is new in a fact is found by comparing it with the earlier one.
    name = re.sub("^(new|only)_", "", fact)
    assert re.search(rf"[\"']{name}[\"']|\b{name}=", ACTS), "no act gives this fact"
