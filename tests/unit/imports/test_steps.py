"""What may be done with an import in each of its states, and that every fault has its words."""

import pytest

from webapp.core.errors import RuleBroken, StaleEdit
from webapp.imports import rules, wording
from webapp.imports.cell_values import Found
from webapp.imports.rules import STEPS, Column, Fault, ImportState, ImportStep
from webapp.organizations.rules import OrganizationKind
from webapp.organizations.wording import words_of

PARTY = words_of(OrganizationKind.PARTY_BRANCH)


@pytest.mark.parametrize("state", ImportState)
@pytest.mark.parametrize("step", ImportStep)
def test_a_step_leads_where_the_table_says_and_nowhere_else(state, step):
    if (state, step) in STEPS:
        assert rules.next_state(state, step) == STEPS[(state, step)]
    else:
        with pytest.raises(RuleBroken):
            rules.next_state(state, step)


def test_only_a_preview_is_confirmed():
    confirmed = [state for state, step in STEPS if step is ImportStep.APPLY]
    assert confirmed == [ImportState.PREVIEWED]


def test_what_is_confirmed_is_the_preview_that_was_seen():
    rules.refuse_other_preview(2, 2)
    with pytest.raises(StaleEdit):
        rules.refuse_other_preview(1, 2)


def test_each_meaning_is_chosen_once_and_a_name_always():
    rules.refuse_columns([Column.FULL_NAME, Column.UNUSED, Column.UNUSED])
    rules.refuse_columns([Column.FAMILY_NAMES, Column.GIVEN_NAME])
    for wrong in ([Column.EMAIL], [Column.GIVEN_NAME], [Column.FULL_NAME, Column.FULL_NAME]):
        with pytest.raises(RuleBroken):
            rules.refuse_columns(wrong)


def test_the_sentence_names_row_column_and_how_to_write_it():
    found = Found(Fault.DAY, Column.ADMITTED_ON, "31/02/1999")
    said = wording.sentence_of(found, 14, {Column.ADMITTED_ON: "Ngày vào Đảng"}, PARTY, ())
    assert said == (
        'Dòng 14, cột "Ngày vào Đảng": "31/02/1999" không phải ngày hợp lệ. '
        "Hãy sửa theo dạng 03/02/1999."
    )


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_is_told_in_a_sentence(fault):
    facts = {"first": 3, "count": 2, "name": "Nguyễn Thị Lan", "letter": "Ð", "instead": "Đ"}
    said = wording.sentence_of(Found(fault, None, "x", facts), 5, {}, PARTY, ())
    assert said.startswith("Dòng 5: ")
    assert said.endswith(".")
    assert "!" not in said


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (OrganizationKind.PARTY_BRANCH, "Ngày vào Đảng"),
        (OrganizationKind.UNION, "Ngày vào Công đoàn"),
        (OrganizationKind.YOUTH, "Ngày vào Đoàn"),
        (OrganizationKind.FARMERS, "Ngày vào Hội"),
    ],
)
def test_the_template_speaks_the_words_of_the_organization(kind, said):
    assert wording.column_name(Column.ADMITTED_ON, words_of(kind)) == said
