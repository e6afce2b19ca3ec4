"""The outline: what is asked of whom, what is missing, what is too long."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.organizations.rules import OrganizationKind
from webapp.reports.outline import (
    LARGEST,
    Thread,
    Written,
    gaps,
    is_too_large,
    missing_sections,
    overlong,
    unanswered,
)
from webapp.reports.sections import OUTLINES, Section, outline_of

FULL = {
    "commitments": "Giữ đúng giờ khám.",
    "remedies": "",
    "present": "Còn ngại góp ý. Sẽ nói thẳng.",
}
TODAY = date(2026, 11, 16)
TEXTS = st.dictionaries(st.text(max_size=5), st.text(max_size=30), max_size=4)


@pytest.mark.parametrize("kind", OrganizationKind)
def test_every_kind_has_the_three_sections_in_their_order(kind):
    outline = outline_of(kind)
    assert [one.section for one in outline] == list(Section)
    assert [one.number for one in outline] == [1, 2, 3]
    assert all(one.title and one.hint.endswith(".") and one.prompts for one in outline)


def test_mass_organizations_speak_of_their_own_work():
    hints = {kind: OUTLINES[kind][0].hint for kind in OrganizationKind if kind.meets}
    # Both levels of a trade union do the same work.
    assert hints.pop(OrganizationKind.UNION_GROUP) == hints[OrganizationKind.UNION]
    assert len(set(hints.values())) == len(hints)
    assert "công đoàn" in hints[OrganizationKind.UNION]


def test_a_unit_may_choose_its_own_titles():
    outline = outline_of(OrganizationKind.YOUTH, {"present": "Điều còn băn khoăn"})
    assert outline[2].heading == "3. Điều còn băn khoăn"
    assert outline[0].title == OUTLINES[OrganizationKind.YOUTH][0].title


@given(TEXTS, TEXTS, TEXTS)
def test_a_version_says_after_storing_what_it_said_before(sections, answers, asked):
    written = Written(sections, answers, asked)
    assert Written.read(written.stored()) == written


def test_versions_kept_before_wordings_were_kept_can_be_read():
    assert Written.read('{"sections": {}, "answers": {"3": "Đã xong."}}').asked == {}


def test_blanks_are_no_text():
    written = Written(FULL | {"commitments": " \n\t "})
    assert missing_sections(written) == [Section.COMMITMENTS]


def test_the_remedies_section_is_asked_for_only_through_open_weaknesses():
    assert missing_sections(Written(FULL)) == []
    threads = [Thread("7", "Đi muộn"), Thread("9", "Ít đọc")]
    assert unanswered(Written(FULL, {"7": " "}), threads, TODAY) == threads
    said = Written(FULL, {"7": "Chưa khắc phục vì thiếu người."})
    assert unanswered(said, threads[:1], TODAY) == []


def test_everything_missing_is_named_in_the_order_of_the_page():
    faults = gaps(Written({}, {}), [Thread("4", "Đi muộn")], TODAY)
    assert [fault.field for fault in faults] == [
        "section-commitments",
        "answer-4",
        "section-present",
    ]


def test_too_long_sections_and_answers_are_named_with_how_much_is_over():
    written = Written({"present": "á" * 12}, {"5": "b" * 11, "6": "b" * 10})
    faults = {fault.field: fault.facts["over"] for fault in overlong(written, 10)}
    assert faults == {"section-present": 2, "answer-5": 1}


def test_a_version_has_a_largest_size_in_bytes():
    assert not is_too_large(Written(FULL))
    assert is_too_large(Written({"present": "ế" * (LARGEST // 3)}))


def test_answering_keeps_answers_to_what_is_asked_and_nothing_else():
    written = Written(FULL, {"1": "Đã xong.", "99": "Không ai hỏi."})
    complete = written.answering({"1": "Đi muộn", "2": "Ít đọc"})
    assert complete.answers == {"1": "Đã xong.", "2": ""}
    assert complete.asked == {"1": "Đi muộn", "2": "Ít đọc"}


def test_the_remedies_section_reads_as_weaknesses_with_their_answers():
    written = Written(FULL | {"remedies": "Ngoài ra không có."}, {"1": "Đã sửa."}, {"1": "Đi muộn"})
    assert written.as_text("remedies") == "Đi muộn\n→ Đã sửa.\nNgoài ra không có."
    assert written.as_text("commitments") == FULL["commitments"]


def test_a_version_without_a_word_is_empty():
    assert Written({"present": " "}, {"1": "\n"}).is_empty
    assert not Written(FULL).is_empty
