"""Acts at the same moment, each over a connection of its own."""

from collections.abc import Callable
from contextvars import copy_context
from threading import Barrier, Thread
from typing import Any, NamedTuple

from flask import Flask

from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import DomainError


class Play(NamedTuple):
    """What one person does: look at something first, then act on what was seen."""

    scope: Any
    look: Callable[[], Any]
    act: Callable[[Any, Any], object]


def side_by_side(app: Flask, *plays: Play) -> list[DomainError | None]:
    """Let everybody look, then all act at once; the refusal of each, or none, in order."""
    ready, refusals = Barrier(len(plays)), [None] * len(plays)

    def run(place: int, play: Play) -> None:
        with app.app_context(), tenancy.tenant(play.scope.organization_id):
            seen = play.look()
            ready.wait(20)
            try:
                play.act(play.scope, seen)
                db.session.commit()
            except DomainError as refusal:
                db.session.rollback()
                refusals[place] = refusal

    db.session.commit()
    threads = [
        Thread(target=copy_context().run, args=(run, place, play))
        for place, play in enumerate(plays)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    db.session.expire_all()
    return refusals


def how_each_ended(refusals: list[DomainError | None]) -> list[str | int]:
    """How each ended: done, or the status of the refusal."""
    return [refusal.status if refusal else "done" for refusal in refusals]
