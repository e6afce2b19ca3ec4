"""The blueprint, and one unit as every page of it begins."""

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission, require
from webapp.organizations.models import Organization
from webapp.units import queries

bp = Blueprint("units", __name__, url_prefix="/o/<organization>")

UNIT = "/don-vi/<unit>"


def managed(code: str, *, for_change: bool = False) -> Organization:
    """A unit below, for those who may change something about it.

    Raises NotVisible.
    """
    require(Permission.UNITS_MANAGE, g.scope)
    return queries.get_below(g.scope, code, for_change=for_change)


def back_to(unit: Organization, notice: str = "") -> ResponseReturnValue:
    """To the page of the unit, with what was done."""
    if notice:
        flash(notice, "ok")
    return redirect(url_for("units.show", unit=unit.code), 303)
