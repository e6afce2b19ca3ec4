"""The year of a registration: its form, its versions, looking back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.accounts.queries import Member
from webapp.accounts.rules import MemberStatus, Role
from webapp.commitments import form_template, rules, versions
from webapp.commitments.form_template import FormSection, FormTemplate, MemberCategory
from webapp.commitments.rules import CommitmentCapacity, CommitmentStep, Outcome
from webapp.commitments.versions import ItemChange, VersionState, Wanted
from webapp.core.errors import RuleBroken
from webapp.organizations.rules import OrganizationKind as Kind
from webapp.organizations.settings import in_force

FORM = FormTemplate("Mẫu", "Hướng dẫn", "", 2, (FormSection("Một"), FormSection("Hai")))
WORDS = st.text(max_size=20)
ITEMS = st.lists(
    st.builds(
        Wanted,
        WORDS,
        WORDS,
        st.none() | st.dates(),
        WORDS,
        WORDS,
        st.none() | st.integers(1, 9),
        st.none() | st.integers(1, 9),
    ),
    max_size=4,
    unique_by=lambda item: item.item_id or id(item),
)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("category", MemberCategory)
def test_every_kind_and_category_has_a_form_that_may_be(kind, category):
    form = form_template.default_of(kind, category)
    form_template.refuse_form(form)
    assert form_template.read(form_template.as_choice(form)) == form


def test_only_the_party_knows_probation():
    for kind in Kind:
        ordinary = form_template.default_of(kind, MemberCategory.OFFICIAL)
        probationary = form_template.default_of(kind, MemberCategory.PROBATIONARY)
        assert (probationary == ordinary) is (kind is not Kind.PARTY_BRANCH)


@pytest.mark.parametrize(
    ("roles", "status", "category"),
    [
        ({Role.CHAIR}, MemberStatus.OFFICIAL, MemberCategory.LEADER),
        ({Role.COMMITTEE}, MemberStatus.PROBATIONARY, MemberCategory.LEADER),
        (set(), MemberStatus.PROBATIONARY, MemberCategory.PROBATIONARY),
        (set(), MemberStatus.TEMPORARILY_HERE, MemberCategory.OFFICIAL),
    ],
)
def test_a_member_writes_the_form_of_their_category(roles, status, category):
    member = Member(1, "Mai", status, frozenset(roles), None, None)
    assert form_template.category_of(member) is category


def test_a_unit_that_chooses_one_form_inherits_the_others():
    above = {form_template.SETTING: {"party_branch.leader": {"a": 1}, "youth.official": {"a": 2}}}
    own = {form_template.SETTING: {"party_branch.leader": {"a": 3}}}
    chosen = in_force(Kind.PARTY_BRANCH, [above, own]).commitment_forms
    assert chosen == {"party_branch.leader": {"a": 3}, "youth.official": {"a": 2}}


def test_a_chosen_form_takes_the_place_of_the_default():
    chosen = {"party_branch.official": form_template.as_choice(FORM)}
    assert form_template.in_force(Kind.PARTY_BRANCH, MemberCategory.OFFICIAL, chosen) == FORM
    other = form_template.in_force(Kind.PARTY_BRANCH, MemberCategory.LEADER, chosen)
    assert other == form_template.default_of(Kind.PARTY_BRANCH, MemberCategory.LEADER)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"guidance": ""}, "guidance"),
        ({"title": "a" * 201}, "title"),
        ({"least_items": 0}, "least_items"),
        ({"least_items": 11}, "least_items"),
        ({"sections": ()}, "heading-0"),
        ({"sections": (FormSection(""),)}, "heading-0"),
        ({"sections": (FormSection("Một"), FormSection("Một"))}, "heading-1"),
        ({"sections": (FormSection("Một", "b" * 301),)}, "hint-0"),
        ({"sections": tuple(FormSection(str(n)) for n in range(9))}, None),
    ],
)
def test_a_form_that_cannot_be_is_refused_at_its_own_field(wrong, field):
    form = FormTemplate(**{**FORM.__dict__, **wrong})
    with pytest.raises(RuleBroken) as broken:
        form_template.refuse_form(form)
    assert broken.value.field == field


@given(ITEMS)
def test_a_version_says_after_storing_what_it_said_before(items):
    assert versions.read(versions.as_text(items)) == items


@given(ITEMS, ITEMS)
def test_comparing_loses_no_item_of_either_version(before, after):
    found = versions.compare(before, after)
    assert [one.after for one in found if one.after] == after
    named = [item for item in before if item.item_id]
    beside = [one.before for one in found if one.before]
    assert all(item in beside for item in named)


def test_items_are_compared_by_what_they_are_and_not_by_their_place():
    one, two = Wanted("Một", item_id=1), Wanted("Hai", item_id=2)
    changed = Wanted("Hai, sửa", item_id=2)
    found = versions.compare([one, two], [changed, Wanted("Ba")])
    assert [(c.change, c.before, c.after) for c in found] == [
        (ItemChange.CHANGED, two, changed),
        (ItemChange.ADDED, None, Wanted("Ba")),
        (ItemChange.REMOVED, one, None),
    ]
    assert versions.compare([one], [one])[0].change is ItemChange.KEPT


@pytest.mark.parametrize("step", versions.DECISIONS)
def test_an_amendment_is_decided_once_by_whom_the_table_names(step):
    capacity, target = versions.DECISIONS[step]
    held = frozenset({capacity})
    others = frozenset(CommitmentCapacity) - held
    assert versions.decided(VersionState.PROPOSED, step, held) is target
    assert step in versions.open_decisions(held)
    assert step not in versions.open_decisions(others)
    with pytest.raises(RuleBroken) as broken:
        versions.decided(VersionState.PROPOSED, step, others)
    assert broken.value.code == "commitment.step_not_yours"
    with pytest.raises(RuleBroken) as again:
        versions.decided(target, step, held)
    assert again.value.code == "commitment.amendment_decided"


@pytest.mark.parametrize(
    ("today", "opened", "open_"),
    [
        (date(2026, 11, 30), None, False),
        (date(2026, 12, 1), None, True),
        (date(2027, 1, 15), None, True),
        (date(2026, 10, 2), date(2026, 10, 2), True),
        (date(2026, 10, 1), date(2026, 10, 2), False),
    ],
)
def test_members_look_back_from_december_or_when_the_chair_opens_it(today, opened, open_):
    assert rules.may_assess(2026, today, opened) is open_


def test_what_is_not_wholly_done_is_explained():
    rules.refuse_outcome(4, Outcome.DONE, "")
    rules.refuse_outcome(4, Outcome.PARTLY, "Còn hai bài.")
    for outcome in rules.UNFINISHED:
        with pytest.raises(RuleBroken) as broken:
            rules.refuse_outcome(4, outcome, " ")
        assert broken.value.field == "words-4"


@pytest.mark.parametrize(
    ("on", "fine"),
    [
        (date(2026, 11, 16), True),
        (date(2026, 11, 17), False),
        (date(2025, 12, 31), False),
        (None, False),
    ],
)
def test_a_note_is_about_a_day_of_the_year_that_has_come(on, fine):
    if fine:
        rules.refuse_note_day(on, 2026, date(2026, 11, 16))
        return
    with pytest.raises(RuleBroken) as broken:
        rules.refuse_note_day(on, 2026, date(2026, 11, 16))
    assert broken.value.field == "on"


def test_a_registration_lists_as_much_as_its_form_asks_for():
    rules.refuse_few(2, 2)
    for count, code in ((0, "commitment.empty"), (1, "commitment.too_few_items")):
        with pytest.raises(RuleBroken) as broken:
            rules.refuse_few(count, 2)
        assert broken.value.code == code


def test_what_members_do_in_the_year_is_theirs_and_what_is_decided_is_the_committees():
    own = {CommitmentStep.NOTE, CommitmentStep.ASSESS, CommitmentStep.TAKE_OVER}
    assert own <= rules.STEPS_OF_MEMBER
    assert CommitmentStep.AMEND not in rules.STEPS_OF_MEMBER
