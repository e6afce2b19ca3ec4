"""Addresses of a superior's units, of the first steps of a unit, and of what was carried along."""

from webapp.units.routes import (  # noqa: F401
    beginning,
    brought_threads,
    closing,
    listing,
    merging,
    opening,
    seat,
    unit,
)
from webapp.units.routes.blueprint import bp

BLUEPRINTS = (bp,)
