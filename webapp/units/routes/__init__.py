"""Addresses of a superior's units, of the first steps of a unit, and of what was carried along."""

from webapp.units.routes import (  # noqa: F401
    beginning,
    carried,
    closing,
    listing,
    merging,
    opening,
    seat,
    unit,
)
from webapp.units.routes.place import bp

BLUEPRINTS = (bp,)
