"""Every form that takes a member's text, found open for somebody; new ones join by themselves."""

from dataclasses import dataclass
from typing import Any

from flask import Flask

from tests.cast import Cast
from tests.conftest import browser_of
from tests.forms_of import Form, posts_of
from tests.walk.furnished import Values, addresses, pages
from tests.walk.walking import endpoint_of

#: Who is asked whether a form is open for them, and who looks for their words afterwards.
_OTHERS = {"mai": "lan", "hung": "lan", "lan": "hung"}


@dataclass(frozen=True)
class LongForm:
    """One form: whose, on which page, where its text goes, and every view that takes the text."""

    name: str
    person: str
    address: str
    sent_to: str
    is_report: bool
    views: frozenset[str]

    @property
    def other(self) -> str:
        """Another member of the branch, with an office where the writer has none."""
        return _OTHERS[self.person]

    @property
    def selector(self) -> str:
        """The form on its page."""
        if self.is_report:
            return f'form[data-autosave="{self.sent_to}"]'
        return f'form:has(input[name=unsent_of][value="{self.sent_to}"])'


def text_views(app: Flask) -> dict[str, str]:
    """The views that take a member's text, each with the page that shows its form."""
    marked = ((name, getattr(v, "text_page", None)) for name, v in app.view_functions.items())
    return {name: page for name, page in marked if page}


def long_forms(app: Flask, cast: Cast, values: Values) -> list[LongForm]:
    """One of each form; AssertionError names the views whose form was open for nobody."""
    views, found = text_views(app), dict[str, LongForm]()
    shown = [rule for rule in pages(app) if rule.endpoint in set(views.values())]
    for person in _OTHERS:
        client: Any = browser_of(app, cast.people[person])
        for address in (one for rule in shown for one in addresses(rule, "k1", values)):
            answer = client.get(address)
            for form in posts_of(answer.text) if answer.status_code == 200 else ():
                made = _long_form(app, person, address, form, set(views))
                known = found.get(made.name) if made else None
                if made and (known is None or len(made.views) > len(known.views)):
                    found[made.name] = made
    missing = set(views) - {view for form in found.values() for view in form.views}
    assert not missing, f"open for nobody: add rows to tests/walk/furnished.py for {missing}"
    return sorted(found.values(), key=lambda form: form.name)


def _long_form(
    app: Flask, person: str, address: str, form: Form, views: set[str]
) -> LongForm | None:
    asked = {form.action} | {form.leads_to(button) for button in form.buttons}
    reached = {endpoint_of(app, one, "post") for one in asked} & views
    hidden = {one.name: one.value for one in form.fields if one.type == "hidden"}
    sent_to = hidden.get("unsent_of") or form.attributes.get("data-autosave", "")
    if not reached or not sent_to:
        return None
    is_report = "data-autosave" in form.attributes
    name = endpoint_of(app, form.action, "post")
    return LongForm(name, person, address, sent_to, is_report, frozenset(reached))
