"""Moving a meeting moves the days of those who still have to act, and tells each of them once."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.cast import NOW, begin_report
from tests.service.meetings.room import DAY, STARTS
from webapp.audit.models import AuditEntry
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.meetings import service
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind
from webapp.notices.wording import group_sentence_of, sentence_of
from webapp.reports.models import SelfReport
from webapp.reports.rules import ReportState
from webapp.rollups import service as rollups
from webapp.rollups.measures import Measure
from webapp.rollups.models import MonthlyFact

#: The draft of November is due on the 20th.
EARLIER = STARTS - timedelta(days=3)


@pytest.fixture
def binh(cast, room):
    """Bình's report of November, whose draft is not handed in."""
    stored = begin_report(cast.binh).id
    tenancy.bind(cast.k1.id)
    query = select(SelfReport).where(SelfReport.id == stored)
    return lambda: db.session.scalars(query.execution_options(populate_existing=True)).one()


def move(room, starts_at, now=NOW + timedelta(minutes=11)):
    meeting, wanted = room.meeting, room.wanted(starts_at=starts_at)
    return service.change(room.lan, meeting, wanted, based_on=meeting.revision, now=now)


def said_to(room, person):
    query = select(Notice).where(
        Notice.recipient_id == person.member_id,
        Notice.kind == NoticeKind.MEETING_MOVED,
        Notice.channel == Channel.APP,
    )
    words = room.lan.organization.words
    return [sentence_of(n.kind, n.facts, words) for n in db.session.scalars(query)]


def figures(room):
    rollups.recount(room.lan, [room.meeting.month], now=clock.now())
    query = select(MonthlyFact.measure, MonthlyFact.value)
    return dict(db.session.execute(query).all())


def test_each_reads_the_own_new_days_in_the_message_of_the_meeting(room, cast, binh):
    room.call()
    move(room, EARLIER)
    assert (binh().draft_on, binh().final_on) == (date(2026, 11, 19), date(2026, 12, 1))
    begins = "Buổi sinh hoạt tháng 11/2026 chuyển sang thứ Ba, 24/11/2026, 15 giờ 00, "
    begins += "tại Hội trường tầng 2."
    assert said_to(room, cast.binh) == [
        f"{begins} Hạn mới: gửi dự thảo thứ Năm, 19/11/2026; nộp lưu báo cáo thứ Ba, 01/12/2026."
    ]
    assert said_to(room, cast.mai) == [f"{begins} Hạn mới: nộp lưu báo cáo thứ Ba, 01/12/2026."]
    assert said_to(room, cast.hung) == [begins]
    facts = db.session.scalars(select(Notice.facts).where(Notice.recipient_id == binh().member_id))
    group = group_sentence_of(
        NoticeKind.MEETING_MOVED, facts.all()[-1], room.lan.organization.words
    )
    assert group == begins
    (trail,) = db.session.scalars(
        select(AuditEntry.facts).where(AuditEntry.event == "meeting_changed")
    )
    moved = trail["days"][str(binh().id)]
    assert moved["draft_on"] == ["2026-11-20", "2026-11-19"]


def test_the_committee_is_told_of_a_draft_that_waits_and_the_author_is_not(room, cast, binh):
    room.call()
    binh().state = ReportState.SUBMITTED
    move(room, EARLIER)
    assert binh().committee_on == date(2026, 11, 19)
    (to_hung,), (to_binh,) = said_to(room, cast.hung), said_to(room, cast.binh)
    assert "Hạn mới: cho ý kiến vào dự thảo thứ Năm, 19/11/2026." in to_hung
    assert "ý kiến" not in to_binh


def test_another_hour_moves_no_day_and_tells_of_none(room, cast, binh):
    room.call()
    move(room, STARTS + timedelta(hours=1))
    assert binh().draft_on == date(2026, 11, 20)
    assert "Hạn" not in said_to(room, cast.binh)[0]


def test_a_draft_handed_in_in_time_stays_in_time_in_the_figures(room, cast, binh):
    room.call()
    sent = clock.from_hanoi(date(2026, 11, 20), 20)
    report = binh()
    report.state, report.draft_judged_on = ReportState.ACCEPTED, report.draft_on
    report.first_submitted_at = report.submitted_at = report.reviewed_at = sent
    db.session.flush()
    assert figures(room)[Measure.DRAFTS_ON_TIME] == 1
    move(room, EARLIER, now=sent + timedelta(hours=1))
    assert figures(room)[Measure.DRAFTS_ON_TIME] == 1


@pytest.mark.parametrize(("starts_at", "late"), [(EARLIER, 1), (STARTS + timedelta(days=9), 1)])
def test_who_is_one_day_late_stays_one_day_late(room, binh, moment, starts_at, late):
    room.call()
    moment(clock.from_hanoi(date(2026, 11, 21), 9))
    assert figures(room)[Measure.OVERDUE] == late
    move(room, starts_at, now=clock.now())
    assert binh().draft_on == date(2026, 11, 20)
    assert figures(room)[Measure.OVERDUE] == late


def test_calling_for_another_day_than_people_were_told_moves_their_days_too(room, cast, binh):
    found = service.touched_by_call(
        room.lan, DAY.replace(day=1), room.wanted(starts_at=EARLIER), now=NOW
    )
    assert [(one.member_name, len(one.own)) for one in found] == [
        ("Hoàng Thanh Bình", 2),
        ("Phạm Thị Mai", 1),
    ]
    assert binh().draft_on == date(2026, 11, 20)
    room.call(starts_at=EARLIER)
    assert binh().draft_on == date(2026, 11, 19)
    query = select(Notice.facts).where(
        Notice.recipient_id == cast.binh.member_id, Notice.kind == NoticeKind.MEETING_INVITATION
    )
    assert {facts["draft_on"] for facts in db.session.scalars(query)} == {"2026-11-19"}


def test_a_called_meeting_is_not_moved_into_the_past(room):
    room.call()
    for look in (service.touched_by_change, service.change):
        meeting, wanted = room.meeting, room.wanted(starts_at=NOW - timedelta(days=1))
        with pytest.raises(RuleBroken) as refused:
            look(room.lan, meeting, wanted, based_on=meeting.revision, now=NOW)
        assert (refused.value.code, refused.value.field) == ("meeting.moved_into_past", "day")
    assert room.meeting.starts_at == STARTS
