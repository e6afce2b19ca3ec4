"""Months of the plan, turns, and offers to report."""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.db import Base, Instant, Ref, TenantOwned, choice, refers, seen_through
from webapp.plans.absences import AbsenceKind
from webapp.plans.rules import MonthKind, TurnSource, TurnState, VolunteerState, YearPlanState


class YearPlan(TenantOwned, Base):
    """The plan of one year (kế hoạch năm): who reports when, and what each month carries."""

    __tablename__ = "year_plans"
    __table_args__ = (
        UniqueConstraint("organization_id", "year"),
        refers("confirmed_by", "memberships"),
        refers("reason_id", "texts"),
    )

    year: Mapped[int]
    state: Mapped[YearPlanState] = mapped_column(choice(YearPlanState), default=YearPlanState.DRAFT)
    #: Decides ties of the rotation; kept, so that everybody can draw the same order again.
    seed: Mapped[int] = mapped_column(BigInteger)
    #: Counts the changes, so that two people can't overwrite each other.
    revision: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    confirmed_at: Mapped[Instant | None]
    confirmed_by: Mapped[Ref | None]
    #: Why a confirmed plan was changed the last time.
    reason_id: Mapped[Ref | None]


class PlanMonth(TenantOwned, Base):
    """One month of the plan; without a row a month carries reports on its usual day."""

    __tablename__ = "plan_months"
    __table_args__ = (UniqueConstraint("organization_id", "month"),)

    month: Mapped[date]
    kind: Mapped[MonthKind] = mapped_column(choice(MonthKind))
    topic: Mapped[str | None] = mapped_column(String(300))
    #: The day of the meeting once it is called; the usual day of the settings until then.
    meeting_on: Mapped[date | None]
    #: Its meeting is over; what it carried stays as it was.
    is_held: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))


class Turn(TenantOwned, Base):
    """A member is to report in a month (lượt báo cáo)."""

    __tablename__ = "turns"
    __table_args__ = (
        refers("member_id", "memberships"),
        refers("assigned_by", "memberships"),
        Index(None, "organization_id", "month"),
        Index(
            "uq_turns_ahead",
            "organization_id",
            "member_id",
            "month",
            unique=True,
            postgresql_where=text("state IN ('planned', 'standing')"),
        ),
    )

    member_id: Mapped[Ref]
    month: Mapped[date]
    source: Mapped[TurnSource] = mapped_column(choice(TurnSource))
    state: Mapped[TurnState] = mapped_column(choice(TurnState), default=TurnState.STANDING)
    assigned_by: Mapped[Ref | None]
    assigned_at: Mapped[Instant]

    member: Mapped[Any] = seen_through("Membership", "Turn.member_id")


class Volunteer(TenantOwned, Base):
    """A member offers to report in a month (đăng ký báo cáo)."""

    __tablename__ = "volunteers"
    __table_args__ = (
        UniqueConstraint("organization_id", "member_id", "month"),
        refers("member_id", "memberships"),
    )

    member_id: Mapped[Ref]
    month: Mapped[date]
    state: Mapped[VolunteerState] = mapped_column(choice(VolunteerState))
    offered_at: Mapped[Instant]

    member: Mapped[Any] = seen_through("Membership", "Volunteer.member_id")


class BlockedPeriod(TenantOwned, Base):
    """Days on which a member is away and can't report (thời gian báo vắng)."""

    __tablename__ = "blocked_periods"
    __table_args__ = (
        refers("member_id", "memberships"),
        refers("told_by", "memberships"),
        CheckConstraint("from_on <= until_on", name="days"),
        Index(None, "organization_id", "member_id"),
    )

    member_id: Mapped[Ref]
    from_on: Mapped[date]
    until_on: Mapped[date]
    kind: Mapped[AbsenceKind] = mapped_column(choice(AbsenceKind))
    told_by: Mapped[Ref | None]
    told_at: Mapped[Instant]

    member: Mapped[Any] = seen_through("Membership", "BlockedPeriod.member_id")
