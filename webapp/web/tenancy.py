"""The address names the organization; it is bound before the first query of a request."""

from typing import Any

from flask import Flask, current_app, g
from sqlalchemy import select

from webapp.core import tenancy
from webapp.core.db import db
from webapp.organizations.models import Organization

#: Codes with the identifiers of their organizations; a code never goes to another organization.
_known: dict[str, int] = {}
_MOST_KNOWN = 100_000


def _organization_id(code: str) -> int | None:
    """The identifier of the organization with a code; none for an unknown code."""
    if code not in _known:
        found = db.session.scalar(select(Organization.id).where(Organization.code == code))
        # The binding below must stand at the start of the request's own transaction.
        db.session.rollback()
        if found is None:
            return None
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[code] = found
    return _known[code]


def forget_codes() -> None:
    """Empty the cache, for tests that replace the organizations."""
    _known.clear()


def _note(endpoint: str | None, values: dict[str, Any] | None) -> None:
    tenancy.bind(None)
    g.scope = None
    code = (values or {}).pop("organization", None)
    if code is not None:
        g.organization_code = code


def _bind() -> None:
    code = g.get("organization_code")
    if code is not None:
        tenancy.bind(_organization_id(code))


def _name_organization(endpoint: str, values: dict[str, Any]) -> None:
    """Let `url_for` stay inside the organization of this request."""
    code = g.get("organization_code")
    if code and current_app.url_map.is_endpoint_expecting(endpoint, "organization"):
        values.setdefault("organization", code)


def init_app(app: Flask) -> None:
    """Bind the organization of the address for each request."""
    app.url_value_preprocessor(_note)
    app.before_request(_bind)
    app.url_defaults(_name_organization)
    app.teardown_request(lambda _reason: tenancy.bind(None))
