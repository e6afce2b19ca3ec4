"""A body that nobody read is read to its end before the answer goes out, within bounds.

A server that closes a connection while a browser is still sending resets it, and the browser shows
an error of its own instead of the page that says what was wrong.
"""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from flask import Flask

#: More than this is nobody's form; the connection is reset then.
MOST_BYTES = 64 * 1024 * 1024
MOST_SECONDS = 60.0
_PIECE = 64 * 1024

Answer = Iterable[bytes]
Application = Callable[[dict[str, Any], Any], Answer]


class Draining:
    """An application whose answers go out once the request has come in."""

    def __init__(self, application: Application, most_seconds: float = MOST_SECONDS) -> None:
        self.application = application
        self.most_seconds = most_seconds

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Answer:
        """Answer, and read first what the application left unread."""
        body = environ["wsgi.input"] = _Body(environ["wsgi.input"])
        answer = self.application(environ, start_response)
        left = body.left(environ)
        if left:
            with _at_most(self.most_seconds, environ.get("gunicorn.socket")):
                _read(body, left)
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
        """How many bytes were not read; 0 where they are more than may be read for nothing.

        Nothing beyond them may be asked for: not every server ends a body by itself.
        """
        if "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
            has_end = bool(environ.get("wsgi.input_terminated"))
            return MOST_BYTES if has_end and not self._has_ended else 0
        length = environ.get("CONTENT_LENGTH") or "0"
        size = int(length) if length.isdecimal() else 0
        return max(0, size - self._taken) if size <= MOST_BYTES else 0


def _read(body: _Body, left: int) -> None:
    # The sender may be gone, or send what is no HTTP: the answer goes out all the same.
    with suppress(OSError):
        while left > 0:
            piece = body.read(min(_PIECE, left))
            if not piece:
                return
            left -= len(piece)


@contextmanager
def _at_most(seconds: float, connection: socket.socket | None) -> Iterator[None]:
    """Stop listening to a sender that takes its time; the answer can still be sent to it."""
    if connection is None:
        yield
        return
    bell = threading.Timer(seconds, _stop_listening, [connection])
    bell.daemon = True
    bell.start()
    try:
        yield
    finally:
        bell.cancel()


def _stop_listening(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RD)


def init_app(app: Flask) -> None:
    """Put it around the application."""
    app.wsgi_app = Draining(app.wsgi_app)  # type: ignore[method-assign]
