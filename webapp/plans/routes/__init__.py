"""The pages of the plan, one module per act or screen."""

from webapp.plans.routes import absences, proposal, volunteering, year
from webapp.plans.routes.place import bp

__all__ = ["BLUEPRINTS", "absences", "proposal", "volunteering", "year"]

BLUEPRINTS = (bp,)
