"""Why nothing reaches the mail server, told apart for the operator who has to mend it."""

import smtplib
import ssl
from enum import StrEnum


class MailFault(StrEnum):
    """What stands between us and the mail server; the label says what to do about it."""

    UNREACHABLE = "unreachable"
    SILENT = "silent"
    GARBLED = "garbled"
    NO_TLS = "no_tls"
    TLS_FAILED = "tls_failed"
    CERTIFICATE_NAME = "certificate_name"
    CERTIFICATE_ISSUER = "certificate_issuer"
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_NOT_YET = "certificate_not_yet"
    CERTIFICATE_OTHER = "certificate_other"
    SIGN_IN_REFUSED = "sign_in_refused"
    SENDER_REFUSED = "sender_refused"


#: The name of this trouble among the outages.
TROUBLE = "mail"

#: These pass by themselves; everything else waits for somebody to change something.
PASSING = frozenset({MailFault.UNREACHABLE, MailFault.SILENT})

#: The results of OpenSSL's verification, X509_V_ERR_…
_CERTIFICATE = {
    9: MailFault.CERTIFICATE_NOT_YET,
    10: MailFault.CERTIFICATE_EXPIRED,
    18: MailFault.CERTIFICATE_ISSUER,
    19: MailFault.CERTIFICATE_ISSUER,
    20: MailFault.CERTIFICATE_ISSUER,
    21: MailFault.CERTIFICATE_ISSUER,
    62: MailFault.CERTIFICATE_NAME,
    64: MailFault.CERTIFICATE_NAME,
}


class TlsNotOffered(Exception):
    """The server does not offer STARTTLS, or does not do it: perhaps somebody on the way."""


def fault_of(error: Exception) -> MailFault:
    """What an error while talking to the mail server means for the operator."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _CERTIFICATE.get(error.verify_code, MailFault.CERTIFICATE_OTHER)
    # smtplib says of a read that took too long that the connection was closed.
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return MailFault.SILENT
    for kind, fault in _FAULTS:
        if isinstance(error, kind):
            return fault
    return MailFault.GARBLED


#: From the special to the general: the errors of smtplib are themselves errors of the system.
_FAULTS: tuple[tuple[type[Exception], MailFault], ...] = (
    (TlsNotOffered, MailFault.NO_TLS),
    (ssl.SSLError, MailFault.TLS_FAILED),
    (smtplib.SMTPAuthenticationError, MailFault.SIGN_IN_REFUSED),
    (smtplib.SMTPNotSupportedError, MailFault.SIGN_IN_REFUSED),
    (smtplib.SMTPSenderRefused, MailFault.SENDER_REFUSED),
    (smtplib.SMTPServerDisconnected, MailFault.UNREACHABLE),
    (smtplib.SMTPException, MailFault.GARBLED),
    (OSError, MailFault.UNREACHABLE),
)
