"""Presses Enter in every kind of field of a form in a real browser, and sees what is asked for.

Nothing reaches the server: whatever the page sends is written down and answered with 204.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Locator, Page, Request, Route

from tests.forms_of import Button, Field, Form
from tests.walk.walking import Seen

#: What is said where nothing was asked for.
NOTHING = "–"
#: Whoever expects nothing waits this long, in milliseconds; whoever expects something, longer.
_SOON, _LATE = 200, 3000
#: What nobody looks at here; with a route in the way the browser would fetch it for every page.
_UNSEEN = ("stylesheet", "image", "font")
_KINDS = {"checkbox": "box", "radio": "box", "select": "list"}
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
        return said_by(self.seen.form)

    @property
    def is_right(self) -> bool:
        """A line does what the form says; a list may also do nothing, as browsers differ."""
        does_nothing = self.asked == NOTHING and self.field.type == "select"
        return does_nothing or self.asked == self.expected

    def __str__(self) -> str:
        scripts = "scripts" if self.script else "no scripts"
        field = f"{self.field.type} {self.field.name}"
        return f"{self.seen.endpoint} | {field} | {scripts} | {self.asked}"


def by_person(forms: Iterable[Seen]) -> Iterator[tuple[str | None, list[Seen]]]:
    """The forms in the order of those who met them, so that nobody signs in twice."""
    ordered = sorted(forms, key=lambda seen: seen.person or "")
    for person, met in groupby(ordered, key=lambda seen: seen.person):
        yield person, list(met)


def said_by(form: Form) -> str:
    """The words of the button that a form presses on Enter."""
    first = form.default
    if first is None or first.is_idle:
        return NOTHING
    return next((one.label for one in form.seen if one.act == first.act), "?")


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
        elif route.request.resource_type in _UNSEEN:
            route.abort()
        else:
            route.fallback()

    def every_kind(self, seen: Seen, *, few: bool = False) -> list[Press]:
        """Press Enter once in each kind of field of a form; for few, once in a line, box, list."""
        self.page.goto(seen.address)
        form = self.page.locator("form").nth(seen.place)
        controls = form.locator(_FIELD)
        return [
            Press(seen, one, self.script, self._press(seen.form, controls.nth(place)))
            for place, one in _kinds(seen.form, few=few)
        ]

    def _press(self, form: Form, control: Locator) -> str:
        self.page.evaluate(_READY)
        self._sent.clear()
        control.focus()
        is_list = control.evaluate("(one) => one.matches('select')")
        self.page.wait_for_timeout(20)
        early = len(self._sent)
        self.page.keyboard.press("Enter")
        self._wait(early, _SOON if said_by(form) == NOTHING or is_list else _LATE)
        asks = self.page.locator("#dialog-confirm[open]")
        if asks.count():
            words = asks.inner_text()
            self.page.keyboard.press("Escape")
            return f"? {words}"
        sent = self._sent[early:]
        return _act(form, sent[0]) if sent else NOTHING

    def _wait(self, early: int, longest: int) -> None:
        """Until something is sent, or nothing was for long enough."""
        for _ in range(longest // 50):
            if len(self._sent) > early:
                return
            self.page.wait_for_timeout(50)


def _kinds(form: Form, *, few: bool) -> list[tuple[int, Field]]:
    """The first field of each kind, with its place among those that are seen."""
    seen = [one for one in form.fields if one.type not in ("hidden", "textarea", "file")]
    first: dict[str, tuple[int, Field]] = {}
    for place, one in enumerate(seen):
        if one.sends_on_enter:
            name = "" if few else re.sub(r"[0-9]+", "#", one.name)
            kind = _KINDS.get(one.type, "line") if few else one.type
            first.setdefault(f"{kind} {name}", (place, one))
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
