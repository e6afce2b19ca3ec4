"""The pages of self-reports, one module per act or screen."""

from webapp.reports.requests import routes as request_routes
from webapp.reports.routes import (
    agreeing,
    assigning,
    directing,
    reviewing,
    showing,
    versions,
    writing,
)
from webapp.reports.routes.blueprint import bp

__all__ = ["BLUEPRINTS", "agreeing", "directing", "reviewing", "showing", "versions", "writing"]

BLUEPRINTS = (bp, assigning.bp, request_routes.bp)
