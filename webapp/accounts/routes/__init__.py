"""Addresses of signing in, of one's own account, of invitations and of members."""

from webapp.accounts.routes import (  # noqa: F401
    about,
    corrections,
    forgotten,
    invitations,
    members,
    offices,
    paper_list,
    past,
    profile,
    signing_in,
    slips,
)
from webapp.accounts.routes.addresses import bp

BLUEPRINTS = (bp,)
