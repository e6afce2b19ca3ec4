"""Where the pages of threads live, and what several of them need."""

from flask import Blueprint, g, request

from webapp.core import idempotency

bp = Blueprint("followups", __name__, url_prefix="/o/<organization>/theo-doi")


def first_time() -> bool:
    """Whether this form is carried out for the first time."""
    return idempotency.spend(g.scope, request.form.get("idempotency_key", ""))
