"""Which name stands on a paper of a certain day, codes made of names, days of closing."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.core.errors import RuleBroken
from webapp.organizations import name_history, rules
from webapp.organizations.name_history import FormerName

OPENED, TODAY = date(2020, 1, 1), date(2026, 11, 16)


def test_the_name_of_a_day_is_the_one_it_had_then():
    past = (FormerName("A", date(2022, 3, 9)), FormerName("B", date(2024, 5, 1)))
    on = [
        name_history.name_on(day, past, "C") for day in (date(2022, 3, 9), date(2022, 3, 10), TODAY)
    ]
    assert on == ["A", "B", "C"]


def test_a_name_ends_the_day_before_the_new_one():
    assert name_history.renamed((), "A", since=OPENED, today=TODAY) == (
        FormerName("A", TODAY - timedelta(days=1)),
    )


def test_a_name_nobody_saw_for_a_whole_day_is_dropped():
    once = name_history.renamed((), "A", since=OPENED, today=TODAY)
    assert name_history.renamed(once, "slip", since=OPENED, today=TODAY) == once
    assert name_history.renamed((), "A", since=TODAY, today=TODAY) == ()


def test_former_names_are_read_as_they_were_kept():
    past = (FormerName("Chi bộ 1", date(2022, 3, 9)),)
    assert name_history.read([one.kept() for one in past]) == past


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 400), st.text("AB", min_size=1)), max_size=6))
def test_every_day_has_the_name_it_ended_with(steps):
    past, name, today, ended = (), "first", OPENED, {}
    for gap, new in steps:
        for day in range(gap):
            ended[today + timedelta(days=day)] = name
        today += timedelta(days=gap)
        past, name = name_history.renamed(past, name, since=OPENED, today=today), new
    assert all(name_history.name_on(day, past, name) == was for day, was in ended.items())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Chi bộ Khoa Dược – Vật tư", "chi-bo-khoa-duoc-vat-tu"),
        ("Đảng bộ xã Hoà Bình", "dang-bo-xa-hoa-binh"),
        ("!!!", ""),
    ],
)
def test_a_code_is_made_of_the_words_of_a_name(name, code):
    assert rules.propose_code(name) == code


@settings(max_examples=60)
@given(st.text(max_size=120))
def test_a_code_that_is_proposed_can_stand_in_an_address(name):
    code = rules.propose_code(name)
    if code:
        rules.refuse_code(code)


def test_a_tree_has_an_end():
    rules.refuse_depth(rules.DEEPEST)
    with pytest.raises(RuleBroken):
        rules.refuse_depth(rules.DEEPEST + 1)


@pytest.mark.parametrize("day", [OPENED - timedelta(days=1), TODAY + timedelta(days=1)])
def test_a_unit_closes_on_a_day_of_its_life(day):
    with pytest.raises(RuleBroken):
        rules.refuse_closing_day(day, opened_on=OPENED, today=TODAY)


@pytest.mark.parametrize(
    ("days_ago", "merged", "may"), [(0, False, True), (90, False, True), (91, False, False)]
)
def test_a_closed_unit_may_be_opened_again_within_a_time(days_ago, merged, may):
    closed_on = TODAY - timedelta(days=days_ago)
    assert rules.may_reopen(closed_on, merged, today=TODAY, within_days=90) is may


def test_what_is_open_or_merged_is_not_opened_again():
    assert not rules.may_reopen(None, False, today=TODAY, within_days=90)
    assert not rules.may_reopen(TODAY, True, today=TODAY, within_days=90)
