"""The scan of one unit: what it writes, that it adds nothing twice, what it lets out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, event, func, select, update

from tests import cast as people
from tests.as_owner import from_outside
from webapp.accounts.models import RoleGrant
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessSource, WeaknessState
from webapp.meetings.models import Meeting
from webapp.meetings.rules import MeetingKind, MeetingState
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind
from webapp.plans import queries as plans
from webapp.plans.models import PlanMonth
from webapp.plans.rules import MonthKind
from webapp.reminders import service
from webapp.reports.models import SelfReport
from webapp.reports.rules import ReportState
from webapp.texts import service as texts
from webapp.texts.models import TextKind

#: The usual meeting of November is on the 27th; drafts are due on the 20th.
DRAFT_SOON = date(2026, 11, 17)
AFTER_DRAFT = date(2026, 11, 22)


@pytest.fixture
def k1(cast, scope_of):
    return scope_of(cast.lan)


def scan(scope, day):
    done = service.queue_due(scope, day, clock.from_hanoi(day, 8))
    db.session.commit()
    return done


def told(kind=None):
    query = select(Notice.kind, Notice.recipient_id, Notice.due_on).where(
        Notice.channel == Channel.APP
    )
    if kind is not None:
        query = query.where(Notice.kind == kind)
    return {tuple(row) for row in db.session.execute(query)}


def change_report(cast, **values):
    db.session.execute(update(SelfReport).where(SelfReport.id == cast.report.id).values(**values))
    db.session.commit()


def test_the_author_is_reminded_of_the_draft(cast, k1):
    assert scan(k1, DRAFT_SOON).queued == 1
    assert told() == {(NoticeKind.DRAFT_DUE, cast.mai.member_id, DRAFT_SOON)}


def test_a_second_and_a_third_scan_add_nothing(cast, k1):
    scan(k1, DRAFT_SOON)
    before = db.session.scalar(select(func.count()).select_from(Notice))
    assert [scan(k1, DRAFT_SOON).queued, scan(k1, DRAFT_SOON).queued] == [0, 0]
    assert db.session.scalar(select(func.count()).select_from(Notice)) == before


def test_a_missed_day_is_caught_up_the_day_after(cast, k1):
    scan(k1, DRAFT_SOON + timedelta(days=1))
    assert told() == {(NoticeKind.DRAFT_DUE, cast.mai.member_id, DRAFT_SOON)}


def test_a_late_draft_is_told_to_the_author_and_then_to_the_chair(cast, k1):
    scan(k1, AFTER_DRAFT)
    assert told() == {
        (NoticeKind.DRAFT_LATE, cast.mai.member_id, AFTER_DRAFT - timedelta(days=1)),
        (NoticeKind.DRAFT_LATE_CHAIR, cast.lan.member_id, AFTER_DRAFT),
    }


def test_nobody_is_reminded_of_what_is_done(cast, k1):
    change_report(cast, state=ReportState.ACCEPTED)
    assert scan(k1, AFTER_DRAFT).queued == 0


def test_the_chair_is_reminded_of_an_accepted_report_whose_meeting_is_over(cast, k1):
    change_report(cast, state=ReportState.ACCEPTED)
    held = {"organization_id": cast.k1.id, "month": cast.report.month, "is_held": True}
    db.session.add(PlanMonth(kind=MonthKind.REPORTS, meeting_on=date(2026, 11, 27), **held))
    db.session.commit()
    scan(k1, date(2026, 11, 27))
    assert told(NoticeKind.DUTY) == set()
    scan(k1, date(2026, 11, 28))
    assert told(NoticeKind.DUTY) == {(NoticeKind.DUTY, cast.lan.member_id, date(2026, 11, 28))}


def test_the_days_that_were_given_are_reminded_of_and_not_those_of_the_month(cast, k1):
    change_report(cast, draft_on=date(2026, 11, 23))
    assert scan(k1, DRAFT_SOON).queued == 0
    assert scan(k1, date(2026, 11, 20)).queued == 1


def test_the_committee_without_the_author_is_asked_to_review(cast, k1):
    sent = clock.from_hanoi(date(2026, 11, 20), 9)
    change_report(cast, state=ReportState.SUBMITTED, submitted_at=sent)
    scan(k1, date(2026, 11, 22))
    reviewers = {cast.lan.member_id, cast.dung.member_id, cast.hung.member_id}
    assert {to for _, to, _ in told(NoticeKind.REVIEW_WAITING)} == reviewers


def test_every_active_member_is_invited_and_nobody_who_has_left(cast, k1):
    db.session.add(
        Meeting(
            organization_id=k1.organization_id,
            kind=MeetingKind.REGULAR,
            state=MeetingState.CALLED,
            month=people.MONTH,
            starts_at=clock.from_hanoi(date(2026, 11, 27), 15),
            place="Hội trường",
            chair_id=cast.lan.member_id,
        )
    )
    change_report(cast, state=ReportState.ACCEPTED)
    scan(k1, date(2026, 11, 24))
    invited = {to for _, to, _ in told(NoticeKind.MEETING_INVITATION)}
    assert len(invited) == 5
    assert cast.phuc.member_id not in invited


def point_out(cast, k1, due_on, state=WeaknessState.OPEN):
    row = Weakness(
        organization_id=k1.organization_id,
        member_id=cast.binh.member_id,
        source=WeaknessSource.MEETING,
        state=state,
        pointed_out_on=date(2026, 8, 27),
        due_on=due_on,
        text_id=texts.keep(k1, TextKind.WEAKNESS, "Còn ngại góp ý."),
    )
    db.session.add(row)
    db.session.flush()


def test_an_open_remedy_is_asked_for_and_a_reported_one_is_not(cast, k1):
    point_out(cast, k1, DRAFT_SOON)
    point_out(cast, k1, DRAFT_SOON, WeaknessState.REMEDY_REPORTED)
    scan(k1, DRAFT_SOON)
    assert told(NoticeKind.REMEDY_DUE) == {(NoticeKind.REMEDY_DUE, cast.binh.member_id, DRAFT_SOON)}


def test_no_notice_ever_carries_the_words_of_a_member(cast, k1):
    point_out(cast, k1, DRAFT_SOON)
    scan(k1, DRAFT_SOON)
    for facts in db.session.scalars(select(Notice.facts)):
        assert "góp ý" not in str(facts)
        assert "Nội dung" not in str(facts)


def test_the_chair_is_told_of_next_month_without_turns_and_of_a_quarter_without_theme(cast, k1):
    october = {"month": date(2026, 10, 1), "kind": MonthKind.REPORTS}
    db.session.add(PlanMonth(organization_id=k1.organization_id, **october))
    scan(k1, date(2026, 12, 1))
    assert told(NoticeKind.PLAN_MISSING) == {
        (NoticeKind.PLAN_MISSING, cast.lan.member_id, date(2026, 11, 28))
    }
    assert told(NoticeKind.THEMATIC_MISSING) == {
        (NoticeKind.THEMATIC_MISSING, cast.lan.member_id, date(2026, 12, 1))
    }


def test_a_month_that_has_begun_is_kept_when_the_settings_change_later(cast, k1):
    first = date(2027, 1, 2)
    scan(k1, first)
    scan(k1, first)
    months = db.session.execute(select(PlanMonth.month, PlanMonth.kind)).all()
    assert months == [(date(2027, 1, 1), MonthKind.THEMATIC)]
    other = replace(k1.organization.settings, thematic_months=())
    later = replace(k1, organization=replace(k1.organization, settings=other))
    assert plans.month_plan(later, date(2027, 1, 1)).kind is MonthKind.THEMATIC
    assert plans.month_plan(later, date(2027, 4, 1)).kind is MonthKind.REPORTS


def test_a_unit_without_a_chair_gets_no_error(cast, k1):
    from_outside(delete(RoleGrant))
    scan(k1, AFTER_DRAFT)
    assert {to for _, to, _ in told()} == {cast.mai.member_id}


def test_a_superior_has_no_reminders(cast, scope_of):
    above = scope_of(cast.duc)
    with tenancy.tenant(above.organization_id):
        assert service.queue_due(above, DRAFT_SOON, clock.now()) == service.Counts()


def test_accepted_papers_go_out_the_day_before_the_meeting(cast, k1, scope_of):
    from webapp.accounts.queries import task_scope

    change_report(cast, state=ReportState.ACCEPTED)
    task = task_scope(k1.organization_id)
    assert scan(task, date(2026, 11, 25)).released == 0
    assert scan(task, date(2026, 11, 26)).released == 1
    assert scan(task, date(2026, 11, 26)).released == 0
    assert db.session.get(SelfReport, (k1.organization_id, cast.report.id)).released_at


def test_a_unit_with_ten_times_the_reports_needs_no_more_queries(cast, k1):
    counted = []
    event.listen(db.engine, "before_cursor_execute", lambda *facts: counted.append(facts[2]))
    service.queue_due(k1, AFTER_DRAFT, clock.from_hanoi(AFTER_DRAFT, 8))
    few = len(counted)
    db.session.rollback()
    for number in range(1, 11):
        people.begin_report(cast.binh, date(2026, 11 - number % 5, 1).replace(year=2026 - number))
    counted.clear()
    db.session.commit()
    service.queue_due(k1, AFTER_DRAFT, clock.from_hanoi(AFTER_DRAFT, 8))
    assert (len(counted), few) == (few, few)


def test_an_invitation_written_at_the_call_stays_true_until_the_meeting_moves(cast, k1):
    from webapp.notices.waiting import Waiting

    starts_at = clock.from_hanoi(date(2026, 11, 27), 15)
    meeting = Meeting(
        organization_id=k1.organization_id,
        kind=MeetingKind.REGULAR,
        state=MeetingState.CALLED,
        month=people.MONTH,
        starts_at=starts_at,
        place="Hội trường",
        chair_id=cast.lan.member_id,
    )
    db.session.add(meeting)
    db.session.flush()
    kind, to = NoticeKind.MEETING_INVITATION, cast.binh.member_id

    def written(key, moment):
        facts = {"starts_at": moment.isoformat()}
        return Waiting(key, kind, f"meeting:{meeting.id}", to, date(2026, 11, 10), facts, "", 0)

    true, moved = written(1, starts_at), written(2, starts_at - timedelta(days=1))
    assert service.outdated(k1, [true, moved], clock.now()) == {2}
