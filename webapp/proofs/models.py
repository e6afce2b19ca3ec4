"""Signed statements of how far a trail had come on a day, and what became of their e-mails."""

from datetime import date

from sqlalchemy import LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.db import Instant, Ref, TenantOwned, choice, optional
from webapp.notices.rules import DeliveryState


class TrailCheckpoint(TenantOwned):
    """One checkpoint of one day (mốc kiểm tra): made once, and sent to where the unit chose."""

    __tablename__ = "trail_checkpoints"
    __table_args__ = (UniqueConstraint("organization_id", "day"),)

    day: Mapped[date]
    position: Mapped[Ref]
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    #: The signed lines as they stand in the e-mail.
    statement: Mapped[str] = mapped_column(String(1000))
    made_at: Mapped[Instant]
    email: Mapped[str] = mapped_column(String(254))
    state: Mapped[DeliveryState] = mapped_column(choice(DeliveryState))
    send_after: Mapped[Instant]
    lease_until: Mapped[Instant | None] = optional()
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    sent_at: Mapped[Instant | None] = optional()
    reason: Mapped[str | None] = optional(String(200))
