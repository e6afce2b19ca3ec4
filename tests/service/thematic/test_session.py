"""A thematic session is arranged, prepared, held and concluded."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.cast import NOW
from tests.service.plans.agreed import agree
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.meetings import queries as meetings
from webapp.meetings import service as leading
from webapp.meetings.rules import MeetingKind
from webapp.meetings.service import Arrangement, calling
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind
from webapp.plans import queries as plans
from webapp.plans import service as planning
from webapp.plans.models import PlanChange
from webapp.plans.rules import MonthKind
from webapp.texts.models import Text
from webapp.thematic import queries, service
from webapp.thematic.rules import Link, SessionState

JANUARY, FEBRUARY = date(2027, 1, 1), date(2027, 2, 1)
LINK = Link("Tài liệu", "https://example.vn/1")


def arrange(scope, *people, topic="Nêu gương", based_on=0, **more):
    ids = [person.member_id for person in people]
    service.arrange(scope, JANUARY, topic, ids, **{"based_on": based_on, "now": NOW} | more)


def prepare(scope, questions="Làm gì trước?", materials=(LINK,), based_on=0, month=JANUARY):
    service.prepare(scope, month, questions, materials, based_on=based_on, now=NOW)


def called(scope, kind=MeetingKind.THEMATIC, topic="Nêu gương"):
    starts_at = clock.from_hanoi(date(2027, 1, 27), 15)
    wanted = Arrangement(kind, starts_at, "Hội trường", topic, scope.member_id)
    return calling.call(scope, JANUARY, wanted, now=NOW)


def hold(scope, moment, kind=MeetingKind.THEMATIC):
    meeting = called(scope, kind)
    moment(meeting.starts_at)
    leading.open_meeting(scope, meeting, now=meeting.starts_at)
    leading.mark_rest_present(scope, meeting, now=meeting.starts_at)
    leading.close(scope, meeting, now=meeting.starts_at + timedelta(hours=1))
    return meeting


def told(kind):
    query = select(Notice.recipient_id).where(Notice.kind == kind, Notice.channel == Channel.APP)
    return sorted(db.session.scalars(query))


def test_chair_names_topic_and_preparers_who_are_told_once(cast, lan):
    arrange(lan, cast.binh, cast.lan)
    session = queries.session_of(lan, JANUARY)
    assert [one.full_name for one in session.preparers] == ["Hoàng Thanh Bình", "Nguyễn Thị Lan"]
    assert plans.month_plan(lan, JANUARY).topic == "Nêu gương"
    arrange(lan, cast.binh, cast.mai, based_on=1)
    wanted = sorted([cast.binh.member_id, cast.mai.member_id])
    assert told(NoticeKind.THEMATIC_PREPARE) == wanted
    assert told(NoticeKind.THEMATIC_CHANGED) == []
    events = db.session.scalars(select(AuditEntry.event)).all()
    assert events.count(AuditEvent.THEMATIC_ARRANGED) == 2


def test_another_topic_is_told_to_those_who_prepare(cast, lan):
    arrange(lan, cast.binh)
    arrange(lan, cast.binh, topic="Tiết kiệm", based_on=1)
    assert told(NoticeKind.THEMATIC_CHANGED) == []
    later = NOW + timedelta(minutes=10)
    arrange(lan, cast.binh, topic="Đoàn kết", based_on=2, now=later)
    assert told(NoticeKind.THEMATIC_CHANGED) == [cast.binh.member_id]
    arrange(lan, cast.binh, topic="Tiết kiệm", based_on=3, now=later)
    last = select(Notice.state).where(Notice.kind == NoticeKind.THEMATIC_CHANGED)
    assert set(db.session.scalars(last)) == {"skipped"}


def test_another_topic_of_an_agreed_plan_needs_a_reason(cast, lan):
    agree(lan.organization_id, 2027)
    with pytest.raises(RuleBroken) as broken:
        arrange(lan, cast.binh)
    assert broken.value.code == "plan.reason_missing"
    db.session.rollback()
    arrange(lan, cast.binh, reason="Theo hướng dẫn mới.")
    assert db.session.scalar(select(func.count()).select_from(PlanChange)) == 1
    arrange(lan, cast.mai, based_on=1)
    assert db.session.scalar(select(func.count()).select_from(PlanChange)) == 1


def test_the_meeting_s_topic_is_the_month_s_topic(cast, lan):
    meeting = called(lan, topic="Tiết kiệm")
    assert plans.month_plan(lan, JANUARY).topic == "Tiết kiệm"
    arrange(lan, cast.binh, topic="Đoàn kết")
    found = meetings.get_meeting(lan, meeting.id)
    assert found.topic == "Đoàn kết"
    titles = [item.title for item in meetings.items_of(lan, found)]
    assert "Sinh hoạt chuyên đề: Đoàn kết" in titles


def test_who_has_left_or_belongs_elsewhere_does_not_prepare(cast, lan):
    for person in (cast.phuc, cast.khanh):
        with pytest.raises(RuleBroken) as broken:
            arrange(lan, person)
        assert broken.value.code == "thematic.preparer_unknown"


def test_preparers_and_committee_write_questions_and_materials(cast, lan, binh, scope_of):
    hung = scope_of(cast.hung)
    arrange(lan, cast.binh)
    prepare(binh, based_on=1)
    session = queries.session_of(lan, JANUARY)
    there = queries.prepared(lan, session)
    assert (there.questions, there.materials) == ("Làm gì trước?", [LINK])
    assert session.standing.state is SessionState.PREPARED
    prepare(hung, questions=" ", materials=(), based_on=2)
    session = queries.session_of(lan, JANUARY)
    assert session.standing.state is SessionState.PLANNED
    assert queries.prepared(lan, session) == queries.Prepared([], "", "")
    bodies = db.session.scalar(
        select(func.count()).select_from(Text).where(Text.kind == "thematic")
    )
    assert bodies == 0


def test_others_neither_arrange_nor_prepare_nor_conclude(cast, binh, scope_of):
    with pytest.raises(NotVisible):
        prepare(binh)
    for scope in (binh, scope_of(cast.hung)):
        with pytest.raises(NotVisible):
            arrange(scope, cast.binh)
        with pytest.raises(NotVisible):
            service.conclude(scope, JANUARY, "Xong.", based_on=0, now=NOW)


def test_wrong_materials_and_long_questions_are_refused(lan):
    for materials, questions, code in (
        ((Link("", "https://x.vn"),), "", "thematic.title_missing"),
        ((Link("Bài", "x.vn"),), "", "thematic.address"),
        ((LINK,) * 13, "", "thematic.many_materials"),
        ((), "x" * 10_001, "thematic.too_long"),
    ):
        with pytest.raises(RuleBroken) as broken:
            prepare(lan, questions, materials)
        assert broken.value.code == code


def test_of_two_who_prepare_the_second_is_told(lan):
    prepare(lan)
    with pytest.raises(StaleEdit):
        prepare(lan, "Khác")


def test_a_month_without_a_session_is_not_prepared(lan):
    with pytest.raises(RuleBroken) as broken:
        prepare(lan, month=FEBRUARY)
    assert broken.value.code == "thematic.no_session"
    planning.change_month(lan, FEBRUARY, MonthKind.REPORTS, "Kết hợp chuyên đề")
    prepare(lan, month=FEBRUARY)


def test_a_session_is_concluded_once_it_was_held(lan, moment):
    with pytest.raises(RuleBroken) as broken:
        service.conclude(lan, JANUARY, "Xong.", based_on=0, now=NOW)
    assert broken.value.code == "thematic.not_held"
    hold(lan, moment)
    with pytest.raises(RuleBroken) as broken:
        service.conclude(lan, JANUARY, " ", based_on=0, now=NOW)
    assert broken.value.code == "thematic.conclusion_missing"
    service.conclude(lan, JANUARY, "Ba việc.", based_on=0, now=NOW)
    service.conclude(lan, JANUARY, "Bốn việc.", based_on=1, now=NOW)
    session = queries.session_of(lan, JANUARY)
    assert (session.standing.state, session.standing.gaps) == (SessionState.HELD, [])
    assert queries.prepared(lan, session).conclusion == "Bốn việc."
    with pytest.raises(StaleEdit):
        service.conclude(lan, JANUARY, "Năm việc.", based_on=1, now=NOW)


def test_after_the_meeting_the_preparation_stays(cast, lan, moment):
    hold(lan, moment)
    for act in (lambda: prepare(lan), lambda: arrange(lan, cast.binh)):
        with pytest.raises(RuleBroken) as broken:
            act()
        assert broken.value.code == "thematic.held"


def test_a_regular_meeting_holds_no_session(lan, moment):
    hold(lan, moment, MeetingKind.REGULAR)
    assert not queries.session_of(lan, JANUARY).standing.is_held


def test_a_year_by_quarters_says_where_a_session_is_lacking(cast, lan, scope_of, moment):
    moment(NOW.replace(month=10))
    planning.change_month(lan, date(2026, 10, 1), MonthKind.REPORTS, "")
    moment(NOW)
    found = queries.quarters(lan, 2026, NOW.date())
    assert [len(quarter.sessions) for quarter in found] == [1, 1, 1, 0]
    assert [(q.is_lacking, q.is_over) for q in found[2:]] == [(False, True), (True, False)]
