"""When background work last ran, as the workers write it into the database."""

from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.db import Base, Instant, db


class Heartbeat(Base):
    """When a kind of background work last ran to its end."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    at: Mapped[Instant]


def beat(name: str, now: datetime) -> None:
    """Record that this kind of work has just run."""
    db.session.execute(
        insert(Heartbeat)
        .values(name=name, at=now)
        .on_conflict_do_update(index_elements=["name"], set_={"at": now})
    )


def last(name: str) -> datetime | None:
    """When this kind of work last ran, or none."""
    return db.session.scalar(select(Heartbeat.at).where(Heartbeat.name == name))
