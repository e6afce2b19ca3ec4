"""What each failure of a conversation with the mail server means for whoever has to mend it."""

import smtplib
import ssl

import pytest

from webapp.notices.mail_faults import PASSING, MailFault, TlsNotOffered, fault_of


def certificate_error(code):
    error = ssl.SSLCertVerificationError("certificate verify failed")
    error.verify_code = code
    return error


def closed_after(reason):
    """What smtplib raises for a read that failed for another reason."""
    try:
        try:
            raise reason
        except OSError:
            # As smtplib does it: what it came from is the context, and no cause.
            raise smtplib.SMTPServerDisconnected("closed")  # noqa: B904
    except smtplib.SMTPServerDisconnected as closed:
        return closed


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (9, MailFault.CERTIFICATE_NOT_YET),
        (10, MailFault.CERTIFICATE_EXPIRED),
        (18, MailFault.CERTIFICATE_ISSUER),
        (20, MailFault.CERTIFICATE_ISSUER),
        (62, MailFault.CERTIFICATE_NAME),
        (64, MailFault.CERTIFICATE_NAME),
        (23, MailFault.CERTIFICATE_OTHER),
    ],
)
def test_a_certificate_is_refused_for_a_reason_that_can_be_mended(code, fault):
    assert fault_of(certificate_error(code)) is fault


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (TlsNotOffered(), MailFault.NO_TLS),
        (ssl.SSLError("wrong version number"), MailFault.TLS_FAILED),
        (smtplib.SMTPAuthenticationError(535, b"no"), MailFault.SIGN_IN_REFUSED),
        (smtplib.SMTPNotSupportedError("no AUTH"), MailFault.SIGN_IN_REFUSED),
        (smtplib.SMTPSenderRefused(550, b"no", "so@example.vn"), MailFault.SENDER_REFUSED),
        (smtplib.SMTPServerDisconnected("closed"), MailFault.UNREACHABLE),
        (smtplib.SMTPHeloError(500, b"what"), MailFault.GARBLED),
        (ConnectionRefusedError(), MailFault.UNREACHABLE),
        (ValueError("no SMTP at all"), MailFault.GARBLED),
    ],
)
def test_the_special_fault_is_told_and_not_the_general_one(error, fault):
    assert fault_of(error) is fault


def test_a_silence_is_told_as_such_also_where_smtplib_says_that_the_line_was_closed():
    assert fault_of(TimeoutError()) is MailFault.SILENT
    assert fault_of(closed_after(TimeoutError())) is MailFault.SILENT
    assert fault_of(closed_after(ConnectionResetError())) is MailFault.UNREACHABLE


def test_nothing_that_somebody_has_to_mend_is_waited_for_as_if_it_passed():
    assert {MailFault.UNREACHABLE, MailFault.SILENT} == PASSING
