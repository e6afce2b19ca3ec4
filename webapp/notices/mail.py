"""Compose one e-mail; nothing in it but names, dates and a link."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Self

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from webapp.core import clock
from webapp.core.mail_settings import MailTls

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates" / "notices" / "email"),
    autoescape=False,  # noqa: S701 - plain text, never HTML
    undefined=StrictUndefined,
    trim_blocks=True,
    keep_trailing_newline=True,
)


class _KeepsSpaces(EmailPolicy):
    """Several releases of Python lose a space between two words where they fold (gh-92081)."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        """One header as the lines that are sent."""
        if name == "Subject":
            said = self._encoded(name, str(value))
        elif name in ("From", "To"):
            (person,) = value.addresses
            said = f"{self._encoded(name, person.display_name)} <{person.addr_spec}>"
        else:
            return super().fold_binary(name, value)
        return f"{name}: {said}{self.linesep}".encode("ascii")

    def _encoded(self, name: str, text: str) -> str:
        return Header(text, "utf-8", header_name=name).encode(linesep=self.linesep)


class Unsendable(Exception):
    """The address or a name can't stand in a message at all."""


@dataclass(frozen=True)
class MailSettings:
    """Which mail server, and how to sign in there."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    tls: MailTls
    sender: str
    base_url: str
    #: Whose certificates are believed; the system's store where empty.
    ca_file: str = ""
    #: Seconds for an answer, and for the answer to a whole message; for the latter nothing else
    #: waits longer than at a glance.
    timeout: float = 30.0
    patience: float = 600.0
    glance: float = 10.0
    #: From it and the nonce in the ledger the link of an invitation is made when it is sent.
    link_key: str = field(default="", repr=False)

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> Self:
        """The settings of an application."""
        return cls(
            host=config["SMTP_HOST"],
            port=int(config["SMTP_PORT"]),
            user=config["SMTP_USER"],
            password=config["SMTP_PASSWORD"],
            tls=MailTls(config["SMTP_TLS"]),
            ca_file=config.get("SMTP_CA_FILE") or "",
            patience=float(config.get("MAIL_PATIENCE_SECONDS", 600)),
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
    message = EmailMessage(policy=_KeepsSpaces(linesep="\r\n"))
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
            mail.calendar,
            maintype="text",
            subtype="calendar",
            filename="buoi-sinh-hoat.ics",
            params={"method": "PUBLISH", "charset": "utf-8"},
        )
    return message


def _address(name: str, email: str) -> Address:
    if not email.isascii() or any(c in email for c in "\r\n, <>"):
        raise ValueError("not an address")
    return Address(display_name=_one_line(name), addr_spec=email)


def _one_line(text: str) -> str:
    return " ".join(text.split())
