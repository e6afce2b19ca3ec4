"""Items of the year's registration in a report: addressed, not due yet, or missing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.reports.outline import (
    Section,
    Thread,
    Written,
    gaps,
    is_key,
    item_key,
    missing_sections,
    section_of,
    unanswered,
)

TODAY = date(2026, 11, 16)
PRESENT = {"commitments": "Việc khác.", "present": "Còn ngại góp ý."}


def item(due=None, key="item-5"):
    return Thread(key, "Đúng giờ", due_on=due, may_wait_until=due or date(2026, 12, 31))


def codes(written, *threads):
    return [(fault.field, fault.code) for fault in gaps(written, threads, TODAY)]


def test_an_item_is_answered_in_the_first_section_and_a_weakness_in_the_second():
    assert section_of(item_key(5)) is Section.COMMITMENTS
    assert section_of("5") is Section.REMEDIES


@pytest.mark.parametrize(
    ("name", "fine"),
    [
        ("5", True),
        ("item-5", True),
        ("item-", False),
        ("x-5", False),
        ("item-٥", False),
        ("", False),
    ],
)
def test_only_names_of_things_that_are_asked_are_taken_from_forms(name, fine):
    assert is_key(name) is fine


def test_an_item_without_an_answer_is_named():
    assert codes(Written(PRESENT), item()) == [("answer-item-5", "report.item_missing")]


@pytest.mark.parametrize("due", [None, TODAY, TODAY + timedelta(days=1)])
def test_an_item_whose_day_has_not_passed_may_be_marked_as_not_due(due):
    assert codes(Written(PRESENT, not_due=frozenset({"item-5"})), item(due)) == []


def test_an_item_whose_day_has_passed_must_be_answered_in_words():
    late = item(TODAY - timedelta(days=1))
    marked = Written(PRESENT, not_due=frozenset({"item-5"}))
    assert codes(marked, late) == [("answer-item-5", "report.item_is_due")]
    assert codes(Written(PRESENT, {"item-5": "Chưa xong vì thiếu người."}), late) == []


def test_a_weakness_is_never_simply_not_due():
    written = Written(PRESENT, not_due=frozenset({"7"}))
    assert codes(written, Thread("7", "Đi muộn")) == [("answer-7", "report.answer_missing")]


def test_the_first_section_is_complete_once_something_is_said_to_an_item():
    said = Written({"present": "x"}, {"item-5": "Đã làm."})
    assert missing_sections(said) == []
    assert codes(said, item()) == []


def test_a_report_in_which_nothing_is_due_still_says_something_in_its_first_section():
    waiting = Written({"present": "x"}, not_due=frozenset({"item-5"}))
    assert codes(waiting, item()) == [("section-commitments", "report.section_missing")]


def test_gaps_are_named_in_the_order_of_the_page():
    threads = [Thread("7", "Đi muộn"), item(), item(key="item-6")]
    assert [field for field, _code in codes(Written({}, {}), *threads)] == [
        "answer-item-5",
        "answer-item-6",
        "answer-7",
        "section-present",
    ]


def test_words_beside_the_mark_count_more_and_other_marks_are_dropped():
    written = Written({}, {"item-5": "Đã xong."}, not_due=frozenset({"item-5", "item-6", "item-9"}))
    complete = written.answering({"item-5": "Đúng giờ", "item-6": "Đọc sách"})
    assert complete.not_due == {"item-6"}
    assert complete.as_text("commitments") == "Đúng giờ\n→ Đã xong.\nĐọc sách\n→ Chưa đến hạn."
    assert complete.as_text("remedies") == ""


@given(st.frozensets(st.from_regex(r"item-[0-9]{1,4}", fullmatch=True), max_size=5))
def test_marks_are_kept_with_the_version(marks):
    written = Written({}, {}, {}, marks)
    assert Written.read(written.stored()) == written
    assert written.is_empty == (not marks)


@given(due=st.dates(date(2026, 1, 1), date(2026, 12, 31)), said=st.booleans(), marked=st.booleans())
def test_an_item_is_open_exactly_when_nothing_acceptable_is_said(due, said, marked):
    written = Written(
        PRESENT,
        {"item-5": "Đã làm." if said else " "},
        not_due=frozenset({"item-5"} if marked else ()),
    )
    answered = said or (marked and due >= TODAY)
    assert (unanswered(written, [item(due)], TODAY) == []) is answered
