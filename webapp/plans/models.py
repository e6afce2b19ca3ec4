"""Months of the plan, turns, and offers to report."""

from datetime import date

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core import clock
from webapp.core.db import Instant, Ref, TenantOwned, choice, optional, refers, seen_through
from webapp.plans.absences.rules import AbsenceKind
from webapp.plans.requests.rules import NEEDS_CONSENT, OPEN, RequestKind, RequestState, RequestStep
from webapp.plans.rules import MonthKind, TurnSource, TurnState, VolunteerState, YearPlanState


class YearPlan(TenantOwned):
    """The plan of one year (kế hoạch năm): who reports when, and what each month carries."""

    __tablename__ = "year_plans"
    __table_args__ = (
        UniqueConstraint("organization_id", "year"),
        refers("confirmed_by", "memberships"),
        refers("reason_id", "texts"),
    )

    year: Mapped[int]
    state: Mapped[YearPlanState] = mapped_column(choice(YearPlanState), default=YearPlanState.DRAFT)
    #: Decides ties of the rotation; stored, so that everybody can draw the same order again.
    seed: Mapped[int] = mapped_column(BigInteger)
    #: Counts the changes, so that two people can't overwrite each other.
    revision: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    confirmed_at: Mapped[Instant | None] = optional()
    confirmed_by: Mapped[Ref | None] = optional()
    #: Why a confirmed plan was changed the last time.
    reason_id: Mapped[Ref | None] = optional()

    @property
    def last_day(self) -> date:
        """The day it was confirmed or changed last; before that, the end of its year."""
        if self.confirmed_at is not None:
            return clock.day_of(self.confirmed_at)
        return date(self.year, 12, 31)


class PlanMonth(TenantOwned):
    """One month of the plan; a month without a row carries what the settings say."""

    __tablename__ = "plan_months"
    __table_args__ = (UniqueConstraint("organization_id", "month"),)

    month: Mapped[date]
    kind: Mapped[MonthKind] = mapped_column(choice(MonthKind))
    topic: Mapped[str | None] = optional(String(300))
    #: The day of the meeting once it is called; the usual day of the settings until then.
    meeting_on: Mapped[date | None] = optional()
    #: The day that those who report were told; a change of the rule of the meeting day leaves it.
    expected_on: Mapped[date | None] = optional()
    is_held: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))
    #: How many turns it takes, if the chair chose a number; else as many as the settings allow.
    own_turns: Mapped[int | None] = optional()
    #: Counts the decisions about what it carries; 0 while the settings decide.
    revision: Mapped[int] = mapped_column(default=0, server_default=text("0"))


class PlanChange(TenantOwned):
    """What was changed in a month of a plan that had been agreed to, by whom and why."""

    __tablename__ = "plan_changes"
    __table_args__ = (
        refers("changed_by", "memberships"),
        refers("reason_id", "texts"),
        Index(None, "organization_id", "month"),
    )

    month: Mapped[date]
    at: Mapped[Instant]
    changed_by: Mapped[Ref | None] = optional()
    kind_before: Mapped[MonthKind] = mapped_column(choice(MonthKind, "kind_before"))
    kind_after: Mapped[MonthKind] = mapped_column(choice(MonthKind, "kind_after"))
    topic_before: Mapped[str | None] = optional(String(300))
    topic_after: Mapped[str | None] = optional(String(300))
    turns_before: Mapped[int]
    turns_after: Mapped[int]
    #: None if calling the meeting changed the month, or a report that was put off came into it.
    reason_id: Mapped[Ref | None] = optional()


class Turn(TenantOwned):
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
    assigned_by: Mapped[Ref | None] = optional()
    assigned_at: Mapped[Instant]
    #: It ended after its member was named, or after its month: the figures go on expecting it.
    stays_expected: Mapped[bool] = mapped_column(default=False, server_default=text("false"))

    member = seen_through("Membership", "Turn.member_id")

    @property
    def last_day(self) -> date:
        """The last day of its month."""
        return clock.last_day_of(self.month)


class Volunteer(TenantOwned):
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
    #: Chair or deputy wrote it down for the member.
    entered_for: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))

    member = seen_through("Membership", "Volunteer.member_id")


class TurnRequest(TenantOwned):
    """Somebody asks for a change of a turn (đề nghị về lượt báo cáo)."""

    __tablename__ = "turn_requests"
    __table_args__ = (
        refers("turn_id", "turns"),
        refers("member_id", "memberships"),
        refers("asked_by", "memberships"),
        refers("other_member_id", "memberships"),
        refers("other_turn_id", "turns"),
        refers("new_turn_id", "turns"),
        refers("other_new_turn_id", "turns"),
        Index(
            "uq_turn_requests_open",
            "organization_id",
            "turn_id",
            unique=True,
            postgresql_where=text("state IN ('asked', 'agreed')"),
        ),
        Index(None, "organization_id", "month"),
    )

    #: The turn, whose it is, and of which month.
    turn_id: Mapped[Ref]
    member_id: Mapped[Ref]
    month: Mapped[date]
    kind: Mapped[RequestKind] = mapped_column(choice(RequestKind))
    state: Mapped[RequestState] = mapped_column(choice(RequestState))
    asked_by: Mapped[Ref]
    asked_at: Mapped[Instant]
    #: Chair or deputy wrote it down for the member.
    entered_for: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))
    #: Who is to swap, or to report instead; the month of the other turn, or the wanted one.
    other_member_id: Mapped[Ref | None] = optional()
    other_turn_id: Mapped[Ref | None] = optional()
    other_month: Mapped[date | None] = optional()
    #: The turns that came of it, once it is granted.
    new_turn_id: Mapped[Ref | None] = optional()
    other_new_turn_id: Mapped[Ref | None] = optional()

    member = seen_through("Membership", "TurnRequest.member_id")
    other = seen_through("Membership", "TurnRequest.other_member_id")

    @property
    def is_open(self) -> bool:
        """Whether it is still to be answered or decided."""
        return self.state in OPEN

    @property
    def last_day(self) -> date:
        """The last day of the month of its turn."""
        return clock.last_day_of(max(self.month, self.other_month or self.month))

    @property
    def concerned_ids(self) -> frozenset[int | None]:
        """The members whose turns it is about; they see it even if they joined later."""
        return frozenset({self.member_id, self.other_member_id})

    @property
    def was_wished(self) -> bool:
        """Whether the member whose turn it is asked for it, also through chair or deputy."""
        return self.entered_for or self.asked_by == self.member_id

    @property
    def awaits_other(self) -> bool:
        """Whether the other member is to answer first."""
        return self.state is RequestState.ASKED and self.kind in NEEDS_CONSENT


class TurnRequestEvent(TenantOwned):
    """One step in the history of a request; nothing is overwritten."""

    __tablename__ = "turn_request_events"
    __table_args__ = (
        refers("request_id", "turn_requests"),
        refers("actor_id", "memberships"),
        refers("text_id", "texts"),
        Index(None, "organization_id", "request_id"),
    )

    request_id: Mapped[Ref]
    step: Mapped[RequestStep] = mapped_column(choice(RequestStep))
    at: Mapped[Instant]
    actor_id: Mapped[Ref | None] = optional()
    entered_for: Mapped[bool] = mapped_column(Boolean, default=False, server_default=text("false"))
    #: The reason given, in the member's own words.
    text_id: Mapped[Ref | None] = optional()

    actor = seen_through("Membership", "TurnRequestEvent.actor_id")


class BlockedPeriod(TenantOwned):
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
    told_by: Mapped[Ref | None] = optional()
    told_at: Mapped[Instant]

    member = seen_through("Membership", "BlockedPeriod.member_id")
