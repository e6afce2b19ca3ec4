"""Reads the rest of a request's body, within bounds, before the answer goes out.

If the server closed the connection while the browser is still sending, the browser would show an
error of its own instead of our page.
"""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from flask import Flask

#: A larger body is not read; the connection is reset then.
MOST_BYTES = 64 * 1024 * 1024
MOST_SECONDS = 60.0
_PIECE = 64 * 1024

Answer = Iterable[bytes]
Application = Callable[[dict[str, Any], Any], Answer]


class Draining:
    """An application that answers only when the whole request has come in."""

    def __init__(self, application: Application, most_seconds: float = MOST_SECONDS) -> None:
        self.application = application
        self.most_seconds = most_seconds

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Answer:
        """Let the application answer, then read what it left unread."""
        body = environ["wsgi.input"] = _Body(environ["wsgi.input"])
        answer = self.application(environ, start_response)
        left = body.left(environ)
        if left:
            with _at_most(self.most_seconds, environ.get("gunicorn.socket")):
                body.drain(left)
        return answer


class _Body:
    """The body of a request that knows how much of it was read."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._taken = 0
        self._has_ended = False

    def read(self, size: int = -1) -> bytes:
        """Read some bytes, or all of them."""
        return self._counted(self._stream.read(size))

    def readline(self, size: int = -1) -> bytes:
        """Read up to the end of a line."""
        return self._counted(self._stream.readline(size))

    def readlines(self, hint: int = -1) -> list[bytes]:
        """Read all lines."""
        return [self._counted(line) for line in self._stream.readlines(hint)]

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.readline, b"")

    def _counted(self, piece: bytes) -> bytes:
        self._taken += len(piece)
        self._has_ended = not piece
        return piece

    def left(self, environ: Mapping[str, Any]) -> int:
        """How many bytes were not read; 0 where the body is too large to be read for nothing.

        Reading more would block: not every server ends a body by itself.
        """
        if "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
            has_end = bool(environ.get("wsgi.input_terminated"))
            return MOST_BYTES if has_end and not self._has_ended else 0
        length = environ.get("CONTENT_LENGTH") or "0"
        size = int(length) if length.isdecimal() else 0
        return max(0, size - self._taken) if size <= MOST_BYTES else 0

    def drain(self, left: int) -> None:
        """Read so many bytes and drop them; a sender that is gone or sends no HTTP is ignored."""
        with suppress(OSError):
            while left > 0 and (piece := self.read(min(_PIECE, left))):
                left -= len(piece)


@contextmanager
def _at_most(seconds: float, connection: socket.socket | None) -> Iterator[None]:
    """Stop reading from a slow sender after some seconds; the answer can still be sent."""
    if connection is None:
        yield
        return

    def stop_reading() -> None:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RD)

    timer = threading.Timer(seconds, stop_reading)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def init_app(app: Flask) -> None:
    """Put it around the application."""
    app.wsgi_app = Draining(app.wsgi_app)  # type: ignore[method-assign]
