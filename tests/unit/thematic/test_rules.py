"""How far a session is, what it lacks, and which addresses its materials may have."""

from dataclasses import replace

import pytest

from webapp.core.errors import RuleBroken
from webapp.thematic import rules
from webapp.thematic.rules import SessionGap, SessionState, Standing

NOTHING = Standing(
    has_topic=False,
    has_preparers=False,
    has_questions=False,
    has_conclusion=False,
    is_held=False,
)
READY = replace(NOTHING, has_topic=True, has_preparers=True, has_questions=True)


def test_a_planned_session_lacks_topic_preparers_and_questions():
    assert NOTHING.state is SessionState.PLANNED
    assert NOTHING.gaps == [SessionGap.TOPIC, SessionGap.PREPARERS, SessionGap.QUESTIONS]


def test_a_session_is_prepared_once_nothing_is_missing():
    assert (READY.state, READY.gaps) == (SessionState.PREPARED, [])
    for missing in ("has_topic", "has_preparers", "has_questions"):
        assert replace(READY, **{missing: False}).state is SessionState.PLANNED


def test_a_session_whose_day_passed_was_not_held():
    for one in (NOTHING, READY):
        assert replace(one, is_over=True).state is SessionState.UNHELD
        assert replace(one, is_over=True, is_held=True).state is SessionState.HELD


def test_a_held_session_lacks_only_its_conclusion():
    held = replace(NOTHING, is_held=True)
    assert (held.state, held.gaps) == (SessionState.HELD, [SessionGap.CONCLUSION])
    assert replace(held, has_conclusion=True).gaps == []


@pytest.mark.parametrize(
    "address",
    [
        "https://hochiminh.vn/bai",
        "http://10.0.0.5:8080/tl.pdf",
        "HTTPS://x.vn",
        "https://vi.vn/tài",
    ],
)
def test_pages_and_files_on_the_web_are_materials(address):
    rules.refuse_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "hochiminh.vn",
        "ftp://x.vn/a",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https:///bai",
        "https://a b.vn",
        "https://bo@x.vn",
        "https://x.vn:port/",
        "https://x.vn\\@y.vn",
        "https://x.vn/\u202e",
        "https://[::1",
        "https://x.vn/" + "a" * 500,
    ],
)
def test_anything_else_is_no_material(address):
    with pytest.raises(RuleBroken) as broken:
        rules.refuse_address(address)
    assert broken.value.field == "address"


def test_titles_say_something_in_one_line():
    assert rules.title_of("  Tài   liệu ") == "Tài liệu"
    for typed, code in (
        (" ", "thematic.title_missing"),
        ("x" * 201, "name.long"),
        ("a\u202eb", "name.hidden_character"),
    ):
        with pytest.raises(RuleBroken) as broken:
            rules.title_of(typed)
        assert broken.value.code == code


def test_a_few_active_members_prepare():
    rules.refuse_preparers([1, 2], [1, 2, 3])
    for wanted, code in (
        ([4], "thematic.preparer_unknown"),
        (range(11), "thematic.many_preparers"),
    ):
        with pytest.raises(RuleBroken) as broken:
            rules.refuse_preparers(wanted, [1, 2, 3] if code.endswith("unknown") else range(20))
        assert broken.value.code == code


def test_a_text_has_a_length():
    rules.refuse_text("ă" * 10_000, field="questions")
    with pytest.raises(RuleBroken) as broken:
        rules.refuse_text("ă" * 10_001, field="questions")
    assert broken.value.field == "questions"
