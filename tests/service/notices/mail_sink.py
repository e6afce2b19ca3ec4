"""A mail server on loopback that keeps what it gets, or answers as it is told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from webapp.core.mail_settings import MailTls
from webapp.local.ports import free_port
from webapp.notices.mail import MailSettings


class Sink:
    """Keeps every message; `answer` may refuse one, by recipient."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.answer: Callable[[str], str | None] = lambda recipient: None
        self.port = 0

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        refusal = self.answer(address)
        if refusal is None:
            envelope.rcpt_tos.append(address)
        return refusal or "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.messages.append(message_from_bytes(envelope.content, policy=default))
        return "250 kept"

    @property
    def settings(self) -> MailSettings:
        """How to reach it."""
        return mail_settings(self.port)

    @property
    def recipients(self) -> list[str]:
        """To whom the messages went, in order."""
        return [message["To"].addresses[0].addr_spec for message in self.messages]


def mail_settings(port: int) -> MailSettings:
    """A mail server on loopback."""
    none = MailTls.NONE
    return MailSettings("127.0.0.1", port, "", "", none, "so@example.vn", "http://localhost")


@contextmanager
def listening() -> Iterator[Sink]:
    """A sink that takes messages until the block ends."""
    sink = Sink()
    sink.port = free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
