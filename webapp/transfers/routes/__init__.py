"""Addresses of leaving for another unit and of arriving from one."""

from webapp.transfers.routes import arrivals, departures  # noqa: F401
from webapp.transfers.routes.blueprint import bp

BLUEPRINTS = (bp,)
