"""Pages drawn without visitor, session and database.

For answers that must come even when all else fails, and that must not touch the visitor's cookie.
"""

from flask import current_app, g, make_response
from flask.wrappers import Response

from webapp.web import appearance, htmx


def page(status: int, message: str, **context: object) -> Response:
    """A page, or a piece for htmx, that says what is wrong; reads nothing about the visitor."""
    name = "web/_problem.html" if htmx.wants_piece() else "web/bare.html"
    # `render_template` would run the context processors, which ask the database.
    template = current_app.jinja_env.get_template(name)
    g.own_mark = ""
    looks = appearance.current()
    html = template.render(status=status, message=message, appearance=looks, **context)
    return make_response(html, status)
