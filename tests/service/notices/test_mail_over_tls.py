"""Mail leaves over a verified line or not at all; whoever runs the service is told why."""

import logging
import time
from contextlib import nullcontext
from datetime import timedelta
from email.message import EmailMessage

import pytest
import trustme

from tests.service.notices.secure_server import (
    certificate,
    context_of,
    saying,
    serving,
    settings,
)
from tests.service.notices.test_deliver import deliver, mails
from webapp.core import clock, outages
from webapp.core.db import db
from webapp.core.mail_settings import MailTls
from webapp.notices.mail_faults import TROUBLE, MailFault
from webapp.notices.mail_server import MailServer, ServerAway

TLS = [MailTls.STARTTLS, MailTls.IMPLICIT]


@pytest.fixture(scope="module")
def ca():
    return trustme.CA()


@pytest.fixture(scope="module")
def ca_file(ca, tmp_path_factory):
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    ca.cert_pem.write_to_path(path)
    return path


@pytest.fixture
def untouched(cast, tell, k1, as_, caplog):
    """A letter that waits, and a look at everything once sending it has failed."""
    tell(cast.mai)
    db.session.commit()

    def look(told, outcome, fault):
        assert outcome == {"away": 1}
        assert told.secrets == []
        (row,) = mails()
        assert (row.state, row.tries, row.lease_until) == ("waiting", 0, None)
        assert row.send_after == clock.now() + timedelta(minutes=1)
        assert outages.current(TROUBLE).reason == fault
        (line,) = [r for r in caplog.records if r.name == "webapp.notices.delivery"]
        assert line.fault == fault
        assert line.levelno >= logging.WARNING
        assert "Thư không gửi được" in as_(cast.van).get("/van-hanh").text

    return look


@pytest.mark.parametrize("tls", TLS)
def test_a_server_of_the_right_name_gets_the_letter_over_tls(cast, tell, k1, ca, ca_file, tls):
    tell(cast.mai)
    with serving(tls, context_of(certificate(ca))) as told:
        assert deliver(k1, settings(told.port, tls, ca_file)) == {"sent": 1}
    assert mails()[0].state == "sent"
    assert len(told.passwords) == len(told.messages) == 1
    assert b"To: " in told.messages[0]


BAD = {
    "another name": ({"name": "mail.else.vn"}, MailFault.CERTIFICATE_NAME),
    "expired": ({"days": (-30, -1)}, MailFault.CERTIFICATE_EXPIRED),
    "not yet valid": ({"days": (1, 30)}, MailFault.CERTIFICATE_NOT_YET),
}


@pytest.mark.parametrize("tls", TLS)
@pytest.mark.parametrize(("facts", "fault"), BAD.values(), ids=BAD.keys())
def test_a_certificate_that_proves_nothing_gets_nothing(
    k1, untouched, ca, ca_file, tls, facts, fault
):
    with serving(tls, context_of(certificate(ca, **facts))) as told:
        outcome = deliver(k1, settings(told.port, tls, ca_file))
    untouched(told, outcome, fault)


@pytest.mark.parametrize("tls", TLS)
@pytest.mark.parametrize("believed", ["another CA", "the system's store"])
def test_a_certificate_that_somebody_made_for_themselves_gets_nothing(
    k1, untouched, ca_file, tls, believed
):
    file = ca_file if believed == "another CA" else ""
    with serving(tls, context_of(certificate(trustme.CA()))) as told:
        outcome = deliver(k1, settings(told.port, tls, file))
    untouched(told, outcome, MailFault.CERTIFICATE_ISSUER)


def test_a_server_that_offers_no_starttls_gets_nothing(k1, untouched, ca_file):
    with serving(MailTls.NONE, None) as told:
        outcome = deliver(k1, settings(told.port, MailTls.STARTTLS, ca_file))
    untouched(told, outcome, MailFault.NO_TLS)


def test_a_plain_server_asked_for_tls_at_once_gets_nothing(k1, untouched, ca_file):
    with serving(MailTls.NONE, None) as told:
        outcome = deliver(k1, settings(told.port, MailTls.IMPLICIT, ca_file))
    untouched(told, outcome, MailFault.TLS_FAILED)


def test_a_tls_server_asked_for_starttls_gets_nothing(k1, untouched, ca, ca_file):
    with serving(MailTls.IMPLICIT, context_of(certificate(ca))) as told:
        outcome = deliver(k1, settings(told.port, MailTls.STARTTLS, ca_file, timeout=0.5))
    untouched(told, outcome, MailFault.SILENT)


def offer(visitor, told, answer):
    """Offer STARTTLS, answer it so, and write down whatever is said afterwards."""
    lines = visitor.makefile("rb")
    visitor.sendall(b"220 localhost ESMTP\r\n")
    lines.readline()
    visitor.sendall(b"250-localhost\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n")
    assert lines.readline() == b"STARTTLS\r\n"
    for part in answer:
        visitor.sendall(part)
        time.sleep(0.1)
    for line in lines:
        # What begins a TLS conversation is no secret; words of SMTP would be.
        if any(word in line.upper() for word in (b"AUTH", b"MAIL", b"EHLO", b"DATA")):
            told.messages.append(line)


ANSWERS = {
    "no": ([b"454 TLS not available\r\n"], MailFault.NO_TLS),
    "nonsense": ([b"\x00\xff nonsense \r\n"], MailFault.NO_TLS),
    "yes and then nonsense": ([b"220 go\r\n", b"\x00nonsense\r\n" * 9], MailFault.TLS_FAILED),
    "yes and answers slipped in": ([b"220 go\r\n250-localhost\r\n250 OK\r\n"], MailFault.SILENT),
}


@pytest.mark.parametrize(("answer", "fault"), ANSWERS.values(), ids=ANSWERS.keys())
def test_a_line_that_somebody_meddles_with_gets_nothing(k1, untouched, ca_file, answer, fault):
    with saying(lambda visitor: offer(visitor, told, answer)) as told:
        outcome = deliver(k1, settings(told.port, MailTls.STARTTLS, ca_file, timeout=0.5))
    untouched(told, outcome, fault)


@pytest.mark.parametrize("tls", TLS)
def test_a_server_that_is_not_there_or_says_nothing(k1, untouched, ca_file, tls):
    with saying(lambda visitor: time.sleep(0.6)) as told:
        outcome = deliver(k1, settings(told.port, tls, ca_file, timeout=0.2))
    untouched(told, outcome, MailFault.SILENT)


def test_a_line_that_failed_is_not_taken_up_again(ca_file):
    message = EmailMessage()
    message["From"], message["To"] = "so@example.vn", "mai@example.vn"
    with serving(MailTls.STARTTLS, context_of(certificate(trustme.CA()))) as told:
        server = MailServer(settings(told.port, MailTls.STARTTLS, ca_file))
        for _ in range(3):
            with pytest.raises(ServerAway):
                server.send(message)
            assert not server.is_open
    assert told.secrets == []


@pytest.mark.parametrize("user", ["so", ""])
def test_a_sign_in_never_happens_in_clear_text(user):
    """Settings of an environment can't be so; whoever calls with others is stopped all the same."""
    message = EmailMessage()
    message["From"], message["To"] = "so@example.vn", "mai@example.vn"
    stopped = pytest.raises(ServerAway) if user else nullcontext()
    with serving(MailTls.NONE, None) as told:
        server = MailServer(settings(told.port, MailTls.NONE, "", user=user))
        with server, stopped:
            server.send(message)
    assert told.passwords == []
    assert len(told.messages) == (0 if user else 1)


def test_once_the_certificate_is_right_the_letter_leaves_and_nobody_is_alarmed(
    cast, tell, k1, as_, ca, ca_file, moment
):
    tell(cast.mai)
    with serving(MailTls.STARTTLS, context_of(certificate(ca, "mail.else.vn"))) as told:
        deliver(k1, settings(told.port, MailTls.STARTTLS, ca_file))
    page = as_(cast.van).get("/van-hanh").text
    assert "cấp cho tên máy khác" in page
    moment(clock.now() + timedelta(minutes=2))
    with serving(MailTls.STARTTLS, context_of(certificate(ca))) as told:
        assert deliver(k1, settings(told.port, MailTls.STARTTLS, ca_file)) == {"sent": 1}
    assert outages.current(TROUBLE) is None
    assert "Thư không gửi được" not in as_(cast.van).get("/van-hanh").text
