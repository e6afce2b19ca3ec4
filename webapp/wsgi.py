"""The object the web server loads."""

from webapp import create_app
from webapp.core.cycles import look_seldom
from webapp.core.db import refuse_unsafe_role

app = create_app()
with app.app_context():
    refuse_unsafe_role()
look_seldom()
