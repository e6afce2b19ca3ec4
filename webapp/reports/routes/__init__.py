"""The pages of self-reports, one module per act or screen."""

from webapp.reports.routes import (
    agreeing,
    assigning,
    directing,
    exchanges,
    reviewing,
    showing,
    versions,
    writing,
)
from webapp.reports.routes.place import bp

__all__ = ["BLUEPRINTS", "agreeing", "directing", "reviewing", "showing", "versions", "writing"]

BLUEPRINTS = (bp, assigning.bp, exchanges.bp)
