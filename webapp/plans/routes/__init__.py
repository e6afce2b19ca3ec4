"""The pages of the plan, one module per act or screen."""

from webapp.plans.absences import routes as absences
from webapp.plans.routes import proposal, volunteering, year
from webapp.plans.routes.blueprint import bp

__all__ = ["BLUEPRINTS", "absences", "proposal", "volunteering", "year"]

BLUEPRINTS = (bp,)
