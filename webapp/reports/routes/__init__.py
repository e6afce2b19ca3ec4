"""The pages of self-reports, one module per act or screen."""

from webapp.reports.requests import routes as request_routes
from webapp.reports.routes import (  # noqa: F401
    agreeing,
    assigning,
    directing,
    reviewing,
    showing,
    versions,
    writing,
)
from webapp.reports.routes.blueprint import bp

BLUEPRINTS = (bp, assigning.bp, *request_routes.BLUEPRINTS)
