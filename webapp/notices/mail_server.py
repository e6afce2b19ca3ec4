"""Hand messages to the mail server: over TLS with a verified certificate, or not at all.

Nothing that is secret, neither the sign-in nor a message, leaves before the line is what the
settings ask for; a server that does not offer it gets nothing.
"""

import smtplib
from contextlib import suppress
from email.message import EmailMessage
from types import TracebackType
from typing import Self

from webapp.core.mail_settings import MailTls, trust
from webapp.notices.mail import MailSettings
from webapp.notices.mail_faults import MailFault, TlsNotOffered, fault_of
from webapp.notices.smtp_line import Patient, PatientTls, StillThinking

#: What a server says that takes a message.
_TAKEN = 250
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


class Unanswered(Exception):
    """The server has the whole message and never said whether it takes it: it may have."""

    def __init__(self, fault: MailFault) -> None:
        super().__init__(fault)
        self.fault = fault


class UnderWay:
    """A message that the server has and thinks about, on a connection of its own."""

    def __init__(self, connection: Patient, patience: float) -> None:
        self._connection, self._patience = connection, patience

    def verdict(self) -> None:
        """Wait for the answer. Raises Refused, and Unanswered when the time is over."""
        try:
            code = self._connection.verdict(self._patience)
        except _TROUBLE as reason:
            raise Unanswered(fault_of(reason)) from reason
        finally:
            self._connection.close()
        if code != _TAKEN:
            raise Refused(code)


class MailServer:
    """One connection for several messages, opened at the first and renewed when it was lost."""

    def __init__(self, settings: MailSettings) -> None:
        self.settings = settings
        self._connection: Patient | None = None

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
        """Hand over one message and wait for the answer.

        Raises Refused when the server says no to it, Unanswered when it has the message and does
        not say whether it takes it, ServerAway when there is no talking to it.
        """
        under_way = self.begin(message)
        if under_way is not None:
            under_way.verdict()

    def begin(self, message: EmailMessage) -> UnderWay | None:
        """Hand over one message; returns it if the server has it and takes its time to answer.

        The next message then goes over another connection. Raises as `send` does.
        """
        try:
            self._begin(message)
        except StillThinking:
            connection, self._connection = self._connection, None
            if connection is None:
                raise
            return UnderWay(connection, self.settings.patience - connection.glance)
        return None

    def _begin(self, message: EmailMessage) -> None:
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
        except StillThinking:
            raise
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

    def _connected(self) -> Patient:
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


def _open(settings: MailSettings) -> Patient:
    """Connect to the mail server as the settings ask, with TLS and signed in.

    Raises one of _TROUBLE.
    """
    s = settings
    if s.tls is MailTls.IMPLICIT:
        context = trust(s.ca_file)
        connection: Patient = PatientTls(s.host, s.port, timeout=s.timeout, context=context)
    else:
        connection = Patient(s.host, s.port, timeout=s.timeout)
    connection.glance = min(s.glance, s.patience)
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
