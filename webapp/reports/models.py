"""Self-reports, their versions, and the committee's remarks."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import Boolean, Index, String, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, column_property, mapped_column

from webapp.core import clock
from webapp.core.db import Instant, Ref, TenantOwned, choice, optional, refers, seen_through
from webapp.plans.models import PlanMonth
from webapp.reports.presentation_day import last_day
from webapp.reports.rules import CLOSED_EARLY, BasedOn, FrozenAs, ReportState, agrees_until


class SelfReport(TenantOwned):
    """One member's report for one turn (báo cáo liên hệ)."""

    __tablename__ = "self_reports"
    __table_args__ = (
        UniqueConstraint("organization_id", "turn_id"),
        refers("turn_id", "turns"),
        refers("member_id", "memberships"),
        refers("closing_reason_id", "texts"),
        refers("skip_reason_id", "texts"),
        Index(None, "organization_id", "month"),
        Index(None, "organization_id", "member_id", "month"),
    )

    turn_id: Mapped[Ref]
    member_id: Mapped[Ref]
    month: Mapped[date]
    state: Mapped[ReportState] = mapped_column(choice(ReportState))
    #: The days given to the author and the committee; `given_days` says when they move.
    draft_on: Mapped[date]
    committee_on: Mapped[date]
    supplement_on: Mapped[date]
    final_on: Mapped[date]
    #: The day in force when the draft was handed in first, and when the final text was filed: by
    #: these both are judged, whatever moves later.
    draft_judged_on: Mapped[date | None] = optional()
    final_judged_on: Mapped[date | None] = optional()
    first_submitted_at: Mapped[Instant | None] = optional()
    submitted_at: Mapped[Instant | None] = optional()
    reviewed_at: Mapped[Instant | None] = optional()
    released_at: Mapped[Instant | None] = optional()
    presented_at: Mapped[Instant | None] = optional()
    concluded_at: Mapped[Instant | None] = optional()
    #: While it waits for the member's word: since when the member could give it.
    filed_at: Mapped[Instant | None] = optional()
    #: Why it was postponed or withdrawn.
    closing_reason_id: Mapped[Ref | None] = optional()
    #: Why nobody but the author could review it.
    skip_reason_id: Mapped[Ref | None] = optional()

    member = seen_through("Membership", "SelfReport.member_id")
    #: What was decided of its month, if anything was.
    plan_month = seen_through("PlanMonth", "SelfReport.month", by="month")

    if TYPE_CHECKING:
        #: For when the meeting of its month was called, if it was; the month's plan says so.
        meeting_on: ClassVar[Mapped[date | None]]

    @property
    def agrees_until(self) -> date | None:
        """The last day of the member's word to what was filed for them; none where none waits."""
        if self.state is not ReportState.FILED_FOR or self.filed_at is None:
            return None
        return agrees_until(clock.day_of(self.filed_at))

    @property
    def last_day(self) -> date:
        """Members who join after this day don't see it."""
        return last_day(self.month, self.presented_at, self.state, self.meeting_on)

    @property
    def is_submitted(self) -> bool:
        """Whether the author has handed it in, and not taken it back."""
        return self.submitted_at is not None

    @property
    def is_released(self) -> bool:
        """Whether it is a paper of the meeting that every member may read."""
        return self.released_at is not None and self.state not in CLOSED_EARLY


SelfReport.meeting_on = column_property(
    select(PlanMonth.meeting_on)
    .where(
        PlanMonth.organization_id == SelfReport.organization_id,
        PlanMonth.month == SelfReport.month,
    )
    .correlate_except(PlanMonth)
    .scalar_subquery()
)


class ReportVersion(TenantOwned):
    """What a report said at one time; frozen versions never change."""

    __tablename__ = "report_versions"
    __table_args__ = (
        UniqueConstraint("organization_id", "report_id", "number"),
        refers("report_id", "self_reports"),
        refers("text_id", "texts"),
        refers("written_by", "memberships"),
    )

    report_id: Mapped[Ref]
    number: Mapped[int]
    #: The version this one was begun from.
    based_on: Mapped[int | None] = optional()
    #: Counts the saves of a version that is still being written.
    revision: Mapped[int] = mapped_column(default=1)
    text_id: Mapped[Ref]
    written_by: Mapped[Ref]
    entered_for: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))
    saved_at: Mapped[Instant]
    frozen_at: Mapped[Instant | None] = optional()
    frozen_as: Mapped[FrozenAs | None] = optional(choice(FrozenAs))

    writer = seen_through("Membership", "ReportVersion.written_by")

    @property
    def is_frozen(self) -> bool:
        """Whether it can't change any more."""
        return self.frozen_at is not None

    @property
    def token(self) -> BasedOn:
        """What an edit that begins from it now says it is based on."""
        return BasedOn(self.number, self.revision)


class Remark(TenantOwned):
    """What the committee says to one section of a draft (ý kiến chi ủy vào dự thảo)."""

    __tablename__ = "remarks"
    __table_args__ = (
        refers("report_id", "self_reports"),
        refers("author_id", "memberships"),
        refers("text_id", "texts"),
        Index(None, "organization_id", "report_id"),
    )

    report_id: Mapped[Ref]
    #: The number of the version it speaks of.
    version_number: Mapped[int]
    #: The key of a section of the outline; none when it is about the whole.
    section: Mapped[str | None] = optional(String(40))
    author_id: Mapped[Ref]
    text_id: Mapped[Ref]
    asks_supplement: Mapped[bool] = mapped_column(Boolean, default=False)
    at: Mapped[Instant]

    author = seen_through("Membership", "Remark.author_id")
