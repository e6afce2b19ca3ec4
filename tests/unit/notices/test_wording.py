"""Every kind of notice has its sentence, with any facts and in every kind of organization."""

import re

import pytest

from webapp.notices import sentences, wording
from webapp.notices.rules import NoticeKind
from webapp.organizations.rules import OrganizationKind
from webapp.organizations.wording import words_of

BRANCH = words_of(OrganizationKind.PARTY_BRANCH)
FACTS = {
    "month": "2026-11-01",
    "next_month": "2026-12-01",
    "by": "2026-11-20",
    "meeting_on": "2026-11-27",
    "starts_at": "2026-11-27T08:00:00+00:00",
    "place": "Hội trường tầng 2",
    "member": "Phạm Thị Mai",
    "quarter": "2026-10-01",
}


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("facts", [{}, FACTS], ids=["no facts", "all facts"])
def test_every_kind_is_said_as_whole_sentences(kind, facts):
    for organization in OrganizationKind:
        said = wording.sentence_of(kind, facts, words_of(organization))
        assert said[0].isupper(), organization
        assert said.endswith("."), organization
        assert not re.search(r"[{}!]|None", said), organization


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_has_a_title(kind):
    assert kind in sentences.TITLES, "its title in a file of notices/sentences/"
    assert wording.title_of(kind, {}) == sentences.TITLES[kind]


def test_every_kind_has_a_sentence():
    assert set(sentences.SENTENCES) == set(NoticeKind), "sentences in a file of notices/sentences/"


def test_several_notices_share_one_subject():
    said = [(NoticeKind.DRAFT_DUE, {}), (NoticeKind.FINAL_DUE, {})]
    assert wording.subject_of(said, BRANCH) == "2 việc cần lưu ý"


def test_a_subject_names_the_day_where_it_is_known():
    moved = NoticeKind.MEETING_MOVED
    assert wording.subject_of([(moved, FACTS)], BRANCH) == (
        "Buổi sinh hoạt chuyển sang thứ Sáu, 27/11/2026"
    )
    assert wording.subject_of([(moved, {})], BRANCH) == sentences.TITLES[moved]


def test_the_most_telling_sentence_with_all_its_facts_is_used():
    said = wording.sentence_of(NoticeKind.DRAFT_DUE, FACTS, BRANCH)
    assert said == ("Dự thảo báo cáo tháng 11/2026 cần gửi chi ủy trước hết thứ Sáu, 20/11/2026.")


def test_moments_are_told_by_the_clock_of_hanoi():
    said = wording.sentence_of(NoticeKind.MEETING_INVITATION, FACTS, BRANCH)
    assert said == (
        "Mời dự buổi sinh hoạt tháng 11/2026: 15 giờ 00, thứ Sáu, 27/11/2026, "
        "tại Hội trường tầng 2."
    )


def test_a_union_reads_its_own_words():
    said = wording.sentence_of(NoticeKind.REPORT_RETURNED, {}, words_of(OrganizationKind.UNION))
    assert said == "Ban chấp hành đề nghị bổ sung dự thảo báo cáo."


def test_braces_in_a_name_stay_as_they_are():
    facts = {"member": "{month}"}
    said = wording.sentence_of(NoticeKind.REVIEW_WAITING, facts, BRANCH)
    assert "{month}" in said


def test_the_group_is_not_told_who_is_late():
    said = wording.group_sentence_of(NoticeKind.DRAFT_LATE_CHAIR, FACTS, BRANCH)
    assert said is not None
    assert "Mai" not in said


def test_what_concerns_one_person_is_not_offered_for_the_group():
    assert wording.group_sentence_of(NoticeKind.REMEDY_DUE, FACTS, BRANCH) is None


def test_a_chat_message_names_the_unit_and_the_address():
    said = wording.chat_message("Mời dự.", "https://so.vn/o/k1/buoi-hop/3", "Chi bộ 1")
    assert said == "Chi bộ 1: Mời dự.\nhttps://so.vn/o/k1/buoi-hop/3"


def test_a_fact_that_is_empty_counts_as_missing():
    said = wording.sentence_of(NoticeKind.DRAFT_DUE, {**FACTS, "by": ""}, BRANCH)
    assert said == "Dự thảo báo cáo sắp đến hạn gửi chi ủy."


@pytest.mark.parametrize(
    ("day", "quarter"), [("2026-01-01", 1), ("2026-03-31", 1), ("2026-04-01", 2), ("2026-12-31", 4)]
)
def test_a_quarter_is_told_by_its_number(day, quarter):
    said = wording.sentence_of(NoticeKind.THEMATIC_MISSING, {"quarter": day}, BRANCH)
    assert f"Quý {quarter}/2026" in said


@pytest.mark.parametrize("name", ["2026 Nguyễn Văn Năm", "2026-99-99 không phải ngày", "Lan"])
def test_a_name_that_begins_like_a_day_stays_a_name(name):
    assert name in wording.sentence_of(NoticeKind.REVIEW_WAITING, {"member": name}, BRANCH)


def test_a_moment_after_midnight_in_hanoi_belongs_to_the_next_day():
    facts = {**FACTS, "starts_at": "2026-11-27T17:05:00+00:00"}
    said = wording.sentence_of(NoticeKind.MEETING_INVITATION, facts, BRANCH)
    assert "0 giờ 05, thứ Bảy, 28/11/2026" in said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"sentence": "Chuẩn bị {month}", "month": "2026-11-01"}, "Chuẩn bị tháng 11/2026."),
        ({"sentence": "Chuẩn bị {month}"}, "Có việc cần làm."),
        ({}, "Có việc cần làm."),
    ],
    ids=["whole", "a fact is missing", "no sentence"],
)
def test_a_duty_is_said_in_its_own_words_or_plainly(facts, said):
    assert wording.sentence_of(NoticeKind.DUTY, facts, BRANCH) == said
