"""The pages of self-reports, one module per act or screen."""

from webapp.reports.routes import assigning

BLUEPRINTS = (assigning.bp,)
