"""The addresses of registrations: one's own, a member's, those of the branch, the year's form."""

from webapp.commitments.routes import (
    amending,
    branch,
    deciding,
    following,
    form_pages,
    papers,
    writing,
)
from webapp.commitments.routes.place import bp

__all__ = ["amending", "branch", "deciding", "following", "form_pages", "papers", "writing"]

BLUEPRINTS = (bp,)
