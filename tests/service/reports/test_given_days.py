"""What reaches somebody late has days of its own, and what was done is judged by the day it had."""

from datetime import date, timedelta

from tests.cast import NOW, begin_report
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.plans import queries as plan_queries
from webapp.plans import service as plans
from webapp.plans.rules import TurnSource, TurnState, VolunteerState
from webapp.plans.service import turns
from webapp.reports import assigning
from webapp.reports.rules import ReportState

#: The meeting of November is on the 27th: draft on the 20th, committee on the 22nd.
LATE = clock.from_hanoi(date(2026, 11, 24), 9)
DECEMBER = date(2026, 12, 1)


def test_a_draft_sent_late_leaves_the_committee_two_days_and_is_judged_by_its_own(mai, moment):
    report = mai.report
    moment(LATE)
    mai.submit()
    assert report.committee_on == date(2026, 11, 26)
    assert report.draft_judged_on == report.draft_on == date(2026, 11, 20)
    report.draft_on = date(2026, 11, 30)
    mai.take_back()
    mai.submit()
    assert report.draft_judged_on == date(2026, 11, 20)


def test_a_draft_sent_in_time_leaves_the_days_as_they_were_told(mai):
    mai.submit()
    assert mai.report.committee_on == date(2026, 11, 22)


def test_a_report_sent_back_late_is_due_in_two_days_and_never_after_the_meeting(
    mai, hung, say, moment
):
    mai.submit()
    moment(clock.from_hanoi(date(2026, 11, 26), 9))
    hung.return_(say("Nói rõ hơn.", asks=True))
    assert hung.report.supplement_on == date(2026, 11, 27)


def test_the_final_text_is_judged_by_the_day_in_force_when_it_was_filed(cast, desk, moment):
    report = begin_report(cast.mai, date(2026, 10, 1), ReportState.PRESENTED)
    lan = desk(cast.lan, report)
    moment(LATE)
    lan.conclude()
    assert report.final_on == date(2026, 11, 26)
    mai = desk(cast.mai, report)
    moment(LATE + timedelta(days=1))
    mai.file()
    report.final_on = date(2026, 12, 30)
    assert report.final_judged_on == date(2026, 11, 26)


def test_what_was_filed_for_a_member_and_taken_back_is_due_anew(cast, desk, moment):
    report = begin_report(cast.mai, date(2026, 10, 1), ReportState.FILED_FOR)
    report.filed_at, report.final_judged_on = LATE, report.final_on
    lan = desk(cast.lan, report)
    moment(LATE)
    lan.unfile()
    assert (report.final_on, report.final_judged_on) == (date(2026, 11, 26), None)


def test_who_is_named_late_has_two_days(cast, scope_of):
    lan = scope_of(cast.lan)
    with tenancy.tenant(cast.k1.id):
        (report,) = assigning.assign(
            lan, NOW.date().replace(day=1), [cast.binh.member_id], now=LATE
        )
        assert (report.draft_on, report.committee_on) == (date(2026, 11, 26), date(2026, 11, 22))


def test_a_report_that_comes_along_to_another_month_has_the_days_of_that_month(cast, lan):
    moved = lan.postpone("Đi công tác.", again_in=DECEMBER)
    assert (moved.id, moved.draft_on) == (cast.report.id, date(2026, 12, 20))


def test_a_turn_that_is_given_keeps_the_day_of_its_month_and_a_foreseen_one_does_not(
    cast, scope_of
):
    lan, binh = scope_of(cast.lan), scope_of(cast.binh)
    with tenancy.tenant(cast.k1.id):
        february, march = date(2027, 2, 1), date(2027, 3, 1)
        plans.volunteer(binh, february, now=NOW)
        (offer,) = [o for o in _offers(lan, february) if o.state is VolunteerState.OFFERED]
        assigning.accept_volunteer(lan, offer.id, now=NOW)
        foreseen = TurnSource.ASSIGNED, NOW, TurnState.PLANNED
        turns.give(lan, cast.binh.member_id, march, *foreseen)
        db.session.flush()
        found = plan_queries.month_plans(lan, [february, march])
        assert [found[month].is_kept for month in (february, march)] == [True, False]
        assert found[february].is_called is False
        assert found[february].meeting_on == date(2027, 2, 27)


def _offers(scope, month):
    return plan_queries.offers_in(scope, [month])[month]
