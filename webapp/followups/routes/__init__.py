"""The threads of a branch: the lists, pointing out, and every step of one thread."""

from webapp.followups.routes import listing, pointing_out, thread
from webapp.followups.routes.blueprint import bp

__all__ = ["BLUEPRINTS", "pointing_out", "listing", "thread"]

BLUEPRINTS = (bp,)
