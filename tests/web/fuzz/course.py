"""What is tried: every form, act, address and argument there is, by everybody who has pages."""

from collections.abc import Sequence
from pathlib import Path

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from tests.web.fuzz.hostile import arguments_in_source
from tests.web.fuzz.visitor import Tally, Visitor

#: Who opens pages: together they see every kind of page there is.
PEOPLE = ("lan", "mai", "hung", "duc", "oanh", "van", None)
_WEBAPP = Path(__file__).resolve().parents[3] / "webapp"


def forms(app: Flask, visitors: Sequence[Visitor], tally: Tally, *, thorough: bool) -> None:
    """Every form of every page, then the acts whose forms no page showed."""
    for visitor in visitors:
        for form in list(visitor.forms()):
            visitor.attack(form, thorough)
    reached = {_endpoint(app, action) for action, _names in tally.forms}
    names = sorted({name for _action, names in tally.forms for name in names})
    unreached = [rule for rule in _rules(app, "POST") if rule.endpoint not in reached]
    for rule in unreached:
        for visitor in visitors if thorough else visitors[:2]:
            visitor.act_blindly(rule, names, thorough)


def addresses(app: Flask, visitors: Sequence[Visitor], *, thorough: bool) -> None:
    """Every address with parts that are none."""
    for method in ("GET", "POST"):
        for rule in _rules(app, method):
            for visitor in visitors if thorough else visitors[:1]:
                visitor.misspell(rule, method, thorough)


def arguments(visitors: Sequence[Visitor], *, thorough: bool) -> None:
    """Every page with arguments nobody means."""
    names = arguments_in_source(_WEBAPP)
    for visitor in visitors if thorough else visitors[:1]:
        for _rule, address in visitor.pages():
            visitor.ask(address, names, thorough)


def _rules(app: Flask, method: str) -> list[Rule]:
    return sorted((r for r in app.url_map.iter_rules() if method in (r.methods or ())), key=str)


def _endpoint(app: Flask, action: str) -> str | None:
    try:
        return app.url_map.bind("localhost").match(action, method="POST")[0]
    except HTTPException:
        return None
