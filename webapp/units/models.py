"""What a merged unit leaves to be taken up by hand."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.db import Base, Instant, Ref, TenantOwned, refers, seen_through


class CarriedThread(TenantOwned, Base):
    """A weakness still open in the unit somebody came from: days only, its words stay there."""

    __tablename__ = "carried_threads"
    __table_args__ = (refers("member_id", "memberships"), refers("settled_by", "memberships"))

    member_id: Mapped[Ref]
    #: The unit that was merged into this one.
    from_id: Mapped[Ref] = mapped_column(ForeignKey("organizations.id"))
    pointed_out_on: Mapped[date]
    due_on: Mapped[date | None]
    #: Taken up anew with the member, or found to be settled.
    settled_at: Mapped[Instant | None]
    settled_by: Mapped[Ref | None]

    member: Mapped[Any] = seen_through("Membership", "CarriedThread.member_id")
