"""The pages of requests about turns: one turn, asking, answering, the list."""

from webapp.reports.routes.exchanges import asking, deciding, showing
from webapp.reports.routes.exchanges.place import bp

__all__ = ["asking", "bp", "deciding", "showing"]
