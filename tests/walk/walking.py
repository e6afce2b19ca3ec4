"""Every form that people of the cast meet on the pages of the service.

New pages and new forms join by themselves: the pages are those of the address map.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.cast import Cast
from tests.conftest import browser_of
from tests.forms_of import Button, Form, forms_of
from tests.walk.furnished import Values, addresses, pages

#: Who goes through the pages, and the organization they are at home in.
PEOPLE = {"lan": "k1", "hung": "k1", "mai": "k1", "duc": "db", "van": "", None: ""}


@dataclass(frozen=True)
class Seen:
    """One form where somebody met it; `place` counts the forms of its page."""

    person: str | None
    address: str
    place: int
    form: Form
    endpoint: str
    kind: str

    def __str__(self) -> str:
        labels = " / ".join(button.label for button in self.form.seen)
        return f"{self.person} {self.address} → {self.endpoint}: {labels}"


@dataclass
class Walk:
    """What was opened, and every form that was met."""

    opened: int = 0
    refused: int = 0
    broken: list[str] = field(default_factory=list)
    forms: list[Seen] = field(default_factory=list)

    @property
    def posts(self) -> list[Seen]:
        """The forms that change something."""
        return [seen for seen in self.forms if seen.form.method == "post"]

    @property
    def distinct(self) -> list[Seen]:
        """One of each kind of form that changes something: the one with most fields."""
        kinds: dict[str, Seen] = {}
        for seen in self.posts:
            known = kinds.setdefault(seen.kind, seen)
            if len(seen.form.entered) > len(known.form.entered):
                kinds[seen.kind] = seen
        return list(kinds.values())


def walk(app: Flask, cast: Cast, values: Values) -> Walk:
    """Open every page as everybody who is at home there."""
    found = Walk()
    for person, code in PEOPLE.items():
        client = browser_of(app, cast.people[person] if person else None)
        for address in _pages_of(app, code, values):
            answer = client.get(address)
            if answer.status_code >= 500:
                found.broken.append(f"{person} {address}")
            if answer.status_code not in (200, 422) or answer.mimetype != "text/html":
                found.refused += 1
                continue
            found.opened += 1
            found.forms += _met(app, person, address, answer.text)
    return found


def _pages_of(app: Flask, code: str, values: Values) -> Iterator[str]:
    for rule in pages(app):
        if code or "organization" not in rule.arguments:
            yield from addresses(rule, code, values)


def _met(app: Flask, person: str | None, address: str, html: str) -> Iterator[Seen]:
    for place, form in enumerate(forms_of(html)):
        endpoint = endpoint_of(app, form.action, form.method)
        kind = f"{endpoint} {sorted(_act_of(app, form, button) for button in form.buttons)}"
        yield Seen(person, address, place, form, endpoint, kind)


def _act_of(app: Flask, form: Form, button: Button) -> str:
    """What a button asks for, whichever row it belongs to."""
    endpoint = endpoint_of(app, form.leads_to(button), form.method)
    value = re.sub(r"\d+", "#", f"{button.name}={button.value}") if button.name else ""
    return f"{endpoint} {value} {button.is_on_enter}"


def endpoint_of(app: Flask, address: str, method: str) -> str:
    """The endpoint that answers an address; the address itself where none does."""
    path = address.partition("?")[0]
    try:
        endpoint, _values = app.url_map.bind("localhost").match(path, method=method.upper())
    except HTTPException:
        return path
    return str(endpoint)
