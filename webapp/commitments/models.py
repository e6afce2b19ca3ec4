"""Commitments of a year, their items and versions, and what is noted during the year."""

from datetime import date

from sqlalchemy import Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.commitments.rules import CommitmentState, Outcome
from webapp.commitments.versions import VersionState
from webapp.core import clock
from webapp.core.db import Instant, Ref, TenantOwned, choice, optional, refers, seen_through


class Commitment(TenantOwned):
    """A member's registration for one year (bản đăng ký đầu năm)."""

    __tablename__ = "commitments"
    __table_args__ = (
        UniqueConstraint("organization_id", "member_id", "year"),
        refers("member_id", "memberships"),
        refers("confirmed_by", "memberships"),
        refers("return_reason_id", "texts"),
    )

    member_id: Mapped[Ref]
    year: Mapped[int]
    state: Mapped[CommitmentState] = mapped_column(choice(CommitmentState))
    submitted_at: Mapped[Instant | None] = optional()
    confirmed_at: Mapped[Instant | None] = optional()
    confirmed_by: Mapped[Ref | None] = optional()
    #: Why the committee gave it back; shown until it is handed in again.
    return_reason_id: Mapped[Ref | None] = optional()
    #: Counts the saves, so that two people can't overwrite each other.
    revision: Mapped[int] = mapped_column(default=1, server_default=text("1"))

    member = seen_through("Membership", "Commitment.member_id")

    @property
    def last_day(self) -> date:
        """The day it was handed in last; before that, the end of its year."""
        if self.submitted_at is not None:
            return clock.day_of(self.submitted_at)
        return date(self.year, 12, 31)


class CommitmentItem(TenantOwned):
    """One thing a member registered to do, with its measure and due day, and how it ended."""

    __tablename__ = "commitment_items"
    __table_args__ = (
        UniqueConstraint("organization_id", "commitment_id", "position"),
        # What is left undone is taken over into the next year once.
        UniqueConstraint("organization_id", "taken_from_id"),
        refers("commitment_id", "commitments", ondelete="CASCADE"),
        refers("text_id", "texts"),
        refers("measure_id", "texts"),
        refers("task_id", "texts"),
        refers("weakness_id", "weaknesses"),
        refers("taken_from_id", "commitment_items"),
        refers("outcome_text_id", "texts"),
        refers("assessed_by", "memberships"),
    )

    commitment_id: Mapped[Ref]
    #: None once an amendment removed it; the row stays for its notes and for reports about it.
    position: Mapped[int | None] = optional()
    #: The heading of the year's form it stands under, if one was chosen.
    heading: Mapped[str] = mapped_column(String(120), default="", server_default="")
    text_id: Mapped[Ref]
    measure_id: Mapped[Ref | None] = optional()
    due_on: Mapped[date | None] = optional()
    #: The task of the member it belongs to (nhiệm vụ), in their own words.
    task_id: Mapped[Ref | None] = optional()
    weakness_id: Mapped[Ref | None] = optional()
    #: The item of the year before that was left undone.
    taken_from_id: Mapped[Ref | None] = optional()
    outcome: Mapped[Outcome | None] = optional(choice(Outcome))
    outcome_text_id: Mapped[Ref | None] = optional()
    assessed_at: Mapped[Instant | None] = optional()
    assessed_by: Mapped[Ref | None] = optional()


class CommitmentVersion(TenantOwned):
    """The items of a registration as they were, or as an amendment wants them."""

    __tablename__ = "commitment_versions"
    __table_args__ = (
        UniqueConstraint("organization_id", "commitment_id", "number"),
        Index(
            "uq_commitment_versions_proposed",
            "organization_id",
            "commitment_id",
            unique=True,
            postgresql_where=text("state = 'proposed'"),
        ),
        refers("commitment_id", "commitments", ondelete="CASCADE"),
        refers("text_id", "texts"),
        refers("reason_id", "texts"),
        refers("answer_id", "texts"),
        refers("proposed_by", "memberships"),
        refers("decided_by", "memberships"),
    )

    commitment_id: Mapped[Ref]
    number: Mapped[int]
    state: Mapped[VersionState] = mapped_column(choice(VersionState))
    #: All items as one text; see `versions.as_text`.
    text_id: Mapped[Ref]
    #: Why the registration is to be amended; the first version has none.
    reason_id: Mapped[Ref | None] = optional()
    #: Why the committee gave the amendment back.
    answer_id: Mapped[Ref | None] = optional()
    proposed_by: Mapped[Ref | None] = optional()
    proposed_at: Mapped[Instant]
    decided_by: Mapped[Ref | None] = optional()
    decided_at: Mapped[Instant | None] = optional()

    proposer = seen_through("Membership", "CommitmentVersion.proposed_by")
    decider = seen_through("Membership", "CommitmentVersion.decided_by")


class CommitmentNote(TenantOwned):
    """How an item goes, as it was noted on a day of the year."""

    __tablename__ = "commitment_notes"
    __table_args__ = (
        refers("item_id", "commitment_items"),
        refers("text_id", "texts"),
        refers("written_by", "memberships"),
        Index(None, "organization_id", "item_id"),
    )

    item_id: Mapped[Ref]
    on: Mapped[date]
    text_id: Mapped[Ref]
    written_by: Mapped[Ref]
    written_at: Mapped[Instant]

    writer = seen_through("Membership", "CommitmentNote.written_by")


class CommitmentYear(TenantOwned):
    """What a unit decided about the registrations of one year."""

    __tablename__ = "commitment_years"
    __table_args__ = (
        UniqueConstraint("organization_id", "year"),
        refers("opened_by", "memberships"),
    )

    year: Mapped[int]
    #: The day from which members look back on their items, earlier than December.
    assessed_from: Mapped[date]
    opened_by: Mapped[Ref]
