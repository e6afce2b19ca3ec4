"""Which letter leaves at which hour, which goes alone, and what is told of one that is lost."""

from datetime import date, timedelta

from tests.service.notices.test_deliver import deliver, mails
from webapp.core import clock
from webapp.notices.rules import NoticeKind, SkipReason


def test_an_invitation_is_a_letter_of_its_own_and_goes_first(cast, tell, k1, sink):
    tell(cast.mai, NoticeKind.REPORT_RETURNED)
    tell(cast.mai, NoticeKind.WEAKNESS_NOTED)
    tell(cast.mai, NoticeKind.INVITATION, subject="invitation:1", unit="Chi bộ Khoa Khám bệnh")
    assert deliver(k1, sink.settings) == {"sent": 2}
    subjects = [str(message["Subject"]) for message in sink.messages]
    assert subjects == [
        "Mời tham gia sổ sinh hoạt - Chi bộ Khoa Khám bệnh",
        "2 việc cần lưu ý - Chi bộ Khoa Khám bệnh",
    ]


def test_quiet_hours_and_days_off_are_judged_when_a_letter_is_sent(cast, tell, k1, sink, moment):
    friday = clock.from_hanoi(date(2026, 11, 20), 20, 50)
    tell(cast.mai, now=friday, due_on=date(2026, 11, 20))
    moment(friday + timedelta(minutes=40))
    assert deliver(k1, sink.settings) == {}
    (row,) = mails()
    monday = clock.from_hanoi(date(2026, 11, 23), 7)
    assert (row.state, row.send_after, row.first_due_at) == ("waiting", monday, monday)
    moment(monday)
    assert deliver(k1, sink.settings) == {"sent": 1}


def test_what_somebody_waits_for_leaves_before_a_holiday_and_at_night(cast, tell, k1, sink, moment):
    eve = clock.from_hanoi(date(2027, 4, 29), 22)
    moment(eve)
    until = eve + timedelta(hours=72)
    for kind in (NoticeKind.INVITATION, NoticeKind.REPORT_RETURNED):
        tell(cast.mai, kind, now=eve, subject=f"{kind}:1", useful_until=until, unit="Chi bộ")
    assert deliver(k1, sink.settings) == {"sent": 1}
    assert str(sink.messages[0]["Subject"]).startswith("Mời tham gia")
    # What would be of no use on the next working day waits for the morning only.
    assert mails()[1].send_after == clock.from_hanoi(date(2027, 4, 30), 7)


def test_an_invitation_that_will_not_arrive_is_told_to_who_waits_for_it(
    cast, tell, k1, sink, moment
):
    lost = []
    told = {"lost": lambda scope, notices, now: lost.extend(one.kind for one in notices)}
    for number in (1, 2):
        tell(
            cast.mai, NoticeKind.INVITATION, subject=f"invitation:{number}", unit="K1",
            useful_until=clock.now() + timedelta(hours=number),
        )  # fmt: skip
    moment(clock.now() + timedelta(minutes=90))
    sink.answer = lambda recipient: "550 unknown"
    assert deliver(k1, sink.settings, **told) == {"bounced": 1}
    assert [row.state for row in mails()] == ["skipped", "bounced"]
    assert lost == [NoticeKind.INVITATION] * 2


def test_a_stale_letter_that_came_back_gives_way_to_the_newer_one(cast, tell, k1, sink, moment):
    about = {"topic": "meeting:3", "place": "A"}
    tell(cast.mai, NoticeKind.MEETING_MOVED, subject="meeting:3:1", **about)
    moment(clock.now() + timedelta(minutes=10))
    sink.answer = lambda recipient: "450 later"
    deliver(k1, sink.settings)
    first = mails()[0]
    first.lease_until = clock.now() + timedelta(minutes=1)
    tell(cast.mai, NoticeKind.MEETING_MOVED, subject="meeting:3:2", **about)
    first.lease_until, sink.answer = None, lambda recipient: None
    moment(clock.now() + timedelta(minutes=10))
    assert deliver(k1, sink.settings) == {"sent": 1}
    assert [(row.state, row.reason) for row in mails()] == [
        ("skipped", SkipReason.SAID_AGAIN_LATER),
        ("sent", None),
    ]
