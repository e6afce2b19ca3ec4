"""Meetings with agenda, attendance, opinions, conclusions and commendations."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint, and_, select, text
from sqlalchemy.orm import Mapped, column_property, mapped_column

from webapp.core import clock
from webapp.core.db import Instant, Ref, TenantOwned, choice, optional, refers, seen_through
from webapp.meetings.rules import AgendaKind, MeetingKind, MeetingState, Presence
from webapp.plans.models import PlanMonth


class Meeting(TenantOwned):
    """A meeting of the branch (buổi sinh hoạt)."""

    __tablename__ = "meetings"
    __table_args__ = (
        refers("chair_id", "memberships"),
        refers("clerk_id", "memberships"),
        Index(
            "uq_meetings_month",
            "organization_id",
            "month",
            unique=True,
            postgresql_where=text("kind <> 'committee'"),
        ),
    )

    kind: Mapped[MeetingKind] = mapped_column(choice(MeetingKind))
    state: Mapped[MeetingState] = mapped_column(choice(MeetingState))
    month: Mapped[date]
    starts_at: Mapped[Instant]
    place: Mapped[str] = mapped_column(String(200))
    #: Not read any more, see `topic` below; the column goes with the next release.
    topic_before: Mapped[str | None] = optional("topic", String(300))
    chair_id: Mapped[Ref]
    clerk_id: Mapped[Ref | None] = optional()
    opened_at: Mapped[Instant | None] = optional()
    closed_at: Mapped[Instant | None] = optional()
    #: Random, given when the minutes are sealed; a trigger then refuses every change of them.
    minutes_salt: Mapped[bytes | None] = optional(LargeBinary)
    #: Grows with every change; the live room asks for it.
    revision: Mapped[int] = mapped_column(default=1, server_default="1")

    @property
    def last_day(self) -> date:
        """The day of the meeting in Hanoi; members who join after it don't see it."""
        return clock.day_of(self.starts_at)

    chair = seen_through("Membership", "Meeting.chair_id")
    clerk = seen_through("Membership", "Meeting.clerk_id")
    if TYPE_CHECKING:
        #: What the month's plan names; it stands there alone.
        topic: ClassVar[Mapped[str | None]]


Meeting.topic = column_property(
    select(PlanMonth.topic)
    .where(
        and_(PlanMonth.organization_id == Meeting.organization_id, PlanMonth.month == Meeting.month)
    )
    .correlate_except(PlanMonth)
    .scalar_subquery()
)


class AgendaItem(TenantOwned):
    """One item of a meeting's agenda."""

    __tablename__ = "agenda_items"
    __table_args__ = (
        UniqueConstraint("organization_id", "meeting_id", "position", deferrable=True),
        UniqueConstraint("organization_id", "meeting_id", "report_id"),
        refers("meeting_id", "meetings"),
        refers("report_id", "self_reports"),
    )

    meeting_id: Mapped[Ref]
    position: Mapped[int]
    kind: Mapped[AgendaKind] = mapped_column(choice(AgendaKind))
    title: Mapped[str] = mapped_column(String(300))
    report_id: Mapped[Ref | None] = optional()


class Attendance(TenantOwned):
    """Whether a member of the countable base was there (điểm danh)."""

    __tablename__ = "attendances"
    __table_args__ = (
        UniqueConstraint("organization_id", "meeting_id", "member_id"),
        refers("meeting_id", "meetings"),
        refers("member_id", "memberships"),
        refers("marked_by", "memberships"),
    )

    meeting_id: Mapped[Ref]
    member_id: Mapped[Ref]
    presence: Mapped[Presence] = mapped_column(choice(Presence))
    reason: Mapped[str | None] = optional(String(200))
    #: Who said so last, and when; unknown of marks from before this was kept.
    marked_by: Mapped[Ref | None] = optional()
    marked_at: Mapped[Instant | None] = optional()

    member = seen_through("Membership", "Attendance.member_id")


class Opinion(TenantOwned):
    """What a member said to a report in the meeting (ý kiến tham gia)."""

    __tablename__ = "opinions"
    __table_args__ = (
        refers("meeting_id", "meetings"),
        refers("report_id", "self_reports"),
        refers("speaker_id", "memberships"),
        refers("recorded_by", "memberships"),
        refers("text_id", "texts"),
        refers("set_aside_by", "memberships"),
        refers("set_aside_reason_id", "texts"),
        Index(None, "organization_id", "meeting_id"),
    )

    meeting_id: Mapped[Ref]
    report_id: Mapped[Ref]
    speaker_id: Mapped[Ref]
    recorded_by: Mapped[Ref]
    text_id: Mapped[Ref]
    at: Mapped[Instant]
    set_aside_at: Mapped[Instant | None] = optional()
    set_aside_by: Mapped[Ref | None] = optional()
    set_aside_reason_id: Mapped[Ref | None] = optional()

    speaker = seen_through("Membership", "Opinion.speaker_id")


class Conclusion(TenantOwned):
    """How the chair closed the discussion of one report (kết luận)."""

    __tablename__ = "conclusions"
    __table_args__ = (
        UniqueConstraint("organization_id", "report_id"),
        refers("meeting_id", "meetings"),
        refers("report_id", "self_reports"),
        refers("concluded_by", "memberships"),
        refers("text_id", "texts"),
    )

    meeting_id: Mapped[Ref]
    report_id: Mapped[Ref]
    concluded_by: Mapped[Ref]
    text_id: Mapped[Ref]
    at: Mapped[Instant]


class Commendation(TenantOwned):
    """A good deed the chair held up as an example (nêu gương, biểu dương)."""

    __tablename__ = "commendations"
    __table_args__ = (
        refers("conclusion_id", "conclusions"),
        refers("member_id", "memberships"),
        refers("text_id", "texts"),
        Index(None, "organization_id", "member_id"),
    )

    conclusion_id: Mapped[Ref]
    member_id: Mapped[Ref]
    text_id: Mapped[Ref]
    on: Mapped[date]
