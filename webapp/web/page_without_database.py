"""Pages drawn from nothing: no visitor, no session, no database.

For answers that must come whatever else fails, and that must leave the visitor's cookie alone.
"""

from flask import current_app, g, make_response
from flask.wrappers import Response

from webapp.web import appearance, htmx


def page(status: int, message: str, **context: object) -> Response:
    """A page, or a piece for htmx, that says what is wrong; reads nothing about the visitor."""
    name = "web/_problem.html" if htmx.wants_piece() else "web/bare.html"
    # Not `render_template`: what parts tell every template is asked of the database.
    template = current_app.jinja_env.get_template(name)
    g.own_mark = ""
    looks = appearance.current()
    html = template.render(status=status, message=message, appearance=looks, **context)
    return make_response(html, status)
