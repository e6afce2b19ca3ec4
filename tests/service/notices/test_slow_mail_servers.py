"""A mail server that is slow, silent or away costs no letter, no repeat and no worker."""

import time
from contextlib import suppress
from datetime import timedelta
from functools import partial

import psycopg
import pytest

from tests.service.notices.mail_sink import mail_settings
from tests.service.notices.secure_server import saying, settings
from tests.service.notices.test_deliver import deliver, mails
from webapp.core import clock, outages
from webapp.core.db import db
from webapp.core.mail_settings import MailTls
from webapp.local.ports import free_port
from webapp.notices import delivery_outcomes
from webapp.notices.mail_faults import TROUBLE, MailFault
from webapp.notices.waiting import nobody_waits


def test_while_there_is_trouble_one_sender_tries_and_the_others_wait(cast, tell, k1, sink):
    tell(cast.mai)
    now = clock.now()
    outages.note(TROUBLE, MailFault.UNREACHABLE, now - timedelta(minutes=2))
    assert outages.may_try(TROUBLE, now, takes=timedelta(minutes=11))
    assert deliver(k1, sink.settings) == {"away": 1}
    assert sink.messages == []
    assert mails()[0].send_after == now + timedelta(minutes=1)


def slowly(visitor, pause, verdict):
    """Take a message, think about it, and give a verdict."""
    lines = visitor.makefile("rb")
    visitor.sendall(b"220 localhost\r\n")
    for line in lines:
        if line.upper() == b"DATA\r\n":
            visitor.sendall(b"354 go\r\n")
            while lines.readline() != b".\r\n":
                pass
            time.sleep(pause)
            if verdict is None:
                return
            visitor.sendall(verdict)
        else:
            visitor.sendall(b"250 OK\r\n")


def plain(told, **changes):
    return settings(told.port, MailTls.NONE, "", user="", password="", **changes)


def test_a_server_may_think_about_a_whole_message_for_long(cast, tell, k1):
    tell(cast.mai)
    with saying(partial(slowly, pause=1.0, verdict=b"250 kept\r\n")) as told:
        assert deliver(k1, plain(told, timeout=0.4)) == {"sent": 1}
    assert mails()[0].state == "sent"


@pytest.mark.parametrize("ends", ["silent", "hangs up"])
def test_a_letter_whose_fate_is_unknown_counts_a_try_and_waits_longer_each_time(
    cast, tell, k1, moment, ends
):
    tell(cast.mai)
    taken = []

    def take(visitor):
        taken.append(visitor)
        slowly(visitor, 1.0 if ends == "silent" else 0, None)

    with saying(take) as told:
        for tries, minutes in enumerate((1, 5, 15), 1):
            assert deliver(k1, plain(told, patience=0.2)) == {"put_back": 1}
            assert deliver(k1, plain(told, patience=0.2)) == {}
            (row,) = mails()
            assert (row.state, row.tries, row.reason) == ("waiting", tries, "no answer")
            assert row.send_after == clock.now() + timedelta(minutes=minutes)
            moment(row.send_after)
    assert len(taken) == 3
    assert outages.current(TROUBLE) is None


def test_a_try_is_counted_before_anybody_has_the_letter_so_that_kills_end_too(
    cast, tell, k1, moment
):
    tell(cast.mai)
    begun = []

    def kill(scope, letter, until):
        begin_try(scope, letter, until=until)
        begun.append(letter)
        raise KeyboardInterrupt

    begin_try = delivery_outcomes.begin_try
    for _ in range(9):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(delivery_outcomes, "begin_try", kill)
            with suppress(KeyboardInterrupt):
                deliver(k1, mail_settings(free_port()))
        db.session.commit()
        moment(clock.now() + timedelta(minutes=13))
    assert len(begun) == 8
    assert [(row.state, row.tries) for row in mails()] == [("dead", 8)]


def test_one_slow_letter_holds_no_other(cast, tell, k1):
    """The server takes its time over the letter to Mai; the letter to Bình goes at once."""
    tell(cast.mai)
    tell(cast.binh)
    db.session.commit()
    aside = []

    def take(organization_id, letter, under_way):
        aside.append((letter, under_way))
        return True

    visits = iter((0.6, 0))
    with saying(lambda visitor: slowly(visitor, next(visits), b"250 kept\r\n")) as told:
        server = plain(told, glance=0.1)
        assert deliver(k1, server, aside=take) == {"under_way": 1, "sent": 1}
        assert [(row.state, row.tries) for row in mails()] == [("waiting", 1), ("sent", 1)]
        assert deliver(k1, server, aside=take) == {}
        ((letter, under_way),) = aside
        answer = delivery_outcomes.answer_of(under_way.verdict)
    assert delivery_outcomes.settle(k1, letter, answer, clock.now(), lost=nobody_waits) == "sent"
    assert [row.state for row in mails()] == ["sent", "sent"]


def test_without_room_aside_the_answer_is_waited_for_on_the_spot(cast, tell, k1):
    tell(cast.mai)
    with saying(partial(slowly, pause=0.5, verdict=b"550 no\r\n")) as told:
        server = plain(told, glance=0.1)
        assert deliver(k1, server, aside=lambda *letter: False) == {"bounced": 1}
    assert mails()[0].reason == "smtp 550"


def test_the_letter_in_hand_is_nobody_elses_while_the_server_thinks(cast, tell, k1, databases):
    tell(cast.mai)
    leases = []

    def look(visitor):
        with psycopg.connect(databases.superuser_url.replace("+psycopg", "")) as other:
            leases.extend(other.execute("SELECT max(lease_until) FROM notices").fetchone())
        slowly(visitor, 0, b"250 kept\r\n")

    with saying(look) as told:
        assert deliver(k1, plain(told, patience=600.0)) == {"sent": 1}
    assert leases == [clock.now() + timedelta(minutes=12)]
    assert mails()[0].lease_until is None


@pytest.mark.parametrize(("minutes", "pause"), [(0, 1), (4, 1), (20, 5), (60, 15), (9999, 15)])
def test_the_longer_a_trouble_lasts_the_less_often_it_is_tried(minutes, pause):
    assert outages.pause_after(timedelta(minutes=minutes)) == timedelta(minutes=pause)


def test_a_refused_connection_is_told_as_such(cast, tell, k1):
    tell(cast.mai)
    deliver(k1, mail_settings(free_port()))
    assert outages.current(TROUBLE).reason == MailFault.UNREACHABLE


def test_no_letter_is_begun_once_the_time_for_it_is_over(cast, tell, k1, sink):
    tell(cast.mai)
    assert deliver(k1, sink.settings, until=clock.now() - timedelta(seconds=1)) == {}
    assert deliver(k1, sink.settings, until=clock.now()) == {"sent": 1}
