"""The pages of requests about turns: one turn, asking, answering, the list."""

from webapp.reports.requests.routes import asking, deciding, showing
from webapp.reports.requests.routes.blueprint import bp

__all__ = ["asking", "bp", "deciding", "showing"]
