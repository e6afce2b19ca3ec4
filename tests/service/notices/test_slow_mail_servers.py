"""A mail server that is slow, silent or away costs no letter, no repeat and no worker."""

import time
from datetime import timedelta
from functools import partial

import psycopg
import pytest

from tests.service.notices.mail_sink import mail_settings
from tests.service.notices.secure_server import saying, settings
from tests.service.notices.test_deliver import deliver, mails
from webapp.core import clock, outages
from webapp.core.mail_settings import MailTls
from webapp.local.ports import free_port
from webapp.notices.mail_faults import TROUBLE, MailFault


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
def test_a_letter_whose_fate_is_unknown_counts_a_try_and_is_not_sent_again_at_once(
    cast, tell, k1, ends
):
    tell(cast.mai)
    tell(cast.binh)
    taken = []

    def take(visitor):
        taken.append(visitor)
        slowly(visitor, 1.0 if ends == "silent" else 0, None)

    with saying(take) as told:
        assert deliver(k1, plain(told, patience=0.3)) == {"away": 2}
    assert len(taken) == 1
    assert [(row.state, row.tries) for row in mails()] == [("waiting", 1), ("waiting", 0)]
    assert mails()[0].reason == "no answer"


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
