"""The ledger: what was told when, what is taken back, and what becomes of a claimed letter."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from tests.cast import NOW
from tests.service.notices.test_announce import rows
from tests.service.notices.test_deliver import mails
from webapp.accounts.models import Membership
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.notices import delivery_outcomes, marking_read, power_mail, queries, service
from webapp.notices.claims import claim
from webapp.notices.models import Notice
from webapp.notices.rules import Announcement, Channel, DeliveryState, NoticeKind, SkipReason

LEASE = timedelta(minutes=2)
MONDAY = date(2026, 11, 16)


def take(scope, now=None, outdated=lambda scope, waiting, now: frozenset()):
    """What one sender claims."""
    now = now or clock.now()
    return claim(scope, now=now, lease=LEASE, domain="example.vn", outdated=outdated)


def test_somebody_at_the_screen_gets_no_letter_about_it(cast, tell, queued):
    tell(cast.mai, NoticeKind.IMPORT_READ)
    db.session.commit()
    assert [row.channel for row in rows()] == [Channel.APP]
    assert queued == []


def test_several_people_are_told_at_once_and_the_new_ones_are_counted(cast, tell, k1):
    tell(cast.mai, NoticeKind.PLAN_CHANGED, subject="month:12")
    wanted = [
        Announcement(NoticeKind.PLAN_CHANGED, person.member_id, "month:12", MONDAY)
        for person in (cast.mai, cast.binh, cast.hung, cast.binh)
    ]
    assert service.announce_all(k1, wanted, now=NOW) == 2
    assert len(rows(Channel.APP)) == 3


def test_nobody_to_tell_is_no_reason_to_ask_the_database(k1, queries):
    with queries() as asked:
        assert service.announce_all(k1, [], now=NOW) == 0
    assert asked.count == 0


def test_what_was_said_about_one_thing_is_told_oldest_first_without_to_whom(cast, tell, k1):
    later = {"due_on": date(2026, 11, 18), "now": NOW + timedelta(days=2)}
    tell(cast.binh, NoticeKind.REMEDY_DUE, subject="weakness:1", **later)
    tell(cast.mai, NoticeKind.REMEDY_DUE, subject="weakness:1")
    tell(cast.mai, NoticeKind.REMEDY_DUE, subject="weakness:2")
    tell(cast.mai, NoticeKind.DRAFT_DUE, subject="weakness:1")
    told = queries.told_about(k1, NoticeKind.REMEDY_DUE, "weakness:1")
    assert told == [
        queries.Told(NOW, MONDAY),
        queries.Told(later["now"], later["due_on"]),
    ]


def test_a_kind_is_taken_back_by_name_also_where_it_tells_of_power(cast, tell, k1):
    tell(cast.mai, NoticeKind.FILING_WAITS)
    tell(cast.mai, NoticeKind.REPORT_RETURNED)
    service.take_back(k1, {NoticeKind.FILING_WAITS})
    assert [(row.state, row.reason) for row in mails()] == [
        ("skipped", SkipReason.NO_LONGER_TRUE),
        ("waiting", None),
    ]
    assert len(rows(Channel.APP)) == 2


def test_what_has_left_is_not_taken_back_any_more(cast, tell, k1):
    tell(cast.mai)
    (letter,) = take(k1)
    delivery_outcomes.mark_sent(k1, letter, now=NOW)
    service.take_back(k1)
    assert mails()[0].state == DeliveryState.SENT


def test_the_first_reading_counts(cast, tell, mai):
    tell(cast.mai)
    (notice,) = rows(Channel.APP)
    for minutes in (0, 5):
        marking_read.mark_read(mai, notice, now=NOW + timedelta(minutes=minutes))
    assert notice.read_at == NOW


def test_reading_everything_a_second_time_finds_nothing_new(cast, tell, mai):
    tell(cast.mai)
    tell(cast.binh)
    assert [marking_read.mark_all_read(mai, now=NOW) for _ in range(2)] == [1, 0]
    assert queries.count_unread(mai) == 0
    assert sorted(row.read_at is None for row in rows(Channel.APP)) == [False, True]


def test_nothing_is_claimed_where_nothing_is_due(cast, tell, k1):
    assert take(k1) is None
    tell(cast.mai)
    assert take(k1, now=NOW - timedelta(minutes=1)) is None


def test_a_claim_may_find_only_what_need_not_be_sent(cast, tell, k1):
    tell(cast.mai, NoticeKind.DRAFT_DUE)
    everything = lambda scope, waiting, now: frozenset(one.id for one in waiting)  # noqa: E731
    assert take(k1, outdated=everything) == []
    assert take(k1) is None


def test_what_tells_of_an_act_is_not_asked_whether_it_is_still_true(cast, tell, k1):
    asked = []
    tell(cast.mai, NoticeKind.REPORT_RETURNED)
    take(k1, outdated=lambda scope, waiting, now: asked.append(waiting) or frozenset())
    assert asked == []


def test_a_letter_is_recognized_by_its_rows_alone(cast, tell, k1):
    tell(cast.mai)
    first = take(k1)
    again = take(k1, now=NOW + LEASE + timedelta(seconds=1))
    assert [letter.message_id for letter in again] == [letter.message_id for letter in first]
    assert first[0].message_id.startswith(f"<notice.{k1.organization_id}.{first[0].ids[0]}.")


def test_who_was_suspended_meanwhile_gets_no_reminder_and_keeps_what_tells_of_power(
    cast, tell, k1, monkeypatch
):
    monkeypatch.setattr("webapp.notices.left_out.ACTIVE", frozenset())
    tell(cast.mai)
    tell(cast.mai, NoticeKind.ENTERED_FOR)
    (letter,) = take(k1)
    assert [notice.kind for notice in letter.notices] == [NoticeKind.ENTERED_FOR]
    assert mails()[0].reason == SkipReason.NO_ADDRESS


def test_what_became_of_a_letter_is_written_down_once(cast, tell, k1):
    tell(cast.mai)
    (letter,) = take(k1)
    delivery_outcomes.mark_sent(k1, letter, now=NOW)
    delivery_outcomes.mark_bounced(k1, letter, "smtp 550")
    assert delivery_outcomes.put_back(k1, letter, "smtp 450", now=NOW)
    (row,) = mails()
    assert (row.state, row.reason, row.tries) == (DeliveryState.SENT, None, 0)
    assert (row.sent_at, row.lease_until) == (NOW, None)


def test_of_a_letter_of_several_notices_the_most_tried_one_counts(cast, tell, k1):
    tell(cast.mai)
    tell(cast.mai, NoticeKind.REPORT_ACCEPTED)
    (letter,) = take(k1)
    db.session.execute(update(Notice).where(Notice.id == letter.ids[0]).values(tries=7))
    (letter,) = take(k1, now=NOW + LEASE + timedelta(seconds=1))
    assert not delivery_outcomes.put_back(k1, letter, "smtp 450", now=NOW)
    assert [(row.state, row.tries) for row in mails()] == [("dead", 8), ("dead", 8)]


def test_addresses_that_learned_of_a_way_in_are_remembered_once_each(cast, tell, k1):
    also = ("cu@example.vn", "cu@example.vn", "mai@example.vn")
    wanted = Announcement(
        NoticeKind.INVITATION_MADE, cast.mai.member_id, "power:1", MONDAY, also=also
    )
    service.announce_all(k1, [wanted], now=NOW)
    tell(cast.mai, NoticeKind.ENTERED_FOR)
    told = power_mail.told_before(k1, cast.mai.member_id)
    assert told == ("mai@example.vn", "cu@example.vn")
    assert power_mail.told_before(k1, cast.binh.member_id) == ()
    assert [row.subject for row in mails()][:2] == ["power:1", "power:1#1"]


def test_power_over_somebody_without_any_address_is_shown_all_the_same(cast, tell, queued):
    without = update(Membership).where(Membership.id == cast.mai.member_id)
    db.session.execute(without.values(email=None, account_id=None))
    assert tell(cast.mai, NoticeKind.ENTERED_FOR)
    db.session.commit()
    assert [row.channel for row in rows()] == [Channel.APP]
    assert queued == []


def test_failed_mail_is_told_by_person_the_latest_first_and_for_sixty_days(cast, tell, k1):
    for days, person in ((61, cast.hung), (3, cast.mai), (2, cast.mai), (1, cast.binh)):
        tell(person, subject=f"report:{days}", now=NOW - timedelta(days=days))
    failed = update(Notice).where(Notice.channel == Channel.EMAIL)
    db.session.execute(failed.values(state=DeliveryState.DEAD))
    shown = [(one.member_name, one.count) for one in queries.failed_mails(k1, NOW)]
    assert shown == [(cast.binh.full_name, 1), (cast.mai.full_name, 2)]


@pytest.mark.parametrize("reads", ["failed_mails", "told_about", "told_before"])
def test_another_unit_sees_nothing_of_it(cast, tell, scope_of, reads):
    tell(cast.mai, NoticeKind.INVITATION_MADE)
    mails()[0].state = DeliveryState.BOUNCED
    db.session.commit()
    with tenancy.tenant(cast.k2.id):
        khanh = scope_of(cast.khanh)
        seen = {
            "failed_mails": lambda: queries.failed_mails(khanh, NOW),
            "told_about": lambda: queries.told_about(khanh, NoticeKind.INVITATION_MADE, "report:7"),
            "told_before": lambda: power_mail.told_before(khanh, cast.mai.member_id),
        }
        assert list(seen[reads]()) == []
