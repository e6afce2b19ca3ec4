"""Hand messages to the mail server: over TLS with a verified certificate, or not at all.

Nothing that is secret, neither the sign-in nor a message, leaves before the line is what the
settings ask for; a server that does not offer it gets nothing.
"""

import smtplib
from contextlib import suppress
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Self

from webapp.core.mail_settings import MailTls, trust
from webapp.notices.mail import MailSettings
from webapp.notices.mail_faults import MailFault, TlsNotOffered, fault_of

#: What goes wrong while talking; ValueError is what smtplib makes of answers that are no SMTP.
_TROUBLE = (smtplib.SMTPException, OSError, ValueError, TlsNotOffered)


class Refused(Exception):
    """The mail server said no to this message: for good (5xx), or for now (4xx)."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code

    @property
    def for_good(self) -> bool:
        """Whether trying again is pointless."""
        return self.code >= 500


class ServerAway(Exception):
    """The mail server can't be reached or gets nothing from us; no message is to blame."""

    def __init__(self, fault: MailFault) -> None:
        super().__init__(fault)
        self.fault = fault


class Unanswered(ServerAway):
    """The server has the whole message and never said whether it takes it: it may have."""


class _Patient(smtplib.SMTP):
    """Gives the server the time that scanners need once it has a whole message."""

    patience = 0.0
    #: Whether a whole message was handed over and the answer to it is still to come.
    awaits_verdict = False
    _text_follows = False

    def data(self, msg: Any) -> Any:
        """Hand over the text of a message and return the answer to it."""
        usual, self._text_follows = self.timeout, True
        answer = super().data(msg)
        self._text_follows = self.awaits_verdict = False
        if self.sock is not None:
            self.sock.settimeout(usual)
        return answer

    def send(self, s: Any) -> None:
        """Send a command, which is text, or a message, which is bytes and ends in its dot."""
        super().send(s)
        if self._text_follows and isinstance(s, bytes) and self.sock is not None:
            self.awaits_verdict = True
            self.sock.settimeout(self.patience)


class _PatientTls(_Patient, smtplib.SMTP_SSL):
    """The same on a line that is TLS from its first byte."""


class MailServer:
    """One connection for several messages, opened at the first and renewed when it was lost."""

    def __init__(self, settings: MailSettings) -> None:
        self.settings = settings
        self._connection: _Patient | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._hang_up()

    @property
    def is_open(self) -> bool:
        """Whether the server has let us in already."""
        return self._connection is not None

    def send(self, message: EmailMessage) -> None:
        """Hand over one message.

        Raises Refused when the server says no to it, Unanswered when it has the message and does
        not say whether it takes it, ServerAway when there is no talking to it.
        """
        was_open = self._connection is not None
        try:
            self._hand_over(message)
        except _HungUp as gone:
            # Servers hang up on idle connections; a fresh one tells whether this one is away.
            if not was_open:
                raise ServerAway(gone.fault) from gone
            try:
                self._hand_over(message)
            except _HungUp as again:
                raise ServerAway(again.fault) from again

    def _hand_over(self, message: EmailMessage) -> None:
        connection = self._connected()
        try:
            connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as refusal:
            raise Refused(min(code for code, _ in refusal.recipients.values())) from refusal
        except smtplib.SMTPDataError as refusal:
            raise Refused(refusal.smtp_code) from refusal
        except BaseException as reason:
            # In the middle of a conversation: whatever is said next would be misunderstood.
            self._drop()
            if connection.awaits_verdict and isinstance(reason, _TROUBLE):
                raise Unanswered(fault_of(reason)) from reason
            if isinstance(reason, smtplib.SMTPServerDisconnected):
                raise _HungUp(fault_of(reason)) from reason
            if isinstance(reason, _TROUBLE):
                raise ServerAway(fault_of(reason)) from reason
            raise

    def _connected(self) -> _Patient:
        """The connection, opened with TLS as the settings ask where there is none.

        Raises ServerAway.
        """
        if self._connection is None:
            try:
                self._connection = _open(self.settings)
            except _TROUBLE as reason:
                raise ServerAway(fault_of(reason)) from reason
        return self._connection

    def _hang_up(self) -> None:
        if self._connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._connection.quit()
        self._drop()

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


class _HungUp(Exception):
    """The server ended the conversation before it had the whole message."""

    def __init__(self, fault: MailFault) -> None:
        super().__init__(fault)
        self.fault = fault


def _open(settings: MailSettings) -> _Patient:
    """Connect to the mail server as the settings ask, with TLS and signed in.

    Raises one of _TROUBLE.
    """
    s = settings
    if s.tls is MailTls.IMPLICIT:
        context = trust(s.ca_file)
        connection: _Patient = _PatientTls(s.host, s.port, timeout=s.timeout, context=context)
    else:
        connection = _Patient(s.host, s.port, timeout=s.timeout)
    connection.patience = s.patience
    try:
        if s.tls is MailTls.STARTTLS:
            try:
                connection.starttls(context=trust(s.ca_file))
            except (smtplib.SMTPNotSupportedError, smtplib.SMTPResponseException) as reason:
                # A server that answers anything else than TLS is not believed.
                raise TlsNotOffered from reason
        if s.user:
            if s.tls is MailTls.NONE:
                raise TlsNotOffered
            connection.login(s.user, s.password)
    except BaseException:
        connection.close()
        raise
    return connection
