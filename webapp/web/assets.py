"""Style sheets and scripts: addresses with a content hash, packed once, cached for a year.

Bootstrap and htmx come out of their installed wheels; nothing foreign stands in this repository.
"""

import base64
import gzip
import hashlib
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import NotFound

from webapp.web import compression

#: The one script that may come from elsewhere, and only byte for byte as pinned here.
HTMX_CDN = "https://cdn.jsdelivr.net/npm/htmx.org@2.0.10/dist/htmx.min.js"
HTMX_INTEGRITY = "sha384-H5SrcfygHmAuTDZphMHqBJLc3FhssKjG7w/CeCpFReSfwBWDTKpkzPP8c+cLsK+V"

_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
_OWN = (
    "theme.css",
    "heat.css",
    "meeting.css",
    "slips.css",
    "app.js",
    "days.js",
    "autosave.js",
    "htmx-loader.js",
    "icon.svg",
)
_YEAR = 365 * 24 * 3600


class WrongHtmx(Exception):
    """The installed copy of htmx is not the pinned one; the process must not start."""


@dataclass(frozen=True)
class Asset:
    """One file with its address hash, as it is and packed."""

    name: str
    body: bytes = field(repr=False)
    packed: bytes = field(repr=False)
    digest: str

    @property
    def content_type(self) -> str:
        """What the browser is told the file is."""
        return _TYPES[self.name.rpartition(".")[2]]


def pack(name: str, body: bytes) -> Asset:
    """A file made ready to be sent many times."""
    digest = hashlib.sha256(body).hexdigest()[:12]
    return Asset(name, body, gzip.compress(body, 9, mtime=0), digest)


def htmx_file() -> Traversable:
    """The copy of htmx inside the installed wheel."""
    return files("django_htmx").joinpath("static/django_htmx/htmx-2.min.js")


def integrity_of(body: bytes) -> str:
    """The integrity value a browser compares with."""
    return "sha384-" + base64.b64encode(hashlib.sha384(body).digest()).decode()


def load() -> dict[str, Asset]:
    """All files of the service, by name."""
    own = files(__package__).joinpath("static")
    bootstrap = files("flask_bootstrap").joinpath("static/bootstrap5/css/bootstrap.min.css")
    bodies = {name: own.joinpath(name).read_bytes() for name in _OWN}
    bodies["bootstrap.css"] = bootstrap.read_bytes()
    bodies["htmx.js"] = htmx_file().read_bytes()
    if integrity_of(bodies["htmx.js"]) != HTMX_INTEGRITY:
        raise WrongHtmx("the installed htmx differs from the pinned one")
    return {name: pack(name, body) for name, body in bodies.items()}


def _send(digest: str, name: str) -> Response:
    asset: Asset | None = current_app.extensions["assets"].get(name)
    if asset is None:
        raise NotFound
    is_packed = request.accept_encodings["gzip"] > 0
    response = Response(asset.packed if is_packed else asset.body)
    response.content_type = asset.content_type
    response.vary.add("Accept-Encoding")
    if is_packed:
        response.content_encoding = "gzip"
    # A page from before an update still gets its style sheet, but may not keep it.
    if digest == asset.digest:
        response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    else:
        response.headers["Cache-Control"] = "no-cache"
    return response


_send.is_public = True  # type: ignore[attr-defined]


def init_app(app: Flask) -> None:
    """Serve the files and tell templates where they are."""
    compression.init_app(app)
    loaded = load()
    app.extensions["assets"] = loaded
    app.config.setdefault("HTMX_SOURCE", "cdn")
    app.add_url_rule("/static/<digest>/<name>", "static", _send)
    app.jinja_env.globals.update(
        asset_url=lambda name: f"/static/{loaded[name].digest}/{name}",
        htmx_cdn=HTMX_CDN if app.config["HTMX_SOURCE"] == "cdn" else None,
        htmx_integrity=HTMX_INTEGRITY,
    )
