"""Mail servers that speak TLS, well or badly, and remember everything they are told."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from webapp.core.mail_settings import MailTls
from webapp.local.ports import free_port
from webapp.notices.mail import MailSettings

NAME = "localhost"


@dataclass
class Told:
    """What a server was told that is nobody else's business."""

    port: int = 0
    passwords: list[bytes] = field(default_factory=list)
    envelopes: list[str] = field(default_factory=list)
    messages: list[bytes] = field(default_factory=list)

    @property
    def secrets(self) -> list[Any]:
        """Sign-ins, senders and messages."""
        return [*self.passwords, *self.envelopes, *self.messages]

    async def handle_MAIL(  # noqa: N802 - the names that aiosmtpd calls
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        self.envelopes.append(address)
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.messages.append(envelope.content)
        return "250 kept"

    def let_in(self, server: Any, session: Any, envelope: Any, how: str, data: Any) -> AuthResult:
        self.passwords.append(data.password)
        return AuthResult(success=True)


def certificate(issuer: trustme.CA, name: str = NAME, *, days: tuple[int, int] = (-1, 30)) -> Any:
    """A server's certificate for a name, valid from and until so many days from now."""
    now = datetime.now(UTC)
    begins, ends = (now + timedelta(days=number) for number in days)
    return issuer.issue_cert(name, not_before=begins, not_after=ends)


def context_of(leaf: Any) -> ssl.SSLContext:
    """TLS as a server with this certificate speaks it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    leaf.configure_cert(context)
    return context


@contextmanager
def serving(tls: MailTls, context: ssl.SSLContext | None) -> Iterator[Told]:
    """A mail server that offers TLS in one of its ways, or none at all."""
    told = Told(port=free_port())
    starttls = context if tls is MailTls.STARTTLS else None
    controller = Controller(
        told,
        hostname="127.0.0.1",
        port=told.port,
        server_hostname=NAME,
        ssl_context=context if tls is MailTls.IMPLICIT else None,
        tls_context=starttls,
        authenticator=told.let_in,
        auth_require_tls=False,
    )
    controller.start()
    try:
        yield told
    finally:
        controller.stop()


@contextmanager
def saying(talk: Callable[[socket.socket], None]) -> Iterator[Told]:
    """A server that says to each visitor what `talk` makes it say."""
    told, listener = Told(), socket.create_server(("127.0.0.1", 0))
    told.port = listener.getsockname()[1]

    def receive(visitor: socket.socket) -> None:
        with visitor, suppress(OSError):
            talk(visitor)

    def serve() -> None:
        with suppress(OSError):
            while True:
                visitor, _ = listener.accept()
                threading.Thread(target=receive, args=(visitor,), daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        # Closing alone does not wake whoever waits in accept().
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)


def settings(port: int, tls: MailTls, ca_file: Path | str, **changes: Any) -> MailSettings:
    """How to reach a server of these tests, with a sign-in."""
    facts = {"user": "so", "password": "mật khẩu".encode().hex(), "timeout": 3.0, "patience": 3.0}
    return MailSettings(
        host=NAME,
        port=port,
        tls=tls,
        sender="so@example.vn",
        base_url="http://localhost",
        ca_file=str(ca_file),
        **{**facts, **changes},  # type: ignore[arg-type]
    )
