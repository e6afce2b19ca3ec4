"""A browser's stand-in that comes to the proxy from an address of its own choice."""

import html
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    cookies: list[str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


class Guest:
    """One browser at one address, over TLS, with its cookies."""

    def __init__(
        self, port: int, certificate: Path, address: str, *, cookies: dict[str, str] | None = None
    ) -> None:
        self.port, self.address = port, address
        self.cookies: dict[str, str] = dict(cookies or {})
        self._trusts = ssl.create_default_context(cafile=str(certificate))
        self._token = ""

    def connect(self, *, encrypted: bool = True) -> socket.socket:
        """A connection on which nothing was said yet."""
        plain = socket.create_connection(
            ("127.0.0.1", self.port), timeout=60, source_address=(self.address, 0)
        )
        if not encrypted:
            return plain
        return self._trusts.wrap_socket(plain, server_hostname="localhost")

    @contextmanager
    def kept_open(self) -> Iterator[HTTPConnection]:
        """A connection for several requests."""
        connection = HTTPConnection("localhost", self.port, timeout=60)
        connection.sock = self.connect()
        try:
            yield connection
        finally:
            connection.close()

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | str | None = None,
        over: HTTPConnection | None = None,
        **headers: str,
    ) -> Answer:
        """Send one request, over a connection of its own if none is given."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            named["Cookie"] = "; ".join(f"{name}={v}" for name, v in self.cookies.items())
        with nullcontext(over) if over else self.kept_open() as connection:
            connection.request(method, path, body, named)
            response = connection.getresponse()
            set_here = response.headers.get_all("Set-Cookie") or []
            for cookie in set_here:
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return Answer(response.status, dict(response.headers), set_here, response.read())

    def get(self, path: str, **headers: str) -> Answer:
        """Open a page."""
        return self.ask("GET", path, **headers)

    def send(self, path: str, **fields: str) -> Answer:
        """Send a form with the token of the page shown last."""
        sent = urlencode({"csrf_token": self._token, **fields})
        kind = "application/x-www-form-urlencoded"
        origin = f"https://localhost:{self.port}"
        return self.ask("POST", path, sent, Content_Type=kind, Origin=origin)

    def open_the_form(self) -> None:
        """Look at the sign-in page."""
        self._token = token_in(self.get("/dang-nhap").text)

    def try_to_sign_in(self, email: str, password: str) -> Answer:
        """Fill in the sign-in form; its page is opened once."""
        if not self._token:
            self.open_the_form()
        answer = self.send("/dang-nhap", email=email, password=password)
        if answer.status == 303:
            self._token = ""
        return answer


def token_in(page: str) -> str:
    """The token of the forms of a page."""
    found = _TOKEN.search(page)
    assert found, page[:500]
    return html.unescape(found.group(1))
