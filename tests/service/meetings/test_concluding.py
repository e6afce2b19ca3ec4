"""The chair's conclusion: examples, limits to be put right, threads gone on with."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests.cast import NOW
from tests.service.meetings.room import DAY, events, told
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.followups import queries as threads
from webapp.followups import service as followups
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessSource, WeaknessState
from webapp.meetings.models import Commendation, Conclusion
from webapp.meetings.service import Answer, NewWeakness
from webapp.notices.models import Notice
from webapp.reports.rules import ReportState


@pytest.fixture
def heard(room):
    """Mai has presented."""
    return room.call().open().present()


def refused(act, *given, **named):
    with pytest.raises(RuleBroken) as broken:
        act(*given, **named)
    return broken.value.code, broken.value.field


def open_thread(room, wording="Ít phát biểu."):
    return followups.point_out(
        room.lan,
        room.cast.mai.member_id,
        source=WeaknessSource.YEARLY_REVIEW,
        wording=wording,
        pointed_out_on=date(2026, 10, 2),
        now=NOW,
    ).id


def test_a_conclusion_sends_the_author_to_complete_the_report(heard, cast):
    heard.conclude("Báo cáo nghiêm túc.")
    assert heard.report.state is ReportState.FINALIZING
    shown = heard.heard_by(heard.scopes["binh"]).conclusions
    assert shown[heard.report_id].text == "Báo cáo nghiêm túc."
    assert told("report_concluded") == [cast.mai.member_id]
    notice = db.session.scalars(select(Notice).filter_by(kind="report_concluded")).first()
    assert notice.facts["by"] == "2026-12-04"
    assert notice.leads_to == Address("reports.edit", {"report_id": heard.report_id})
    assert events()[-1] == "report_concluded"


def test_good_deeds_are_held_up(heard, cast):
    heard.conclude(commendations=["Giúp đồng nghiệp mới.", "  ", "Tiết kiệm vật tư."])
    rows = db.session.scalars(select(Commendation).order_by(Commendation.id)).all()
    assert [(row.member_id, row.on) for row in rows] == [(cast.mai.member_id, DAY)] * 2
    shown = heard.heard_by(heard.lan).conclusions[heard.report_id]
    assert shown.commendations == ["Giúp đồng nghiệp mới.", "Tiết kiệm vật tư."]


def test_limits_become_threads_with_a_day_and_a_helper(heard, cast):
    binh = cast.binh.member_id
    heard.conclude(weaknesses=[NewWeakness("Ít phát biểu.", date(2026, 12, 31), binh)])
    [row] = db.session.scalars(select(Weakness))
    assert (row.member_id, row.source) == (cast.mai.member_id, WeaknessSource.MEETING)
    assert (row.pointed_out_on, row.due_on, row.helper_id) == (DAY, date(2026, 12, 31), binh)
    assert "weakness_pointed_out" in events()


def test_open_threads_are_put_right_or_gone_on_with(room):
    right, on = open_thread(room, "Đã sửa."), open_thread(room, "Chưa sửa.")
    room.call().open().present()
    answers = [Answer(right, True, "Đã thấy."), Answer(on, False, "Theo dõi tiếp.")]
    room.conclude(answers=answers)
    states = dict(db.session.execute(select(Weakness.id, Weakness.state)).all())
    assert states == {right: WeaknessState.CONFIRMED, on: WeaknessState.OPEN}
    assert [one.id for one in threads.open_for(room.lan, room.cast.mai.member_id)] == [on]
    assert {"remedy_confirmed", "weakness_carried"} <= set(events())


def test_a_thread_without_an_answer_is_named(room):
    thread = open_thread(room)
    room.call().open().present()
    expected = ("meeting.thread_unanswered", f"thread-{thread}-answer")
    assert refused(room.conclude) == expected


def test_an_answer_to_a_thread_closed_meanwhile_is_ignored(room):
    thread = open_thread(room)
    weakness = db.session.scalars(select(Weakness)).one()
    followups.confirm(room.lan, weakness, now=NOW)
    room.call().open().present()
    room.conclude(answers=[Answer(thread, False)])
    assert weakness.state is WeaknessState.CONFIRMED


def test_a_wrong_weakness_is_told_in_its_row(heard):
    wrong = NewWeakness("Ít phát biểu.", date(2026, 11, 1), row=2)
    expected = ("weakness.bad_due_day", "weaknesses-2-due_on")
    assert refused(heard.conclude, weaknesses=[wrong]) == expected


def test_nobody_helps_with_their_own_weakness(heard, cast):
    own = NewWeakness("Ít phát biểu.", helper_id=cast.mai.member_id, row=1)
    expected = ("weakness.helper_unknown", "weaknesses-1-helper_id")
    assert refused(heard.conclude, weaknesses=[own]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" ", ("meeting.conclusion_missing", "text")),
        ("x" * 10_001, ("meeting.too_long", "text")),
    ],
)
def test_a_conclusion_says_something(heard, text, expected):
    assert refused(heard.conclude, text) == expected


def test_a_commendation_too_long_is_told_in_its_row(heard):
    found = refused(heard.conclude, commendations=["", "x" * 10_001])
    assert found == ("meeting.too_long", "commendations-1")


def test_a_report_is_concluded_once_and_only_after_it_was_heard(room):
    room.call().open()
    assert refused(room.conclude)[0] == "meeting.not_presented"
    room.present().conclude()
    assert refused(room.conclude)[0] == "meeting.concluded_before"
    assert len(db.session.scalars(select(Conclusion)).all()) == 1


def test_a_chair_who_concludes_on_an_own_report_needs_no_notice(heard, cast):
    # As if Mai led the branch herself.
    heard.lan = replace(heard.lan, member_id=cast.mai.member_id)
    heard.conclude()
    assert told("report_concluded") == []


@pytest.mark.parametrize("name", ["hung", "mai"])
def test_neither_clerk_nor_member_concludes(heard, name):
    heard.lan = heard.scopes[name]
    assert refused(heard.conclude)[0] == "meeting.step_not_yours"


def test_a_report_of_nobody_is_not_found(heard):
    heard.cast.__dict__["report_id"] = 987_654
    with pytest.raises(NotVisible):
        heard.conclude()
