"""The sheet of slips, which is shown this once."""

from collections.abc import Sequence

import segno
from flask import current_app, g, render_template, url_for

from webapp.accounts.invitations import inviting
from webapp.accounts.invitations.slips import Slip
from webapp.core import clock


def sheet(
    made: Sequence[Slip], *, is_reset: bool = False, unit: str = "", back_to: str = ""
) -> str:
    """Slips as they are printed, with links and drawings of them; for whose unit, and way back."""
    base = current_app.config["BASE_URL"].rstrip("/")
    printed = []
    for slip in made:
        link = base + url_for("accounts.invitation", token=slip.token)
        code = segno.make(link, error="m").svg_inline(border=4, light="#fff", omitsize=True)
        printed.append((slip, link, code))
    return render_template(
        "accounts/slips_paper.html",
        slips=printed,
        is_reset=is_reset,
        until=clock.now() + inviting.VALID_FOR,
        unit=unit or g.scope.organization.name,
        way_back=back_to or url_for("accounts.members"),
    )
