"""The address names the organization; it is bound before the first query of a request."""

from typing import Any

from flask import Flask, g
from sqlalchemy import select

from webapp.core import tenancy
from webapp.core.db import db
from webapp.organizations.models import Organization

#: Codes never change hands, so that this process may remember whose they are.
_known: dict[str, int] = {}
_MOST_KNOWN = 100_000


def _organization_id(code: str) -> int | None:
    """The identifier behind a code; 0 stands for a code nobody has."""
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
    """Forget whose codes are whose; for tests that build the tree anew."""
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
    from flask import current_app

    code = g.get("organization_code")
    if code and current_app.url_map.is_endpoint_expecting(endpoint, "organization"):
        values.setdefault("organization", code)


def init_app(app: Flask) -> None:
    """Bind the organization of the address for each request, and let go of it afterwards."""
    app.url_value_preprocessor(_note)
    app.before_request(_bind)
    app.url_defaults(_name_organization)
    app.teardown_request(lambda _reason: tenancy.bind(None))
