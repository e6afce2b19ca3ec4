"""The chair passes on in one act; what is open is counted."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.cast import MONTH, NOW, begin_report, join
from tests.tenancy.planted import plant
from webapp.accounts.members import corrections
from webapp.accounts.members import queries as roster
from webapp.accounts.models import AccountSession, RoleGrant
from webapp.accounts.rules import Role
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.handover import queries, service
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind
from webapp.reports.rules import ReportState

TODAY = date(2026, 11, 16)
ONE_DAY = timedelta(days=1)


def hand_over(scope, person, from_on=TODAY, until_on=None):
    service.hand_over(scope, person.member_id, from_on=from_on, until_on=until_on, now=NOW)
    db.session.flush()


def chairs(scope, day):
    return sorted(roster.chairs_on(scope, day).values())


def test_the_office_passes_without_a_day_in_between(cast, lan):
    day = TODAY + 10 * ONE_DAY
    hand_over(lan, cast.dung, day)
    assert chairs(lan, day - ONE_DAY) == [cast.lan.member_id]
    assert chairs(lan, day) == [cast.dung.member_id]
    events = db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.position)).all()
    assert events == [
        AuditEvent.ROLE_GRANTED,
        AuditEvent.ROLE_ENDED,
        AuditEvent.CHAIR_HANDED_OVER,
    ]


def test_both_are_told_and_sign_in_again(cast, lan, as_):
    as_(cast.lan)
    as_(cast.dung)
    hand_over(lan, cast.dung)
    told = select(Notice.recipient_id, Notice.leads_to).where(
        Notice.kind == NoticeKind.CHAIR_HANDED_OVER, Notice.channel == Channel.APP
    )
    assert dict(db.session.execute(told).all()) == {
        cast.dung.member_id: Address("handover.show"),
        cast.lan.member_id: Address("home.show"),
    }
    ours = [cast.lan.account_id, cast.dung.account_id]
    of = select(AccountSession).where(AccountSession.account_id.in_(ours))
    assert db.session.scalars(of).all() == []


def test_a_second_try_finds_no_office_to_pass_on(cast, lan):
    hand_over(lan, cast.dung)
    with pytest.raises(NotVisible):
        hand_over(lan, cast.hung)
    assert chairs(lan, TODAY) == [cast.dung.member_id]


@pytest.mark.parametrize(
    ("who", "from_on", "code"),
    [
        ("lan", TODAY, "handover.self"),
        ("dung", TODAY - ONE_DAY, "handover.past"),
        ("phuc", TODAY, "role.not_active"),
    ],
)
def test_what_cannot_be_is_refused_and_the_chair_stays(cast, lan, who, from_on, code):
    with pytest.raises(RuleBroken, match=code):
        hand_over(lan, getattr(cast, who), from_on)
    db.session.rollback()
    assert chairs(lan, TODAY) == [cast.lan.member_id]


def test_a_term_that_ends_before_is_bridged_by_who_acts_on(cast, lan):
    grant = db.session.scalars(
        select(RoleGrant).where(RoleGrant.member_id == cast.lan.member_id)
    ).one()
    member = roster.get_member(lan, cast.lan.member_id)
    last = TODAY + 5 * ONE_DAY
    corrections.correct_role(
        lan,
        member,
        grant,
        from_on=grant.from_on,
        until_on=last,
        based_on=corrections.seen(grant),
        now=NOW,
    )
    hand_over(lan, cast.dung, last + 3 * ONE_DAY)
    assert chairs(lan, last + 2 * ONE_DAY) == [cast.lan.member_id]
    assert chairs(lan, last + 3 * ONE_DAY) == [cast.dung.member_id]


def test_whoever_acts_hands_over_too_and_signs_in_again(cast, lan, as_):
    grant = db.session.scalars(
        select(RoleGrant).where(RoleGrant.member_id == cast.lan.member_id)
    ).one()
    grant.until_on = TODAY - 3 * ONE_DAY
    db.session.flush()
    as_(cast.lan)
    hand_over(lan, cast.dung)
    assert chairs(lan, TODAY - ONE_DAY) == [cast.lan.member_id]
    assert chairs(lan, TODAY) == [cast.dung.member_id]
    assert grant.until_on == TODAY - 3 * ONE_DAY
    of = select(AccountSession).where(AccountSession.account_id == cast.lan.account_id)
    assert db.session.scalars(of).all() == []


@pytest.mark.parametrize("who", ["dung", "hung", "mai"])
def test_nobody_but_the_chair_hands_over(cast, scope_of, who):
    with pytest.raises(NotVisible):
        hand_over(scope_of(getattr(cast, who)), cast.binh)


def test_everything_that_is_open_is_counted(cast, lan):
    plant(cast)
    begin_report(cast.dung, MONTH, ReportState.SUBMITTED)
    join(cast.k1, "Đặng Văn Sơn", None, None)
    tenancy.bind(cast.k1.id)
    matters = queries.open_matters(lan, now=NOW)
    counts = matters.counts
    assert matters.reports == {ReportState.DRAFTING: 1, ReportState.SUBMITTED: 2}
    assert (counts.weaknesses, counts.overdue, counts.remedies_reported) == (1, 0, 0)
    assert (counts.commitments, counts.offers, counts.without_account) == (1, 1, 1)
    assert counts.turn_requests == 1
    assert (counts.invitations, counts.arrivals, counts.departures) == (1, 1, 1)
    assert len(queries.called_meetings(lan)) == 1
    assert matters.months_without_turns[0] == date(2026, 12, 1)
    assert Role.CHAIR in lan.roles


def test_more_rows_need_no_more_statements(cast, lan, queries):
    from webapp.handover import queries as handover

    with queries() as few:
        handover.open_matters(lan, now=NOW)
    for number in range(20):
        join(cast.k1, f"Người Thứ {'abcdefghijklmnopqrst'[number]}", None, None)
    tenancy.bind(cast.k1.id)
    with queries() as many:
        handover.open_matters(lan, now=NOW)
    assert many.count == few.count <= 6


def test_who_cannot_sign_in_is_handed_nothing(cast, lan):
    without = join(cast.k1, "Đặng Văn Sơn", None, None)
    tenancy.bind(cast.k1.id)
    with pytest.raises(RuleBroken, match=r"handover\.no_account"):
        service.hand_over(lan, without, from_on=TODAY, until_on=None, now=NOW)
    db.session.rollback()
    assert chairs(lan, TODAY) == [cast.lan.member_id]
