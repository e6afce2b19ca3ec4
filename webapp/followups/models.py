"""Weaknesses as threads with their history."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.db import Instant, Ref, TenantOwned, choice, optional, refers, seen_through
from webapp.followups.rules import WeaknessSource, WeaknessState, WeaknessStep


class Weakness(TenantOwned):
    """A weakness pointed out to a member (hạn chế, khuyết điểm được chỉ ra)."""

    __tablename__ = "weaknesses"
    __table_args__ = (
        refers("member_id", "memberships"),
        refers("helper_id", "memberships"),
        refers("text_id", "texts"),
        Index(None, "organization_id", "member_id"),
        Index(None, "organization_id", "helper_id"),
    )

    member_id: Mapped[Ref]
    source: Mapped[WeaknessSource] = mapped_column(choice(WeaknessSource))
    state: Mapped[WeaknessState] = mapped_column(choice(WeaknessState))
    pointed_out_on: Mapped[date]
    #: The agreed day.
    due_on: Mapped[date | None] = optional()
    #: Another day that the member asks for; the agreed one stands until the committee answers.
    asked_due_on: Mapped[date | None] = optional()
    text_id: Mapped[Ref]
    helper_id: Mapped[Ref | None] = optional()
    closed_on: Mapped[date | None] = optional()

    member = seen_through("Membership", "Weakness.member_id")
    helper = seen_through("Membership", "Weakness.helper_id")

    @property
    def last_day(self) -> date:
        """The day it was pointed out; members who join later may not see it."""
        return self.pointed_out_on

    @property
    def concerned_ids(self) -> frozenset[int | None]:
        """Who sees it even if they joined later: its member, and its helper while it is open."""
        return frozenset({self.member_id, self.helper_id if self.is_open else None})

    @hybrid_property
    def is_open(self) -> bool:
        """Whether it is still followed; for a row and in queries."""
        return (self.state != WeaknessState.CONFIRMED) & (self.state != WeaknessState.ENDED)


class WeaknessEvent(TenantOwned):
    """One step in the history of a weakness; nothing is overwritten."""

    __tablename__ = "weakness_events"
    __table_args__ = (
        refers("weakness_id", "weaknesses"),
        refers("actor_id", "memberships"),
        refers("text_id", "texts"),
        refers("helper_id", "memberships"),
        refers("meeting_id", "meetings"),
        Index(None, "organization_id", "weakness_id"),
    )

    weakness_id: Mapped[Ref]
    step: Mapped[WeaknessStep] = mapped_column(choice(WeaknessStep))
    at: Mapped[Instant]
    actor_id: Mapped[Ref | None] = optional()
    text_id: Mapped[Ref | None] = optional()
    #: The day agreed or asked for in this step, if one was.
    due_on: Mapped[date | None] = optional()
    #: The day on which what a note tells of was done or seen.
    seen_on: Mapped[date | None] = optional()
    #: Who was named in this step to help, if somebody was.
    helper_id: Mapped[Ref | None] = optional()
    #: The meeting in whose conclusion the step was taken.
    meeting_id: Mapped[Ref | None] = optional()

    actor = seen_through("Membership", "WeaknessEvent.actor_id")
    helper = seen_through("Membership", "WeaknessEvent.helper_id")
