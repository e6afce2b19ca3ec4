"""Mail about power over an account: to its own address, at once, whatever anybody wished."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from tests.as_owner import change_account
from tests.cast import NOW
from tests.service.notices.mail_sink import listening
from tests.service.notices.test_deliver import deliver, mails
from webapp.accounts.invitations import slips
from webapp.accounts.members import queries as roster
from webapp.accounts.members import service
from webapp.accounts.members.particulars import Particulars, particulars_of
from webapp.accounts.models import Membership
from webapp.core import clock
from webapp.core.db import db
from webapp.notices import service as notices
from webapp.notices.models import Notice
from webapp.notices.rules import DeliveryState, NoticeKind

SUNDAY_NIGHT = datetime(2026, 11, 15, 16, 30, tzinfo=clock.UTC)


def change(person, **columns):
    db.session.execute(
        update(Membership).where(Membership.id == person.member_id).values(**columns)
    )


def change_way(scope, person, email):
    member = roster.get_member(scope, person.member_id)
    before = particulars_of(member)
    after = Particulars(before.full_name, email, before.phone, before.joined_on)
    service.change_member(scope, member, after, based_on=before, now=clock.now())


def test_it_goes_to_the_address_of_the_account_and_not_of_the_list(cast, tell, k1, sink):
    change(cast.mai, email="bithu.doi@example.vn")
    tell(cast.mai, NoticeKind.ENTERED_FOR)
    assert deliver(k1, sink.settings) == {"sent": 1}
    assert sink.recipients == [cast.mai.email]


def test_without_an_address_of_the_account_it_goes_where_the_unit_says(cast, tell):
    change_account(cast.mai.account_id, email=None, phone="0912000111")
    tell(cast.mai, NoticeKind.ENTERED_FOR)
    assert [row.address for row in mails()] == ["mai@example.vn"]


def test_it_leaves_at_once_at_night_on_a_day_off_and_for_who_wants_no_mail(
    cast, tell, moment, queued
):
    moment(SUNDAY_NIGHT)
    change(cast.mai, wants_email=False)
    tell(cast.mai, NoticeKind.ENTERED_FOR)
    db.session.commit()
    assert [row.send_after for row in mails()] == [SUNDAY_NIGHT]
    assert queued == ["notices.deliver_waiting"]


def test_it_is_a_letter_of_its_own_and_says_that_it_can_not_be_stopped(cast, tell, k1, sink):
    tell(cast.mai)
    tell(cast.mai, NoticeKind.ENTERED_FOR)
    assert deliver(k1, sink.settings) == {"sent": 2}
    texts = [message.get_content() for message in sink.messages]
    assert sorted("không tắt được" in text for text in texts) == [False, True]
    assert sorted("Muốn thôi nhận thư" in text for text in texts) == [False, True]


def test_closing_a_unit_holds_back_everything_else(cast, tell, k1):
    tell(cast.mai)
    tell(cast.mai, NoticeKind.ENTERED_FOR)
    notices.take_back(k1)
    assert [row.state for row in mails()] == [DeliveryState.SKIPPED, DeliveryState.WAITING]


def test_whoever_has_left_is_still_told(cast, lan, k1, sink):
    member = roster.get_member(lan, cast.binh.member_id)
    status, reason = service.MemberStatus.SUSPENDED, "Theo quyết định"
    today = clock.in_hanoi(NOW).date()
    service.change_status(lan, member, status, from_on=today, reason=reason, now=NOW)
    assert deliver(k1, sink.settings) == {"sent": 1}
    assert sink.recipients == [cast.binh.email]


def test_an_address_that_is_taken_away_learns_of_it(cast, lan, k1, sink):
    change_account(cast.mai.account_id, email="mai.rieng@example.vn")
    change_way(lan, cast.mai, "khac@example.vn")
    assert deliver(k1, sink.settings) == {"sent": 2}
    assert sorted(sink.recipients) == ["mai.rieng@example.vn", "mai@example.vn"]


def test_it_does_not_wait_behind_the_letters_of_many(cast, tell, k1, sink, monkeypatch):
    monkeypatch.setattr("webapp.notices.claims.AT_A_TIME", 1)
    tell(cast.binh, now=clock.now().replace(hour=1))
    tell(cast.mai, NoticeKind.ENTERED_FOR)
    deliver(k1, sink.settings)
    assert sink.recipients == [cast.mai.email, cast.binh.email]


def test_a_reset_is_mailed_with_a_link_that_stands_nowhere_else(cast, lan, k1):
    member = roster.get_member(lan, cast.mai.member_id)
    with listening() as sink:
        slip = slips.start_reset(lan, member, mail_key=sink.settings.link_key, now=NOW)
        assert slip is None
        deliver(k1, sink.settings)
        (message,) = sink.messages
    assert lan.full_name in message.get_content()
    assert "/moi/" in message.get_content()
    stored = db.session.scalars(select(Notice.facts)).all()
    assert not any("/moi/" in str(facts) for facts in stored)


def test_a_delay_of_weeks_drops_nothing(cast, tell, k1, sink, moment):
    tell(cast.mai, NoticeKind.ENTERED_FOR)
    moment(NOW + timedelta(days=30))
    assert deliver(k1, sink.settings) == {"sent": 1}
    assert sink.recipients == [cast.mai.email]


def test_what_has_an_end_of_its_own_is_left_out_after_it(cast, tell, k1, sink, moment):
    tell(cast.mai, NoticeKind.RESET_STARTED, useful_until=NOW + timedelta(hours=72))
    moment(NOW + timedelta(days=8))
    deliver(k1, sink.settings)
    assert [row.state for row in mails()] == [DeliveryState.SKIPPED]
