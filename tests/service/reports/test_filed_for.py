"""A final text filed for a member becomes final by the member's word, or after seven days."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.cast import MONTH, NOW
from tests.service.reports.conftest import FULL
from webapp.accounts.models import Membership
from webapp.accounts.queries import task_scope
from webapp.audit.events import AuditEvent
from webapp.core import tenancy
from webapp.core.clock import in_hanoi
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken, StaleEdit
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind
from webapp.reminders import service as reminders
from webapp.reports import queries, readable_report, service
from webapp.reports.models import SelfReport
from webapp.reports.rules import FrozenAs, ReportState
from webapp.rollups import counted_months, counting


@pytest.fixture
def filed_for(cast, mai, hung, lan):
    """Lan has filed the final text of Mai's report for her."""
    mai.submit()
    hung.accept()
    lan.present()
    lan.conclude()
    lan.file()
    return cast.report


def told(kind, channel=Channel.APP):
    query = select(Notice.recipient_id, Notice.address).where(
        Notice.kind == kind, Notice.channel == channel
    )
    return [tuple(row) for row in db.session.execute(query.order_by(Notice.id))]


def scan(scope, days):
    now = NOW + timedelta(days=days)
    reminders.queue_due(scope, in_hanoi(now).date(), now)


def frozen_as(mai):
    return queries.latest_version(mai.scope, mai.report.id).frozen_as


def test_it_waits_and_the_member_is_told_at_once(filed_for, cast, mai, events):
    assert (filed_for.state, filed_for.filed_at) == (ReportState.FILED_FOR, NOW)
    assert frozen_as(mai) is FrozenAs.FILED_FOR
    assert events()[-1] == AuditEvent.REPORT_FILED_FOR
    assert told(NoticeKind.FILED_FOR) == [(cast.mai.member_id, None)]
    assert told(NoticeKind.FILED_FOR, Channel.EMAIL) == [(cast.mai.member_id, cast.mai.email)]


def test_nobody_else_reads_it_as_the_final_paper(filed_for, desk, cast):
    found = readable_report.readable_versions(desk(cast.binh).scope, filed_for)
    assert {version.frozen_as for version in found} == {FrozenAs.PRESENTED}


def test_the_members_word_makes_it_final_on_the_day_it_was_filed(filed_for, mai, lan, events):
    service.agree(mai.scope, filed_for, now=NOW + timedelta(days=3))
    assert (filed_for.state, filed_for.filed_at) == (ReportState.FILED, NOW)
    assert frozen_as(mai) is FrozenAs.FILED
    assert events()[-1] == AuditEvent.REPORT_FILED
    assert told(NoticeKind.FILING_SETTLED) == []
    for act in (service.reject, service.agree):
        with pytest.raises(RuleBroken):
            act(mai.scope, filed_for, now=NOW)


def test_the_member_may_say_no_and_goes_on_with_the_text(filed_for, mai, lan, cast, events):
    service.reject(mai.scope, filed_for, now=NOW)
    assert (filed_for.state, filed_for.filed_at) == (ReportState.FINALIZING, None)
    assert events()[-1] == AuditEvent.REPORT_UNFILED
    found = readable_report.read(mai.scope, filed_for)
    assert found.written.sections == FULL.sections
    leaders = {cast.lan.member_id, cast.dung.member_id}
    assert {to for to, _ in told(NoticeKind.FILING_REJECTED)} == leaders
    mai.file()
    assert filed_for.state is ReportState.FILED


def test_the_chair_may_take_it_back_and_the_member_learns_of_it(filed_for, lan, cast):
    service.unfile(lan.scope, filed_for, now=NOW)
    assert (filed_for.state, filed_for.filed_at) == (ReportState.FINALIZING, None)
    assert told(NoticeKind.FILING_UNDONE) == [(cast.mai.member_id, None)]


def test_nobody_but_the_member_agrees_or_says_no(filed_for, lan, hung, desk, cast):
    binh = desk(cast.binh).scope
    for act in (service.agree, service.reject):
        with pytest.raises(RuleBroken):
            act(lan.scope, filed_for, now=NOW)
        with pytest.raises(NotVisible):
            act(binh, filed_for, now=NOW)
    with pytest.raises(NotVisible):
        service.unfile(hung.scope, filed_for, now=NOW)
    assert filed_for.state is ReportState.FILED_FOR


def test_what_the_member_files_alone_is_final_at_once(mai, hung, lan, cast):
    mai.submit()
    hung.accept()
    lan.present()
    lan.conclude()
    mai.file()
    assert cast.report.state is ReportState.FILED
    assert told(NoticeKind.FILED_FOR) == []
    with pytest.raises(RuleBroken):
        service.unfile(lan.scope, cast.report, now=NOW)


def test_after_seven_days_the_scan_settles_it_once(filed_for, cast, lan, k1_task, events):
    scan(k1_task, 4)
    assert told(NoticeKind.FILING_WAITS) == []
    for days in (5, 5, 6, 7):
        scan(k1_task, days)
    assert filed_for.state is ReportState.FILED_FOR
    assert told(NoticeKind.FILING_WAITS) == [(cast.mai.member_id, None)]
    assert told(NoticeKind.FILING_WAITS, Channel.EMAIL) == [(cast.mai.member_id, cast.mai.email)]
    for _ in range(3):
        scan(k1_task, 8)
    db.session.refresh(filed_for)
    assert (filed_for.state, filed_for.filed_at) == (ReportState.FILED, NOW)
    assert events().count(AuditEvent.REPORT_FILED) == 1
    assert told(NoticeKind.FILING_SETTLED) == [(cast.mai.member_id, None)]


def test_a_member_without_an_account_is_told_where_the_list_says(cast, mai, hung, lan):
    mai.submit()
    hung.accept()
    lan.present()
    lan.conclude()
    member = db.session.get_one(Membership, (cast.k1.id, cast.mai.member_id))
    member.account_id, member.email = None, "nha.mai@example.vn"
    lan.file()
    assert told(NoticeKind.FILED_FOR) == [(cast.mai.member_id, None)]
    assert told(NoticeKind.FILED_FOR, Channel.EMAIL) == [(cast.mai.member_id, "nha.mai@example.vn")]


def test_it_counts_as_filed_only_once_it_is_settled(filed_for, mai, lan):
    assert figures(lan.scope)["filed_on_time"] == 0
    service.agree(mai.scope, filed_for, now=NOW + timedelta(days=30))
    assert figures(lan.scope)["filed_on_time"] == 1


def test_a_scan_that_comes_second_finds_nothing_to_settle(filed_for, mai, k1_task):
    stale = db.session.get_one(SelfReport, (filed_for.organization_id, filed_for.id))
    service.agree(mai.scope, filed_for, now=NOW)
    with pytest.raises((RuleBroken, StaleEdit)):
        service.elapse(k1_task, stale, now=NOW + timedelta(days=8))


@pytest.fixture
def k1_task(cast):
    """Branch K1 as the daily scan sees it."""
    assert tenancy.bound() == cast.k1.id
    return task_scope(cast.k1.id)


def figures(scope):
    """Every figure of the month."""
    today = in_hanoi(NOW).date()
    places, _ = counted_months.tree_positions(scope, [MONTH], today)
    rows = db.session.execute(
        counting.facts(scope, counted_months.calendar(scope, places, today), today)
    )
    return {row.measure: row.value for row in rows}
