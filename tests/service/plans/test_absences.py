"""Times away are told once, by the member or for the member, and end when they end."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.cast import NOW
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind
from webapp.plans import service
from webapp.plans.absences.rules import AbsenceKind
from webapp.plans.models import BlockedPeriod

TODAY = date(2026, 11, 16)
DECEMBER = date(2026, 12, 1)
DAYS = (date(2026, 12, 10), date(2027, 1, 5))


def tell(scope, person, days=DAYS, kind=AbsenceKind.AWAY):
    return service.tell_absence(scope, person.member_id, days, kind, now=NOW)


def told(kind=NoticeKind.ABSENCE_TOLD):
    query = select(Notice.recipient_id).where(Notice.kind == kind, Notice.channel == Channel.APP)
    return sorted(db.session.scalars(query))


def test_a_member_tells_to_be_away_and_the_leaders_learn_of_it(cast, scope_of):
    row = tell(scope_of(cast.mai), cast.mai)
    assert (row.from_on, row.until_on, row.told_by) == (*DAYS, cast.mai.member_id)
    assert told() == sorted([cast.lan.member_id, cast.dung.member_id])


def test_the_chair_tells_it_for_a_member_who_learns_of_it(cast, scope_of):
    tell(scope_of(cast.lan), cast.mai, kind=AbsenceKind.ILLNESS)
    assert told() == [cast.dung.member_id]
    assert told(NoticeKind.ENTERED_FOR) == [cast.mai.member_id]


def test_the_trail_does_not_say_why_somebody_is_away(cast, scope_of):
    tell(scope_of(cast.mai), cast.mai, kind=AbsenceKind.ILLNESS)
    entry = db.session.scalars(select(AuditEntry)).one()
    assert entry.event is AuditEvent.ABSENCE_TOLD
    assert entry.facts == {"from_on": "2026-12-10", "until_on": "2027-01-05"}


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ((DAYS[1], DAYS[0]), "absence.ends_before"),
        ((DAYS[0], DAYS[0] + timedelta(days=367)), "absence.too_long"),
        ((date(2025, 1, 1), date(2025, 1, 2)), "absence.when"),
        ((date(2029, 1, 1), date(2029, 1, 2)), "absence.when"),
        ((date(2027, 1, 5), date(2027, 1, 9)), "absence.told_before"),
    ],
)
def test_days_that_cannot_be_meant_are_refused(cast, scope_of, days, code):
    scope = scope_of(cast.mai)
    tell(scope, cast.mai)
    with pytest.raises(RuleBroken) as broken:
        tell(scope, cast.mai, days)
    assert broken.value.code == code


def test_members_tell_nothing_about_each_other(cast, scope_of):
    mai, binh = scope_of(cast.mai), scope_of(cast.binh)
    with pytest.raises(NotVisible):
        tell(binh, cast.mai)
    row = tell(mai, cast.mai)
    with pytest.raises(NotVisible):
        service.end_absence(binh, row.id, now=NOW)


def test_somebody_who_left_is_not_away(cast, scope_of):
    with pytest.raises(RuleBroken) as broken:
        tell(scope_of(cast.lan), cast.phuc)
    assert (broken.value.code, broken.value.field) == ("absence.no_member", "member_id")


def test_a_time_away_that_has_not_begun_is_forgotten(cast, scope_of):
    scope = scope_of(cast.mai)
    service.end_absence(scope, tell(scope, cast.mai).id, now=NOW)
    assert db.session.scalars(select(BlockedPeriod)).all() == []


def test_one_that_has_begun_ends_yesterday_and_only_once(cast, scope_of):
    scope = scope_of(cast.mai)
    row = tell(scope, cast.mai, (TODAY - timedelta(days=20), TODAY + timedelta(days=20)))
    service.end_absence(scope, row.id, now=NOW)
    assert row.until_on == TODAY - timedelta(days=1)
    with pytest.raises(RuleBroken) as broken:
        service.end_absence(scope, row.id, now=NOW)
    assert broken.value.code == "absence.over"


def test_who_is_away_gets_no_turn_and_offers_none(cast, scope_of):
    lan, mai = scope_of(cast.lan), scope_of(cast.mai)
    tell(lan, cast.mai)
    with pytest.raises(RuleBroken) as broken:
        service.assign_all(lan, DECEMBER, [cast.mai.member_id], now=NOW)
    assert broken.value.code == "turn.member_away"
    with pytest.raises(RuleBroken) as broken:
        service.volunteer(mai, DECEMBER, now=NOW)
    assert broken.value.code == "volunteer.away"
