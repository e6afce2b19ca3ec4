"""Presses Enter in every kind of field of a form in a real browser, and sees what is asked for.

Nothing reaches the server: whatever the page sends is written down and answered with 204.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Locator, Page, Request, Route

from tests.forms_of import Button, Field, Form
from tests.walk.walking import Seen

#: What a press leads to comes within this many milliseconds, or it was nothing.
_SOON = 150
_FIELD = "input:not([type=hidden]):not([type=submit]):not([type=file]), select"
#: Folds are opened, and a form that was sent once may be sent again.
_READY = """document.querySelectorAll("details").forEach((one) => { one.open = true; });
    document.querySelectorAll("form[data-sent]").forEach((one) => { delete one.dataset.sent; });"""


@dataclass(frozen=True)
class Press:
    """Enter in one field: what was asked for, in the words of the button that asks for it."""

    seen: Seen
    field: Field
    script: bool
    asked: str

    @property
    def expected(self) -> str:
        """What the form says about Enter."""
        first = self.seen.form.default
        if first is None or first.is_idle:
            return NOTHING
        return label_of(self.seen.form, first.act)

    def __str__(self) -> str:
        scripts = "scripts" if self.script else "no scripts"
        field = f"{self.field.type} {self.field.name}"
        return f"{self.seen.endpoint} | {field} | {scripts} | {self.asked}"


NOTHING = "–"


def label_of(form: Form, act: tuple[str, str, str, str]) -> str:
    """The words of the button that asks for this act."""
    return next((one.label for one in form.seen if one.act == act), "?")


class Pressing:
    """One page of somebody on which Enter is pressed."""

    def __init__(self, page: Page, *, script: bool) -> None:
        self.page, self.script = page, script
        self._sent: list[Request] = []
        page.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        if route.request.method == "POST":
            self._sent.append(route.request)
            route.fulfill(status=204)
        else:
            route.fallback()

    def every_kind(self, seen: Seen) -> list[Press]:
        """Press Enter once in each kind of field of a form."""
        self.page.goto(seen.address)
        form = self.page.locator("form").nth(seen.place)
        controls = form.locator(_FIELD)
        return [
            Press(seen, one, self.script, self._press(seen.form, controls.nth(place)))
            for place, one in _kinds(seen.form)
        ]

    def _press(self, form: Form, control: Locator) -> str:
        self.page.evaluate(_READY)
        self._sent.clear()
        control.focus()
        self.page.wait_for_timeout(20)
        early = len(self._sent)
        self.page.keyboard.press("Enter")
        self.page.wait_for_timeout(_SOON)
        asks = self.page.locator("#dialog-confirm[open]")
        if asks.count():
            words = asks.inner_text()
            self.page.keyboard.press("Escape")
            return f"? {words}"
        sent = self._sent[early:]
        return _act(form, sent[0]) if sent else NOTHING


def _kinds(form: Form) -> list[tuple[int, Field]]:
    """The first field of each kind, with its place among those that are seen."""
    seen = [one for one in form.fields if one.type not in ("hidden", "textarea", "file")]
    first: dict[str, tuple[int, Field]] = {}
    for place, one in enumerate(seen):
        if one.sends_on_enter:
            first.setdefault(f"{one.type} {re.sub(r'[0-9]+', '#', one.name)}", (place, one))
    return list(first.values())


def _act(form: Form, request: Request) -> str:
    """The button whose address and value were sent."""
    path = urlsplit(request.url).path
    pairs = set(parse_qsl(request.post_data or "", keep_blank_values=True))
    fitting = [one for one in form.seen if _fits(form, one, path, pairs)]
    named = [one for one in fitting if one.name]
    return (named or fitting)[0].label if fitting else f"POST {path}"


def _fits(form: Form, button: Button, path: str, pairs: set[tuple[str, str]]) -> bool:
    leads_there = urlsplit(form.leads_to(button)).path == path
    return leads_there and (not button.name or (button.name, button.value) in pairs)
