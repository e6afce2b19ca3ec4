"""Pages are sent packed to browsers that can read it; phones pay for every byte.

Our own few lines, because the length of a packed page must not tell what is in it: each carries
padding of random length, as the “Heal The BREACH” paper proposes and Django does. The usual
extension has no such thing, and brings two more compression libraries into each worker.
"""

import gzip
import io
import secrets

from flask import Flask, Response, request

_TEXTS = frozenset({"text/html", "text/plain", "application/json"})
#: Below this a packed answer is hardly shorter.
_WORTH_IT = 600
_LEVEL = 5
_MOST_PADDING = 64


def pack_page(body: bytes) -> bytes:
    """The body in gzip, with a file name of random length in its header as padding."""
    packed = io.BytesIO()
    padding = "a" * (1 + secrets.randbelow(_MOST_PADDING))
    with gzip.GzipFile(padding, "wb", _LEVEL, packed, mtime=0) as file:
        file.write(body)
    return packed.getvalue()


def _pack(response: Response) -> Response:
    if response.mimetype not in _TEXTS or response.is_streamed or response.direct_passthrough:
        return response
    response.vary.add("Accept-Encoding")
    is_wanted = request.accept_encodings["gzip"] > 0 and not response.content_encoding
    if is_wanted and len(body := response.get_data()) >= _WORTH_IT:
        response.set_data(pack_page(body))
        response.content_encoding = "gzip"
    return response


def init_app(app: Flask) -> None:
    """Pack every page and piece that is worth it."""
    app.after_request(_pack)
