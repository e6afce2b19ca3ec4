"""The pages of meetings, one module per screen or act."""

from webapp.meetings.routes import (
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

__all__ = [
    "BLUEPRINTS",
    "agenda",
    "attendance",
    "calling",
    "concluding",
    "index",
    "minutes",
    "opinions",
    "room",
]

BLUEPRINTS = (bp,)
