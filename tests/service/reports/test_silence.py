"""The silence of a member counts only where the member could have spoken all the time."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.cast import NOW
from webapp.accounts.members import queries as roster
from webapp.accounts.members import service as members
from webapp.accounts.queries import task_scope
from webapp.accounts.rules import MemberStatus
from webapp.audit.actors import ActorKind, Outside
from webapp.core import clock, tenancy
from webapp.core.clock import in_hanoi
from webapp.core.db import db
from webapp.core.errors import NotVisible
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind
from webapp.organizations import service as organizations
from webapp.organizations.models import Organization
from webapp.reminders import service as reminders
from webapp.reports import service
from webapp.reports.models import SelfReport
from webapp.reports.rules import ReportState
from webapp.units.queries import get_below
from webapp.units.service import close, reopen
from webapp.units.service.merging import merge

_VAN = Outside(ActorKind.OPERATOR, "Vân")


@pytest.fixture
def filed_for(cast, mai, hung, lan):
    """Lan has filed the final text of Mai's report for her; the key of it."""
    mai.submit()
    hung.accept()
    lan.present()
    lan.conclude()
    lan.file()
    key = (cast.report.organization_id, cast.report.id)
    db.session.commit()
    return key


@pytest.fixture
def after(cast, filed_for):
    """The daily scan of the unit some days later, and how the report stands then."""

    def scan(days):
        tenancy.bind(cast.k1.id)
        later = NOW + timedelta(days=days)
        reminders.queue_due(task_scope(cast.k1.id), in_hanoi(later).date(), later)
        db.session.commit()
        tenancy.bind(cast.k1.id)
        return stored(filed_for)

    return scan


@pytest.fixture
def stand(cast, lan):
    """Lan writes down how Mai stands, some days after the filing."""

    def of(status, days):
        db.session.commit()
        tenancy.bind(cast.k1.id)
        now = NOW + timedelta(days=days)
        member = roster.get_member(lan.scope, cast.mai.member_id)
        day = in_hanoi(now).date()
        members.change_status(lan.scope, member, status, from_on=day, reason="QĐ 1", now=now)
        db.session.commit()

    return of


@pytest.fixture
def above(cast, scope_of):
    """Đức of the superior, who closes, merges and opens units again."""

    def enter():
        duc = scope_of(cast.duc)
        tenancy.bind(duc.organization_id)
        return duc

    return enter


def stored(key):
    return db.session.get_one(SelfReport, key, populate_existing=True)


def letters(kind):
    query = select(func.count()).where(Notice.kind == kind, Notice.channel == Channel.EMAIL)
    return db.session.scalar(query)


@pytest.mark.parametrize("status", [MemberStatus.SUSPENDED, MemberStatus.LEFT])
def test_who_may_not_act_is_waited_for(after, stand, status):
    stand(status, 0)
    for days in (1, 9, 30):
        assert after(days).state is ReportState.FILED_FOR


def test_who_comes_back_has_seven_days_from_then_on_and_is_told(after, stand, filed_for):
    stand(MemberStatus.SUSPENDED, 2)
    after(9)
    stand(MemberStatus.OFFICIAL, 10)
    report = after(10)
    until = in_hanoi(NOW + timedelta(days=17)).date()
    assert (report.state, report.agrees_until) == (ReportState.FILED_FOR, until)
    assert letters(NoticeKind.FILING_WAITS) == 1
    assert after(17).state is ReportState.FILED_FOR
    report = after(18)
    assert (report.state, report.filed_at) == (ReportState.FILED, NOW)


def test_days_on_which_the_doors_were_shut_are_no_silence(after, cast):
    organizations.suspend(db.session.get_one(Organization, cast.k1.id), now=NOW, by=_VAN)
    db.session.commit()
    assert after(8).state is ReportState.FILED_FOR
    organizations.resume(db.session.get_one(Organization, cast.k1.id), by=_VAN)
    db.session.commit()
    assert after(9).state is ReportState.FILED_FOR
    assert letters(NoticeKind.FILING_WAITS) == 1
    assert after(16).state is ReportState.FILED_FOR
    assert after(17).state is ReportState.FILED


def test_what_waits_when_the_unit_closes_is_to_be_completed_again(filed_for, after, above, cast):
    duc = above()
    close(duc, get_below(duc, "k1"), clock.today(), "Quyết định 15", now=NOW)
    db.session.commit()
    tenancy.bind(cast.k1.id)
    report = stored(filed_for)
    assert (report.state, report.filed_at) == (ReportState.FINALIZING, None)
    assert letters(NoticeKind.FILING_UNDONE) == 1
    duc = above()
    reopen(duc, get_below(duc, "k1"), now=NOW)
    db.session.commit()
    assert after(9).state is ReportState.FINALIZING


def test_what_waits_when_the_unit_is_merged_waits_no_more(filed_for, above, cast):
    duc = above()
    merge(duc, get_below(duc, "k1"), get_below(duc, "k2"), "Quyết định 15", now=NOW)
    db.session.commit()
    tenancy.bind(cast.k1.id)
    assert stored(filed_for).state is ReportState.FINALIZING


def test_who_was_suspended_may_not_answer_meanwhile(filed_for, stand, cast, scope_of):
    stand(MemberStatus.SUSPENDED, 0)
    speaker = scope_of(cast.mai)
    with pytest.raises(NotVisible):
        service.reject(speaker, stored(filed_for), now=NOW)
