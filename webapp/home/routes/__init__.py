"""The addresses of the first screen."""

from webapp.home.routes.showing import bp, entrance

BLUEPRINTS = (bp, entrance)
