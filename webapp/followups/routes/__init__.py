"""The threads of a branch: the lists, pointing out, and every step of one thread."""

from webapp.followups.routes import entering, listing, thread
from webapp.followups.routes.place import bp

__all__ = ["BLUEPRINTS", "entering", "listing", "thread"]

BLUEPRINTS = (bp,)
