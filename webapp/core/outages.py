"""Outages of servers the service needs, one row for each, until they work again.

During an outage one process at a time tries the server: if all waited for an answer, none would do
the other work.
"""

from datetime import datetime, timedelta

from sqlalchemy import String, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.db import Base, Instant, db

_SHORTEST = timedelta(minutes=1)
_LONGEST = timedelta(minutes=15)


class Trouble(Base):
    """Something outside that does not work: why, since when, and when it is tried again."""

    __tablename__ = "troubles"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    reason: Mapped[str] = mapped_column(String(60))
    since: Mapped[Instant]
    last_at: Mapped[Instant]
    next_at: Mapped[Instant]


def pause_after(lasted: timedelta) -> timedelta:
    """How long to wait before the next try: longer the longer it has lasted, within bounds."""
    return min(max(lasted / 4, _SHORTEST), _LONGEST)


def note(name: str, reason: str, now: datetime) -> datetime:
    """Record that something does not work; returns when it is tried again."""
    lasted = now - (db.session.scalar(select(Trouble.since).where(Trouble.name == name)) or now)
    again = now + pause_after(lasted)
    changes = {"reason": reason, "last_at": now, "next_at": again}
    db.session.execute(
        insert(Trouble)
        .values(name=name, since=now, **changes)
        .on_conflict_do_update(index_elements=["name"], set_=changes)
    )
    return again


def clear(name: str) -> None:
    """Record that it works."""
    gone = delete(Trouble).where(Trouble.name == name)
    db.session.execute(gone.execution_options(synchronize_session=False))


def current(name: str) -> Trouble | None:
    """The trouble there is, or none."""
    query = select(Trouble).where(Trouble.name == name)
    return db.session.scalar(query.execution_options(populate_existing=True))


def may_try(name: str, now: datetime, *, takes: timedelta) -> bool:
    """Whether to try: always without a trouble, else one process at a time after its pause.

    `takes` is the longest a try may last; no other process tries meanwhile.
    """
    if db.session.scalar(select(Trouble.name).where(Trouble.name == name)) is None:
        return True
    taken = db.session.scalar(
        update(Trouble)
        .where(Trouble.name == name, Trouble.next_at <= now)
        .values(next_at=now + takes)
        .returning(Trouble.name)
        .execution_options(synchronize_session=False)
    )
    return taken is not None
