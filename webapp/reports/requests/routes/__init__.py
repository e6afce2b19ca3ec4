"""The pages of requests about turns: one turn, asking, answering, the list."""

from webapp.reports.requests.routes import asking, deciding, showing  # noqa: F401
from webapp.reports.requests.routes.blueprint import bp

BLUEPRINTS = (bp,)
