"""Pages drawn from nothing: no visitor, no session, no database.

For answers that must come whatever else fails, and that must leave the visitor's cookie alone.
"""

from flask import current_app, make_response
from flask.wrappers import Response

from webapp.web import htmx


def page(status: int, message: str, **context: object) -> Response:
    """A page, or a piece for htmx, that says what is wrong; reads nothing about the visitor."""
    name = "web/_problem.html" if htmx.wants_piece() else "web/problem.html"
    # Not `render_template`, which would ask who is signed in and what their menu is.
    template = current_app.jinja_env.get_template(name)
    nothing: dict[str, object] = {"get_flashed_messages": lambda **_how: []}
    html = template.render({**nothing, "status": status, "message": message, **context})
    return make_response(html, status)
