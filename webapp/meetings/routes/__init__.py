"""The pages of meetings, one module per screen or act."""

from webapp.meetings.routes import (  # noqa: F401
    adjourning,
    agenda,
    attendance,
    calling,
    concluding,
    index,
    minutes,
    opinions,
    room,
)
from webapp.meetings.routes.blueprint import bp

BLUEPRINTS = (bp,)
