"""The object the web server loads."""

from webapp import create_app
from webapp.core.garbage_collection import collect_seldom
from webapp.core.walls import refuse_breached

app = create_app()
with app.app_context():
    refuse_breached()
collect_seldom()
