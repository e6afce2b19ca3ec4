"""Somebody of the cast who sends what no browser sends; nothing of it is kept."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zlib import crc32

from flask import Flask, Response
from werkzeug.routing import Rule

from tests.conftest import HTMX, browser_of
from tests.tenancy.addresses import PLAIN, ROW_OF, parts
from tests.web.fuzz.forms import PageForm, forms_of
from tests.web.fuzz.hostile import SEGMENTS, VALUES, as_typed, body_of, reshaped, with_value
from webapp.core.db import db
from webapp.core.transactions import commit_or_roll_back

Value = TypeVar("Value", str, bytes)

FORM = "application/x-www-form-urlencoded"
#: Nobody asks for a page with more than this in its address.
_LONG = 10_000


def keep_nothing(app: Flask) -> None:
    """Do everything a successful request does but the commit, so that each form stays open."""

    def flush_only(response: Response) -> Response:
        session = db.session
        kept = response.status_code < 400
        session.info.pop("keep_read", None)
        session.info.pop("keep_refusal", None)
        try:
            if kept:
                session.flush()
        finally:
            session.rollback()
        return response

    hooks = app.after_request_funcs[None]
    hooks[hooks.index(commit_or_roll_back)] = flush_only


@dataclass
class Tally:
    """How many requests were made, and those that were answered as no request may be."""

    requests: int = 0
    forms: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[tuple[Any, ...]] = field(default_factory=list)

    def __str__(self) -> str:
        """As it is printed."""
        said = ", ".join(f"{status}: {count}" for status, count in sorted(self.statuses.items()))
        return f"{self.requests} requests to {len(self.forms)} forms and other addresses ({said})"


class Visitor:
    """One person with what an organization's addresses need."""

    def __init__(self, app: Flask, person: Any, ids: dict[str, int], tally: Tally) -> None:
        signed_in = browser_of(app, person)
        cookie = signed_in.get_cookie("session") if person else None
        self.headers = {"Cookie": f"session={cookie.value}"} if cookie else {}
        self.client = app.test_client(use_cookies=False)
        self.app, self.ids, self.tally = app, ids, tally
        self.name = person.email if person else "nobody"
        self.home = person.organization.code if person and person.organization else "k1"

    def send(self, about: str, address: str, method: str = "GET", **sent: Any) -> Any:
        """Send a request and remember a failure of the service."""
        headers = {**self.headers, **sent.pop("headers", {})}
        answer = self.client.open(address, method=method, headers=headers, **sent)
        self.tally.requests += 1
        self.tally.statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            self.tally.failures.append((self.name, method, address[:120], about))
        return answer

    def address_of(self, rule: Rule, **changed: str) -> str:
        """An address of a rule with rows that exist, and some parts as they are given."""
        values = {"organization": self.home, "token": "a" * 43} | self._parts(rule)
        shown = {name: str(values.get(name, "1")) for name in rule.arguments} | changed
        return "".join(
            shown[text] if is_dynamic else text for is_dynamic, text in rule._trace
        ).removeprefix("|")

    def _parts(self, rule: Rule) -> dict[str, Any]:
        known = rule.arguments & (set(ROW_OF) | set(PLAIN))
        return parts(_Known(known), self.ids)  # type: ignore[arg-type]

    def pages(self) -> Iterator[tuple[Rule, str]]:
        """Every address that may be opened."""
        for rule in sorted(self.app.url_map.iter_rules(), key=str):
            if "GET" in (rule.methods or ()):
                yield rule, self.address_of(rule)

    def forms(self) -> Iterator[PageForm]:
        """Every form of every page that opens for this person, each once."""
        for _rule, address in self.pages():
            answer = self.send("page", address)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                for form in forms_of(address, answer.text):
                    key = (urlsplit(form.action).path, form.names)
                    if form.method == "post" and key not in self.tally.forms:
                        self.tally.forms.add(key)
                        yield form

    def attack(self, form: PageForm, thorough: bool) -> None:
        """Send a form with bad input: one value in all fields, and several field by field."""
        fields = as_typed(form)
        self._post(form, "as it is", data=body_of(fields))
        for about, value in _some(form.action, VALUES, None if thorough else 5):
            # With the mark of another account nothing of the form would be looked at.
            everywhere = [(name, value) for name in form.names if name != "typed_by"]
            self._post(form, f"{about} everywhere", data=body_of(everywhere))
        for name in form.names:
            for about, value in _some(f"{form.action} {name}", VALUES, None if thorough else 1):
                self._post(form, f"{name}: {about}", data=body_of(with_value(fields, name, value)))
            shapes = list(reshaped(form, name))
            one = crc32(f"{form.action} {name}".encode()) % len(shapes)
            for about, sent in shapes if thorough else shapes[one : one + 1]:
                self._post(form, f"{name}: {about}", **sent)

    def _post(self, form: PageForm, about: str, **sent: Any) -> None:
        kind = {"content_type": FORM} if isinstance(sent["data"], bytes) else {}
        headers = HTMX if crc32(about.encode()) % 2 else {}
        self.send(about, form.action, "POST", headers=headers, **kind, **sent)

    def act_blindly(self, rule: Rule, names: list[str], thorough: bool) -> None:
        """Send an act whose form no page showed, with every name there is a field for."""
        address = self.address_of(rule)
        for about, value in _some(address, VALUES, None if thorough else 3):
            if len(value) < _LONG:
                sent = body_of([(name, value) for name in names])
                self.send(about, address, "POST", data=sent, content_type=FORM)

    def misspell(self, rule: Rule, method: str, thorough: bool) -> None:
        """Open an address with bad parts."""
        body = {"data": b"", "content_type": FORM} if method == "POST" else {}
        count = None if thorough else 4 if method == "GET" else 2
        for name in sorted(rule.arguments):
            for about, segment in _some(f"{rule} {name}", SEGMENTS, count):
                self.send(
                    f"{name}: {about}", self.address_of(rule, **{name: segment}), method, **body
                )

    def ask(self, address: str, names: list[str], thorough: bool) -> None:
        """Open a page with bad arguments: all at once, or also one by one."""
        for about, value in _some(address, VALUES, None if thorough else 4):
            if len(value) < _LONG:
                self._ask(about, address, [(name, value) for name in names])
                for name in names if thorough else ():
                    self._ask(f"{name}: {about}", address, [(name, value)])

    def _ask(self, about: str, address: str, asked: list[tuple[str, bytes]]) -> None:
        query = body_of(asked).decode("latin-1")
        self.send(f"?{about}", address, environ_overrides={"QUERY_STRING": query})


@dataclass(frozen=True)
class _Known:
    """Only the parts of an address that have a sample."""

    arguments: set[str]


def _some(key: str, values: Mapping[str, Value], count: int | None) -> list[tuple[str, Value]]:
    """The first of some values and a few others, different ones for each key; all for no count."""
    listed = list(values.items())
    if count is None:
        return listed
    start = crc32(key.encode())
    places = {(start + 7 * n) % len(listed): None for n in range(count)}
    return [listed[0], *(listed[place] for place in places if place)]
