"""The pages of the plan, one module per act or screen."""

from webapp.plans.routes import away, proposal, volunteering, year
from webapp.plans.routes.place import bp

__all__ = ["BLUEPRINTS", "away", "proposal", "volunteering", "year"]

BLUEPRINTS = (bp,)
