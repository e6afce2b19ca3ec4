"""The operator's pages, one file each."""

from webapp.admin.routes import seats, tenants
from webapp.admin.routes.blueprint import bp

__all__ = ["seats", "tenants"]

BLUEPRINTS = (bp,)
