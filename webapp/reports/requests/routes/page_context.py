"""What a page about one request about a turn shows."""

from typing import Any

from flask import g, url_for

from webapp.plans.models import TurnRequest
from webapp.plans.requests import queries as request_queries
from webapp.plans.requests import rules as request_rules
from webapp.plans.requests.rules import RequestKind, RequestStep
from webapp.plans.requests.service import parties_of
from webapp.reports.forms import DisagreeForm, GrantForm, ReasonForm
from webapp.reports.requests import options
from webapp.web.forms import Form
from webapp.web.unsent_forms import typed_at_each

#: What the last part of an address asks for.
WISHES = {
    "xin-doi": RequestKind.SWAP,
    "xin-hoan": RequestKind.POSTPONE,
    "xin-thoi": RequestKind.DECLINE,
    "thay-nguoi": RequestKind.REPLACE,
}


def request_context(request: TurnRequest, refused: Form | None = None) -> dict[str, Any]:
    """What the page of one request shows; a refused form comes back as it was sent."""
    stands = parties_of(g.scope, request)
    steps = request_rules.open_steps(request.kind, request.state, stands)
    sent_to = {name: url_for(f".{name}", request_id=request.id) for name in ("disagree", "refuse")}
    typed = typed_at_each(sent_to.values())
    forms: dict[str, Any] = {
        "disagree": DisagreeForm(formdata=typed.get(sent_to["disagree"])),
        "refuse": ReasonForm(formdata=typed.get(sent_to["refuse"])),
        "grant": GrantForm(formdata=None),
    }
    for name, form in forms.items():
        if isinstance(refused, type(form)):
            forms[name] = refused
    if request.kind is RequestKind.DECLINE and RequestStep.GRANT in steps:
        turn = request_queries.turn_of(g.scope, request)
        forms["grant"].offer(options.replacements(g.scope, turn))
    return {
        "asked": request,
        "history": request_queries.history_of_request(g.scope, request),
        "stands": stands,
        "steps": steps,
        "forms": forms,
        "form": refused,
    }
