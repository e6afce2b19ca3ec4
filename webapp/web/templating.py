"""The environment of all templates: what they share is one plain dictionary."""

from collections.abc import MutableMapping
from typing import Any

from flask import Flask
from flask.templating import Environment


class SharedGlobals(Environment):
    """Jinja gives each template a layer of names of its own above the shared ones.

    Nobody here adds to such a layer, and looking through it costs every page, include and import
    a walk over all names: a twentieth of a page.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names a template starts with; a layer only for a template that brings some."""
        return super().make_globals(d) if d else self.globals


def init_app(app: Flask) -> None:
    """Use it; before anything asks for a template."""
    app.jinja_environment = SharedGlobals
