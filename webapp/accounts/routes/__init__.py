"""Addresses of signing in, of one's own account, of invitations and of members."""

from webapp.accounts.routes import (  # noqa: F401
    about,
    invitations,
    members,
    offices,
    profile,
    signing_in,
)
from webapp.accounts.routes.addresses import bp

BLUEPRINTS = (bp,)
