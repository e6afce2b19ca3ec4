"""Addresses of lists of members that come in from spreadsheets."""

from webapp.imports.routes import acts, showing  # noqa: F401
from webapp.imports.routes.blueprint import bp

BLUEPRINTS = (bp,)
