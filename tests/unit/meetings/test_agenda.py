"""The agenda of a month, as it is built and brought up to date."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.meetings import agenda
from webapp.meetings.agenda import Item, Ready
from webapp.meetings.rules import AgendaKind, MeetingKind
from webapp.organizations.rules import OrganizationKind
from webapp.organizations.wording import words_of

BRANCH = words_of(OrganizationKind.PARTY_BRANCH)
MAI, BINH = Ready(1, "Phạm Thị Mai"), Ready(2, "Hoàng Thanh Bình")


def built(kind=MeetingKind.REGULAR, topic=None, reports=(MAI,), words=BRANCH):
    items = agenda.build(kind, topic, reports, words)
    return [replace(item, id=number) for number, item in enumerate(items, 1)]


def kinds(items):
    return [item.kind.value for item in items]


def test_a_month_of_reports_has_one_item_for_each():
    items = built(reports=[MAI, BINH])
    assert kinds(items) == ["opening", "briefing", "self_report", "self_report", "other"]
    assert [item.report_id for item in items if item.report_id] == [1, 2]
    assert items[2].title == "Báo cáo liên hệ: Phạm Thị Mai"


@pytest.mark.parametrize("kind", [MeetingKind.THEMATIC, MeetingKind.COMBINED])
def test_a_thematic_meeting_names_its_topic_before_any_report(kind):
    items = built(kind, "Học Bác về tiết kiệm")
    assert kinds(items) == ["opening", "briefing", "topic", "self_report", "other"]
    assert items[2].title == "Sinh hoạt chuyên đề: Học Bác về tiết kiệm"


def test_each_kind_of_organization_reads_its_own_words():
    union = built(words=words_of(OrganizationKind.UNION_GROUP))
    assert "tổ công đoàn" in union[1].title
    assert "đoàn viên công đoàn" in union[-1].title


def test_a_report_that_became_ready_follows_the_last_one():
    items = agenda.refreshed(built(), MeetingKind.REGULAR, None, [MAI, BINH])
    assert [item.report_id for item in items] == [None, None, 1, 2, None]


def test_the_first_report_stands_before_the_usual_last_item():
    items = agenda.refreshed(built(reports=[]), MeetingKind.REGULAR, None, [MAI])
    assert kinds(items) == ["opening", "briefing", "self_report", "other"]


def test_a_report_put_off_leaves_and_what_was_added_by_hand_stays():
    edited = [*built(reports=[MAI, BINH]), Item(AgendaKind.OTHER, "Kết nạp", id=9)]
    items = agenda.refreshed(edited, MeetingKind.REGULAR, None, [BINH])
    assert [item.report_id for item in items if item.report_id] == [2]
    assert items[-1].title == "Kết nạp"


def test_the_topic_follows_when_it_changes_and_comes_only_once():
    items = agenda.refreshed(built(MeetingKind.THEMATIC, "Cũ"), MeetingKind.THEMATIC, "Mới", [MAI])
    assert [i.title for i in items if i.kind is AgendaKind.TOPIC] == ["Sinh hoạt chuyên đề: Mới"]
    assert kinds(agenda.refreshed(built(), MeetingKind.COMBINED, None, [MAI])).count("topic") == 1


ready = st.lists(st.integers(1, 6), unique=True).map(lambda ids: [Ready(n, str(n)) for n in ids])


@given(ready, ready, st.sampled_from(MeetingKind))
def test_bringing_up_to_date_twice_changes_nothing_more(before, now, kind):
    once = agenda.refreshed(built(kind, None, before), kind, None, now)
    assert agenda.refreshed(once, kind, None, now) == once
    assert {item.report_id for item in once} - {None} == {one.report_id for one in now}


@given(st.integers(1, 5), st.sampled_from([-1, 1]))
def test_moving_keeps_every_item(item_id, by):
    items = built(reports=[MAI, BINH])
    order = agenda.moved(items, item_id, by)
    assert sorted(item.id for item in order) == [1, 2, 3, 4, 5]
    here = [item.id for item in items].index(item_id)
    assert [item.id for item in order].index(item_id) == min(max(here + by, 0), 4)
