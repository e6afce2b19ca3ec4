"""Compose one e-mail and hand it to the mail server; nothing in it but names, dates and a link."""

import smtplib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from webapp.core import clock

_TIMEOUT_SECONDS = 10.0
_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates" / "notices" / "email"),
    autoescape=False,  # noqa: S701 - plain text, never HTML
    undefined=StrictUndefined,
    trim_blocks=True,
    keep_trailing_newline=True,
)


class Unsendable(Exception):
    """The address or a name can't stand in a message at all."""


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
    """The mail server can't be reached or takes nothing from us; no message is to blame."""


@dataclass(frozen=True)
class MailSettings:
    """Which mail server, and how to sign in there."""

    host: str
    port: int
    user: str
    password: str
    tls: bool
    sender: str
    base_url: str
    #: From it and the nonce in the ledger the link of an invitation is made when it is sent.
    link_key: str = ""

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> Self:
        """The settings of an application."""
        return cls(
            host=config["SMTP_HOST"],
            port=int(config["SMTP_PORT"]),
            user=config["SMTP_USER"],
            password=config["SMTP_PASSWORD"],
            tls=bool(config["SMTP_TLS"]),
            sender=config["MAIL_FROM"],
            base_url=config["BASE_URL"].rstrip("/"),
            link_key=config.get("SECRET_KEY") or "",
        )

    @property
    def domain(self) -> str:
        """The right-hand side of message identifiers."""
        return self.sender.rpartition("@")[2] or "localhost"


@dataclass(frozen=True)
class Mail:
    """What one e-mail says, to whom, from whom."""

    message_id: str
    at: datetime
    organization: str
    address_word: str
    name: str
    email: str
    title: str
    lines: tuple[str, ...]
    link: str
    calendar: bytes | None = None
    #: Whether it comes only as long as its reader wishes so.
    can_be_stopped: bool = True


def compose(mail: Mail, settings: MailSettings) -> EmailMessage:
    """The message as plain text; headers can't be broken out of.

    Raises Unsendable when the address or a name is not fit for a header.
    """
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = _address(mail.organization, settings.sender)
        message["To"] = _address(mail.name, mail.email)
        message["Subject"] = _one_line(f"{mail.title} - {mail.organization}")
        message["Message-ID"] = mail.message_id
        message["Date"] = format_datetime(clock.in_hanoi(mail.at))
        message["Auto-Submitted"] = "auto-generated"
    except (ValueError, MessageError, IndexError) as reason:
        raise Unsendable from reason
    text = _templates.get_template("message.txt").render(mail=mail)
    message.set_content(text, cte="quoted-printable")
    if mail.calendar is not None:
        message.add_attachment(
            mail.calendar, maintype="text", subtype="calendar", filename="buoi-sinh-hoat.ics"
        )
    return message


def _address(name: str, email: str) -> Address:
    if not email.isascii() or any(c in email for c in "\r\n, <>"):
        raise ValueError("not an address")
    return Address(display_name=_one_line(name), addr_spec=email)


def _one_line(text: str) -> str:
    return " ".join(text.split())


class MailServer:
    """One connection for several messages, opened at the first and renewed when it was lost."""

    def __init__(self, settings: MailSettings) -> None:
        self.settings = settings
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._hang_up()

    def send(self, message: EmailMessage) -> None:
        """Hand over one message.

        Raises Refused when the server says no to it, ServerAway when there is no talking to it.
        """
        renewed = self._connection is None
        try:
            self._hand_over(message)
        except smtplib.SMTPServerDisconnected as gone:
            # Servers hang up on idle connections; a fresh one tells whether this one is away.
            if renewed:
                raise ServerAway from gone
            self._once_more(message)

    def _once_more(self, message: EmailMessage) -> None:
        self._hang_up()
        try:
            self._hand_over(message)
        except smtplib.SMTPServerDisconnected as gone:
            raise ServerAway from gone

    def _hand_over(self, message: EmailMessage) -> None:
        try:
            self._connected().send_message(message)
        except smtplib.SMTPRecipientsRefused as refusal:
            raise Refused(min(code for code, _ in refusal.recipients.values())) from refusal
        except smtplib.SMTPDataError as refusal:
            raise Refused(refusal.smtp_code) from refusal
        except smtplib.SMTPServerDisconnected:
            self._hang_up()
            raise
        except (smtplib.SMTPException, OSError) as reason:
            self._hang_up()
            raise ServerAway(type(reason).__name__) from reason

    def _connected(self) -> smtplib.SMTP:
        if self._connection is None:
            s = self.settings
            connection = smtplib.SMTP(s.host, s.port, timeout=_TIMEOUT_SECONDS)
            self._connection = connection
            if s.tls:
                connection.starttls()
            if s.user:
                connection.login(s.user, s.password)
        return self._connection

    def _hang_up(self) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            try:
                connection.quit()
            except (smtplib.SMTPException, OSError):
                connection.close()
