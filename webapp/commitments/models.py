"""Commitments of a year and their items."""

from datetime import date
from typing import Any

from sqlalchemy import UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.commitments.rules import CommitmentState
from webapp.core.db import Base, Instant, Ref, TenantOwned, choice, refers, seen_through


class Commitment(TenantOwned, Base):
    """A member's registration for one year (bản đăng ký đầu năm)."""

    __tablename__ = "commitments"
    __table_args__ = (
        UniqueConstraint("organization_id", "member_id", "year"),
        refers("member_id", "memberships"),
        refers("confirmed_by", "memberships"),
    )

    member_id: Mapped[Ref]
    year: Mapped[int]
    state: Mapped[CommitmentState] = mapped_column(choice(CommitmentState))
    submitted_at: Mapped[Instant | None]
    confirmed_at: Mapped[Instant | None]
    confirmed_by: Mapped[Ref | None]
    #: Counts the saves, so that two people can't overwrite each other.
    revision: Mapped[int] = mapped_column(default=1, server_default=text("1"))

    member: Mapped[Any] = seen_through("Membership", "Commitment.member_id")


class CommitmentItem(TenantOwned, Base):
    """One thing a member registered to do, with its measure and due day."""

    __tablename__ = "commitment_items"
    __table_args__ = (
        UniqueConstraint("organization_id", "commitment_id", "position"),
        refers("commitment_id", "commitments", ondelete="CASCADE"),
        refers("text_id", "texts"),
        refers("measure_id", "texts"),
    )

    commitment_id: Mapped[Ref]
    position: Mapped[int]
    text_id: Mapped[Ref]
    measure_id: Mapped[Ref | None]
    due_on: Mapped[date | None]
