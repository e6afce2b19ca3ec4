"""Sending what waits: one letter a person, once, and what the mail server answers."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from tests.service.notices.mail_sink import mail_settings
from webapp.accounts.models import Membership
from webapp.core import clock
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.local.ports import free_port
from webapp.notices import delivery
from webapp.notices.claims import claim
from webapp.notices.mail_server import MailServer
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, DeliveryState, NoticeKind, SkipReason


def terms(**changes):
    facts = {"commit": db.session.commit, "outdated": lambda scope, waiting, now: frozenset()}
    return delivery.Terms(**{**facts, "now": clock.now, **changes})


def deliver(scope, settings, **changes):
    db.session.commit()
    with MailServer(settings) as server:
        return delivery.deliver(scope, server, terms(**changes))


def mails():
    query = select(Notice).where(Notice.channel == Channel.EMAIL).order_by(Notice.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def test_a_waiting_email_is_sent_and_marked(cast, tell, k1, sink):
    tell(cast.mai)
    assert deliver(k1, sink.settings) == {"sent": 1}
    (row,) = mails()
    assert (row.state, row.sent_at) == (DeliveryState.SENT, clock.now())
    (message,) = sink.messages
    assert message["Message-ID"] == row.message_id
    assert message["From"].addresses[0].display_name == "Chi bộ Khoa Khám bệnh"
    assert "http://localhost/o/k1/bao-cao/7" in message.get_content()


def test_what_was_sent_is_not_sent_again(cast, tell, k1, sink):
    tell(cast.mai)
    deliver(k1, sink.settings)
    assert deliver(k1, sink.settings) == {}
    assert len(sink.messages) == 1


def test_everything_that_waits_for_one_person_goes_in_one_message(cast, tell, k1, sink):
    tell(cast.mai)
    tell(cast.mai, NoticeKind.DRAFT_DUE)
    tell(cast.binh)
    assert deliver(k1, sink.settings) == {"sent": 2}
    assert sorted(sink.recipients) == ["binh@example.vn", "mai@example.vn"]
    to_mai = next(m for m in sink.messages if m["To"].addresses[0].addr_spec == "mai@example.vn")
    assert to_mai.get_content().count("\n- ") == 2
    assert "/o/k1/thong-bao" in to_mai.get_content()


def test_two_days_of_the_same_reminder_are_said_once(cast, tell, k1, sink):
    tell(cast.mai, NoticeKind.DRAFT_DUE, due_on=date(2026, 11, 13))
    tell(cast.mai, NoticeKind.DRAFT_DUE, due_on=date(2026, 11, 15))
    deliver(k1, sink.settings)
    assert [row.state for row in mails()] == [DeliveryState.SKIPPED, DeliveryState.SENT]
    assert mails()[0].reason == SkipReason.SAID_AGAIN_LATER


def test_a_second_message_with_reminders_waits_for_the_next_morning(cast, tell, k1, sink):
    tell(cast.mai, NoticeKind.DRAFT_DUE)
    deliver(k1, sink.settings)
    tell(cast.mai, NoticeKind.REMEDY_DUE, subject="weakness:1")
    assert deliver(k1, sink.settings) == {}
    assert mails()[1].send_after == clock.from_hanoi(date(2026, 11, 17), 7)


def test_what_somebody_did_is_told_on_the_same_day_all_the_same(cast, tell, k1, sink):
    tell(cast.mai, NoticeKind.DRAFT_DUE)
    deliver(k1, sink.settings)
    tell(cast.mai, NoticeKind.REPORT_RETURNED)
    assert deliver(k1, sink.settings) == {"sent": 1}


def test_a_reminder_that_is_not_true_any_more_is_skipped(cast, tell, k1, sink):
    tell(cast.mai, NoticeKind.DRAFT_DUE)
    tell(cast.binh, NoticeKind.DRAFT_DUE)
    gone = mails()[0].id
    deliver(k1, sink.settings, outdated=lambda scope, waiting, now: frozenset({gone}))
    assert sink.recipients == ["binh@example.vn"]
    assert (mails()[0].state, mails()[0].reason) == ("skipped", SkipReason.NO_LONGER_TRUE)


def test_what_came_too_late_is_skipped_with_its_reason(cast, tell, k1, sink, moment):
    tell(cast.mai, useful_until=clock.now() + timedelta(hours=1))
    moment(clock.now() + timedelta(hours=2))
    deliver(k1, sink.settings)
    assert (mails()[0].state, mails()[0].reason) == ("skipped", SkipReason.NO_LONGER_USEFUL)


@pytest.mark.parametrize("change", [{"wants_email": False}, {"email": "không phải địa chỉ"}])
def test_a_change_of_mind_or_address_is_seen_before_sending(cast, tell, k1, sink, change):
    tell(cast.mai)
    db.session.execute(
        update(Membership).where(Membership.id == cast.mai.member_id).values(**change)
    )
    deliver(k1, sink.settings)
    assert sink.messages == []
    assert mails()[0].state in (DeliveryState.SKIPPED, DeliveryState.BOUNCED)


def test_a_refusal_for_now_is_tried_again_later(cast, tell, k1, sink, moment):
    sink.answer = lambda recipient: "450 try later"
    tell(cast.mai)
    assert deliver(k1, sink.settings) == {"put_back": 1}
    (row,) = mails()
    assert (row.state, row.tries, row.reason) == ("waiting", 1, "smtp 450")
    assert row.send_after == clock.now() + timedelta(minutes=1)
    first_id = row.message_id
    sink.answer = lambda recipient: None
    moment(clock.now() + timedelta(minutes=2))
    assert deliver(k1, sink.settings) == {"sent": 1}
    assert sink.messages[0]["Message-ID"] == first_id


def test_the_eighth_refusal_gives_up(cast, tell, k1, sink, moment):
    sink.answer = lambda recipient: "450 try later"
    tell(cast.mai)
    for _ in range(8):
        deliver(k1, sink.settings)
        moment(mails()[0].send_after + timedelta(seconds=1))
    assert (mails()[0].state, mails()[0].tries) == (DeliveryState.DEAD, 8)


def test_a_refusal_for_good_bounces_and_the_others_are_sent(cast, tell, k1, sink):
    sink.answer = lambda recipient: "550 unknown" if recipient.startswith("mai") else None
    tell(cast.mai)
    tell(cast.binh)
    assert deliver(k1, sink.settings) == {"bounced": 1, "sent": 1}
    assert [(row.state, row.reason) for row in mails()] == [("bounced", "smtp 550"), ("sent", None)]


def test_while_the_mail_server_is_away_nothing_is_lost_and_no_try_is_counted(
    cast, tell, k1, sink, moment
):
    tell(cast.mai)
    tell(cast.binh)
    assert deliver(k1, mail_settings(free_port())) == {"away": 2}
    assert {(row.state, row.tries, row.lease_until) for row in mails()} == {("waiting", 0, None)}
    assert deliver(k1, sink.settings) == {}
    moment(clock.now() + timedelta(minutes=2))
    assert deliver(k1, sink.settings) == {"sent": 2}


def test_a_claimed_letter_is_left_alone_until_the_lease_ends(cast, tell, k1, sink, moment):
    tell(cast.mai)
    lease = timedelta(minutes=2)
    nothing_outdated = terms().outdated
    (letter,) = claim(
        k1, now=clock.now(), lease=lease, domain="example.vn", outdated=nothing_outdated
    )
    assert deliver(k1, sink.settings) == {}
    moment(clock.now() + lease + timedelta(seconds=1))
    assert deliver(k1, sink.settings) == {"sent": 1}
    assert sink.messages[0]["Message-ID"] == letter.message_id


def test_what_joins_later_does_not_change_the_letter_of_before(cast, tell, k1, sink, moment):
    tell(cast.mai)
    (letter,) = claim(
        k1, now=clock.now(), lease=timedelta(minutes=2), domain="example.vn",
        outdated=terms().outdated,
    )  # fmt: skip
    tell(cast.mai, NoticeKind.REPORT_ACCEPTED)
    moment(clock.now() + timedelta(minutes=3))
    assert deliver(k1, sink.settings) == {"sent": 2}
    ids = [message["Message-ID"] for message in sink.messages]
    assert letter.message_id in ids
    assert len(set(ids)) == 2


def test_a_slow_sender_stops_before_its_lease_ends(cast, tell, k1, sink, moment):
    began = clock.now()
    times = iter([began, began, began, *[began + timedelta(minutes=2)] * 50])
    tell(cast.mai)
    tell(cast.binh)
    deliver(k1, sink.settings, now=lambda: next(times))
    assert sorted(sink.recipients) == ["binh@example.vn", "mai@example.vn"]


def test_an_invitation_brings_its_calendar_file(cast, tell, k1, sink):
    tell(
        cast.mai, NoticeKind.MEETING_INVITATION, subject="meeting:3",
        link=Address("meetings.show", {"meeting_id": 3}),
        starts_at=clock.from_hanoi(date(2026, 11, 27), 15), place="Hội trường",
    )  # fmt: skip
    deliver(k1, sink.settings)
    (calendar,) = [p for p in sink.messages[0].walk() if p.get_content_type() == "text/calendar"]
    text = calendar.get_content()
    text = text.decode() if isinstance(text, bytes) else text
    assert "DTSTART:20261127T080000Z" in text
    assert "UID:k1.meeting-3@example.vn" in text
    assert f"URL:{sink.settings.base_url}/o/k1/buoi-hop/3" in text


def test_only_organizations_at_work_are_found_waiting(cast, tell):
    tell(cast.mai)
    db.session.commit()
    assert delivery.waiting_organizations(clock.now()) == [cast.k1.id]
    assert delivery.waiting_organizations(clock.now() - timedelta(minutes=1)) == []
    cast.organizations["k1"].suspended_at = clock.now()
    db.session.merge(cast.organizations["k1"])
    db.session.commit()
    assert delivery.waiting_organizations(clock.now()) == []
