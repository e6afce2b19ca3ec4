"""What the scan tells of a chair whose term is over, and of a seat in which nobody sits."""

from datetime import date

import pytest
from sqlalchemy import select, update

from tests import cast as people
from tests.as_owner import change_account
from webapp.accounts.models import RoleGrant
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind
from webapp.reminders import service


@pytest.fixture
def k1(cast, scope_of):
    return scope_of(cast.lan)


def scan(scope, day):
    service.queue_due(scope, day, clock.from_hanoi(day, 8))
    db.session.commit()


def told(kind):
    query = select(Notice.kind, Notice.recipient_id, Notice.due_on).where(
        Notice.channel == Channel.APP, Notice.kind == kind
    )
    return {tuple(row) for row in db.session.execute(query)}


def over_since(person, until_on):
    db.session.execute(
        update(RoleGrant).where(RoleGrant.member_id == person.member_id).values(until_on=until_on)
    )
    db.session.commit()


def test_a_chair_whose_term_is_over_hands_over_and_the_committee_knows(cast, k1):
    over_since(cast.lan, date(2026, 11, 15))
    scan(k1, date(2026, 11, 16))
    day = date(2026, 11, 16)
    assert told(NoticeKind.TERM_OVER) == {
        (NoticeKind.TERM_OVER, person.member_id, day) for person in (cast.lan, cast.dung, cast.hung)
    }
    scan(k1, date(2026, 11, 22))
    later = (NoticeKind.TERM_OVER, cast.lan.member_id, date(2026, 11, 22))
    assert len(told(NoticeKind.TERM_OVER)) == 4
    assert later in told(NoticeKind.TERM_OVER)


def test_the_superior_learns_once_that_a_term_is_over(cast, k1):
    over_since(cast.lan, date(2026, 11, 15))
    for day in (16, 16, 17, 20):
        scan(k1, date(2026, 11, day))
    with tenancy.tenant(cast.db.id):
        rows = db.session.execute(
            select(Notice.recipient_id, Notice.facts).where(
                Notice.kind == NoticeKind.UNIT_TERM_OVER, Notice.channel == Channel.APP
            )
        ).all()
    assert rows == [(cast.duc.member_id, {"unit": "Chi bộ Khoa Khám bệnh"})]


def test_a_term_that_runs_is_told_to_nobody(cast, k1):
    over_since(cast.lan, date(2026, 11, 16))
    scan(k1, date(2026, 11, 16))
    assert told(NoticeKind.TERM_OVER) == set()


def test_an_empty_seat_is_told_once_a_week_to_who_may_propose(cast, k1):
    change_account(cast.lan.account_id, disabled_at=people.NOW)
    for day in (17, 18, 23):
        scan(k1, date(2026, 11, day))
    assert told(NoticeKind.SEAT_EMPTY) == {
        (NoticeKind.SEAT_EMPTY, cast.dung.member_id, date(2026, 11, day)) for day in (16, 23)
    }
