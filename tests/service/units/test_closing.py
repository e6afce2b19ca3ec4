"""Closing a unit, what then still runs in it, and opening it again."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.cast import MONTH, NOW, found
from tests.service.rollups.test_count_a_branch import count, figures
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.core.stale_months import StaleMonth
from webapp.meetings.models import Meeting
from webapp.meetings.rules import MeetingKind, MeetingState
from webapp.notices import service as notices
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, DeliveryState, NoticeKind
from webapp.organizations.rules import OrganizationKind as Kind
from webapp.reminders import service as reminders
from webapp.rollups.measures import Measure
from webapp.units import open_counts, service

TODAY = clock.in_hanoi(NOW).date()
REASON = "Quyết định 12-QĐ/ĐU"


def close(duc, unit, cast, code="k1", day=TODAY, reason=REASON):
    service.close(duc, unit(cast.organizations[code]), day, reason, now=NOW)
    db.session.commit()


def test_a_closed_unit_keeps_its_day_and_its_reason(duc, unit, cast, rows):
    close(duc, unit, cast)
    k1 = unit(cast.k1)
    assert (k1.closed_on, k1.closed_reason, k1.merged_into_id) == (TODAY, REASON, None)
    entry = select(AuditEntry.event, AuditEntry.actor_id)
    assert rows(cast.k1, entry) == [(AuditEvent.ORGANIZATION_CLOSED, None)]
    assert rows(cast.db, entry) == [(AuditEvent.ORGANIZATION_CLOSED, cast.duc.member_id)]
    assert rows(cast.k1, select(StaleMonth.month)) == [(MONTH,)]


def test_its_leaders_are_told_and_no_older_letter_leaves_any_more(duc, unit, cast, scope_of, rows):
    with tenancy.tenant(cast.k1.id):
        notices.announce(
            scope_of(cast.lan),
            NoticeKind.PLAN_MISSING,
            to=cast.mai.member_id,
            subject="month:1",
            due_on=TODAY,
            now=NOW,
        )
        db.session.commit()
    close(duc, unit, cast)
    mails = select(Notice.kind, Notice.state).where(Notice.channel == Channel.EMAIL)
    assert sorted(rows(cast.k1, mails)) == [
        (NoticeKind.PLAN_MISSING, DeliveryState.SKIPPED),
        (NoticeKind.UNIT_CLOSED, DeliveryState.WAITING),
        (NoticeKind.UNIT_CLOSED, DeliveryState.WAITING),
    ]


def test_scans_pass_by_a_closed_unit(duc, unit, cast, scope_of):
    assert cast.k1.id in reminders.units_at_work()
    close(duc, unit, cast)
    assert cast.k1.id not in reminders.units_at_work()
    with tenancy.tenant(cast.k1.id):
        assert reminders.queue_due(scope_of(cast.lan), TODAY, NOW) == reminders.Counts()


def test_what_is_open_is_told_in_numbers_beforehand(duc, unit, cast):
    found_open = open_counts.open_work_of(unit(cast.k1), TODAY)
    assert (found_open.reports, found_open.turns, found_open.members) == (1, 1, 5)
    assert not found_open.is_nothing
    assert open_counts.open_work_of(unit(cast.k2), TODAY).is_nothing
    assert tenancy.bound() == cast.db.id


def test_figures_stay_and_the_closing_month_ends_without_members(duc, unit, cast):
    october = date(2026, 10, 1)
    count(cast, october, MONTH, code="k1")
    tenancy.bind(cast.db.id)
    close(duc, unit, cast)
    count(cast, october, MONTH, code="k1")
    assert [figures(cast, m, "k1")[Measure.MEMBERS] for m in (october, MONTH)] == [5, 0]
    assert figures(cast, october, "k1")[Measure.UNITS] == 1


def test_a_meeting_that_goes_on_is_ended_first(duc, unit, cast):
    with tenancy.tenant(cast.k1.id):
        db.session.add(
            Meeting(
                organization_id=cast.k1.id,
                kind=MeetingKind.REGULAR,
                state=MeetingState.OPEN,
                month=MONTH,
                starts_at=NOW,
                place="Hội trường",
                chair_id=cast.lan.member_id,
            )
        )
        db.session.commit()
    with pytest.raises(RuleBroken) as broken:
        close(duc, unit, cast)
    assert broken.value.code == "unit.meeting_running"
    assert unit(cast.k1).closed_on is None


@pytest.mark.parametrize(
    ("day", "reason", "code"),
    [
        (TODAY + timedelta(days=1), REASON, "organization.closing_day"),
        (date(2019, 12, 31), REASON, "organization.closing_day"),
        (TODAY, "  ", "organization.reason_missing"),
    ],
)
def test_day_and_reason_must_be_meant(duc, unit, cast, day, reason, code):
    with pytest.raises(RuleBroken) as broken:
        close(duc, unit, cast, day=day, reason=reason)
    assert broken.value.code == code


def test_a_committee_closes_after_everything_below_it(duc, unit, cast):
    inner = cast.organizations["a"] = found(cast.db, Kind.COMMITTEE, "a", "Đảng bộ bộ phận")
    service.move(duc, unit(cast.k1), unit(inner), now=NOW)
    with pytest.raises(RuleBroken) as broken:
        close(duc, unit, cast, "a", day=TODAY)
    assert broken.value.code == "organization.has_units"
    close(duc, unit, cast, "k1")
    close(duc, unit, cast, "a")


def test_a_second_closing_finds_it_closed(duc, unit, cast):
    close(duc, unit, cast)
    with pytest.raises(StaleEdit):
        close(duc, unit, cast)


def test_within_a_time_it_is_opened_again_as_it_was(duc, unit, cast, rows):
    close(duc, unit, cast)
    service.reopen(duc, unit(cast.k1), now=NOW)
    db.session.commit()
    assert (unit(cast.k1).closed_on, unit(cast.k1).closed_reason) == (None, None)
    assert open_counts.open_work_of(unit(cast.k1), TODAY).reports == 1
    with pytest.raises(StaleEdit):
        service.reopen(duc, unit(cast.k1), now=NOW)


def test_after_that_time_it_stays_closed(duc, unit, cast, moment):
    close(duc, unit, cast)
    moment(NOW + timedelta(days=91))
    with pytest.raises(RuleBroken) as broken:
        service.reopen(duc, unit(cast.k1), now=clock.now())
    assert broken.value.code == "organization.closed_too_long"


def test_who_looks_from_above_closes_nothing(unit, cast, scope_of):
    oanh, k1 = scope_of(cast.oanh), unit(cast.k1)
    with pytest.raises(NotVisible):
        service.close(oanh, k1, TODAY, REASON, now=NOW)
    with pytest.raises(NotVisible):
        service.reopen(oanh, k1, now=NOW)
