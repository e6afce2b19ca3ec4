"""Departures, arrivals that the departures of other units wrote here, and what came with them."""

from datetime import date

from sqlalchemy import Boolean, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.accounts.rules import MemberStatus
from webapp.core.db import Instant, Ref, TenantOwned, choice, optional, refers, seen_through
from webapp.transfers.rules import ArrivalState, DepartureState, TransferKind


class Departure(TenantOwned):
    """A member leaves for another unit (chuyển sinh hoạt đi)."""

    __tablename__ = "departures"
    __table_args__ = (
        refers("member_id", "memberships"),
        refers("recorded_by", "memberships"),
        Index(None, "organization_id", "member_id"),
    )

    member_id: Mapped[Ref]
    kind: Mapped[TransferKind] = mapped_column(choice(TransferKind))
    state: Mapped[DepartureState] = mapped_column(choice(DepartureState))
    from_on: Mapped[date]
    until_on: Mapped[date | None] = optional()
    #: The unit of this system, or none for a place outside of it.
    destination_id: Mapped[Ref | None] = optional(ForeignKey("organizations.id"))
    #: What the destination was called on the day.
    destination_name: Mapped[str] = mapped_column(String(200))
    #: The row in the destination; opaque here, it is only ever written to.
    arrival_id: Mapped[Ref | None] = optional()
    recorded_by: Mapped[Ref | None] = optional()
    recorded_at: Mapped[Instant]
    answered_at: Mapped[Instant | None] = optional()

    member = seen_through("Membership", "Departure.member_id")


class Arrival(TenantOwned):
    """Somebody another unit has let go to this one (chuyển sinh hoạt đến).

    It carries name, contact and dates, and nothing else of the other unit.
    """

    __tablename__ = "arrivals"
    __table_args__ = (
        refers("member_id", "memberships"),
        refers("answered_by", "memberships"),
        Index(None, "organization_id", "state"),
    )

    kind: Mapped[TransferKind] = mapped_column(choice(TransferKind))
    state: Mapped[ArrivalState] = mapped_column(choice(ArrivalState))
    full_name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str | None] = optional(String(254))
    phone: Mapped[str | None] = optional(String(20))
    wants_email: Mapped[bool] = mapped_column(Boolean, default=True, server_default=text("true"))
    #: How somebody of a merged unit stood there, and will stand here; of others the chair decides.
    status: Mapped[MemberStatus | None] = optional(choice(MemberStatus))
    account_id: Mapped[Ref | None] = optional(ForeignKey("accounts.id"))
    from_on: Mapped[date]
    until_on: Mapped[date | None] = optional()
    origin_id: Mapped[Ref] = mapped_column(ForeignKey("organizations.id"))
    origin_name: Mapped[str] = mapped_column(String(200))
    #: The row in the unit of origin; opaque here, it is only ever written to.
    departure_id: Mapped[Ref]
    announced_at: Mapped[Instant]
    answered_at: Mapped[Instant | None] = optional()
    answered_by: Mapped[Ref | None] = optional()
    #: The membership here, once the person was received.
    member_id: Mapped[Ref | None] = optional()

    member = seen_through("Membership", "Arrival.member_id")


class CarriedThread(TenantOwned):
    """The days of a weakness still open in the merged unit somebody comes from, without words."""

    __tablename__ = "carried_threads"
    __table_args__ = (
        refers("member_id", "memberships"),
        refers("arrival_id", "arrivals"),
        refers("settled_by", "memberships"),
    )

    #: Whose it is, once the person was received; until then it waits with the arrival.
    member_id: Mapped[Ref | None] = optional()
    arrival_id: Mapped[Ref | None] = optional()
    #: The unit that was merged into this one.
    from_id: Mapped[Ref] = mapped_column(ForeignKey("organizations.id"))
    pointed_out_on: Mapped[date]
    due_on: Mapped[date | None] = optional()
    #: Pointed out again here, or found to be settled.
    settled_at: Mapped[Instant | None] = optional()
    settled_by: Mapped[Ref | None] = optional()

    member = seen_through("Membership", "CarriedThread.member_id")
