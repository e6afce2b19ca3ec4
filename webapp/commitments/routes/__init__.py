"""The addresses of registrations: one's own, a member's, those of the branch, the year's form."""

from webapp.commitments.routes import (
    amending,
    branch_registrations,
    deciding,
    following,
    form_pages,
    papers,
    writing,
)
from webapp.commitments.routes.blueprint import bp

__all__ = [
    "amending",
    "branch_registrations",
    "deciding",
    "following",
    "form_pages",
    "papers",
    "writing",
]

BLUEPRINTS = (bp,)
