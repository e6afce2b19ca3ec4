"""Telling somebody something once, through both channels."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select, update

from webapp.accounts.models import Account, Membership
from webapp.core import clock
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, DeliveryState, NoticeKind, SkipReason


def rows(channel=None):
    query = select(Notice).order_by(Notice.id)
    if channel is not None:
        query = query.where(Notice.channel == channel)
    return list(db.session.scalars(query))


def test_it_is_shown_and_waits_as_an_email(cast, tell, queued):
    assert tell(cast.mai) == 1
    db.session.commit()
    shown, waiting = rows()
    assert (shown.channel, shown.state) == (Channel.APP, DeliveryState.SHOWN)
    assert (waiting.channel, waiting.state) == (Channel.EMAIL, DeliveryState.WAITING)
    assert waiting.facts == {"month": "2026-11-01"}
    assert queued == ["notices.deliver_waiting"]


def test_the_same_is_told_once_only(cast, tell, queued):
    assert [tell(cast.mai), tell(cast.mai), tell(cast.mai)] == [True, False, False]
    db.session.commit()
    assert len(rows()) == 2
    assert queued == ["notices.deliver_waiting"]


def test_another_day_subject_kind_or_person_is_something_else(cast, tell):
    assert tell(cast.mai)
    assert tell(cast.mai, due_on=date(2026, 11, 17))
    assert tell(cast.mai, subject="report:8")
    assert tell(cast.mai, NoticeKind.REPORT_ACCEPTED)
    assert tell(cast.binh)
    assert len(rows(Channel.EMAIL)) == 5


def test_nothing_is_left_or_woken_when_the_act_is_rolled_back(cast, tell, queued):
    tell(cast.mai)
    db.session.rollback()
    assert (rows(), queued) == ([], [])


def test_whoever_wants_no_email_gets_none(cast, tell, queued):
    db.session.execute(
        update(Membership).where(Membership.id == cast.mai.member_id).values(wants_email=False)
    )
    tell(cast.mai)
    db.session.commit()
    assert [row.channel for row in rows()] == [Channel.APP]
    assert queued == []


def test_a_member_without_any_address_gets_none(cast, tell):
    db.session.execute(
        update(Membership)
        .where(Membership.id == cast.mai.member_id)
        .values(email=None, account_id=None)
    )
    tell(cast.mai)
    assert [row.channel for row in rows()] == [Channel.APP]


def test_the_address_of_the_account_serves_where_the_unit_keeps_none(cast, tell):
    db.session.execute(
        update(Membership).where(Membership.id == cast.mai.member_id).values(email=None)
    )
    assert db.session.get(Account, cast.mai.account_id).email
    tell(cast.mai)
    assert len(rows(Channel.EMAIL)) == 1


def test_at_night_the_email_waits_until_morning_and_nobody_is_woken(cast, tell, queued):
    night = clock.from_hanoi(date(2026, 11, 16), 22)
    tell(cast.mai, now=night)
    db.session.commit()
    (waiting,) = rows(Channel.EMAIL)
    assert waiting.send_after == clock.from_hanoi(date(2026, 11, 17), 7)
    assert queued == []


def test_over_the_weekend_the_email_waits_until_monday(cast, tell):
    tell(cast.mai, now=clock.from_hanoi(date(2026, 11, 21), 10))
    (waiting,) = rows(Channel.EMAIL)
    assert waiting.send_after == clock.from_hanoi(date(2026, 11, 23), 7)


def test_beyond_the_monthly_limit_reminders_are_shown_but_not_mailed(cast, tell, k1):
    for number in range(10):
        tell(cast.mai, NoticeKind.DRAFT_DUE, subject=f"report:{number}")
    states = [row.state for row in rows(Channel.EMAIL)]
    assert states == [DeliveryState.WAITING] * 8 + [DeliveryState.SKIPPED] * 2
    assert rows(Channel.EMAIL)[-1].reason == SkipReason.MONTHLY_LIMIT
    assert len(rows(Channel.APP)) == 10


def test_a_unit_may_set_another_limit(cast, k1):
    from webapp.notices import service

    strict = replace(
        k1,
        organization=replace(k1.organization, settings=replace(k1.settings, reminders_a_month=1)),
    )
    for number in range(2):
        service.announce(
            strict, NoticeKind.DRAFT_DUE, to=cast.mai.member_id, subject=f"report:{number}",
            due_on=date(2026, 11, 16), now=clock.now(),
        )  # fmt: skip
    assert [row.state for row in rows(Channel.EMAIL)] == ["waiting", "skipped"]


def test_acts_that_concern_oneself_are_not_counted(cast, tell):
    for number in range(10):
        tell(cast.mai, NoticeKind.REPORT_RETURNED, subject=f"report:{number}")
    tell(cast.mai, NoticeKind.DRAFT_DUE)
    assert {row.state for row in rows(Channel.EMAIL)} == {DeliveryState.WAITING}


def test_the_limit_begins_anew_with_the_month(cast, tell):
    for number in range(9):
        tell(cast.mai, NoticeKind.DRAFT_DUE, subject=f"report:{number}")
    december = datetime(2026, 12, 1, 2, tzinfo=clock.UTC)
    tell(cast.mai, NoticeKind.DRAFT_DUE, now=december, due_on=date(2026, 12, 1))
    assert rows(Channel.EMAIL)[-1].state == DeliveryState.WAITING
