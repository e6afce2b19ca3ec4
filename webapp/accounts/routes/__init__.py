"""Addresses of signing in, of one's own account, of invitations and of members."""

from webapp.accounts.invitations.routes import (  # noqa: F401
    invitations,
    slips,
)
from webapp.accounts.members.routes import (  # noqa: F401
    corrections,
    members,
    offices,
    opening_the_past,
    paper_list,
)
from webapp.accounts.routes import (  # noqa: F401
    about,
)
from webapp.accounts.routes.blueprint import bp
from webapp.accounts.signing_in.routes import (  # noqa: F401
    forgotten_password,
    profile,
    signing_in,
)

BLUEPRINTS = (bp,)
