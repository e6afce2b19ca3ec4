"""The thematic sessions of a year by quarter, and one of them with everything prepared."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from webapp.accounts.models import Membership
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.meetings.models import Meeting
from webapp.meetings.rules import MeetingKind, MeetingState
from webapp.plans import queries as plans
from webapp.plans.month_rules import lacks_session
from webapp.plans.rules import MonthPlan, months_of
from webapp.texts import service as texts
from webapp.thematic.models import ThematicMaterial, ThematicPreparer, ThematicSession
from webapp.thematic.rules import Link, Standing

_WITH_SESSION = (MeetingKind.THEMATIC, MeetingKind.COMBINED)


@dataclass(frozen=True)
class Preparer:
    """A member who prepares a session."""

    member_id: int
    full_name: str


@dataclass(frozen=True)
class Session:
    """The thematic session of one month: its plan, its meeting, and what is prepared."""

    organization_id: int
    plan: MonthPlan
    row: ThematicSession | None
    preparers: list[Preparer]
    meeting: Meeting | None

    @property
    def exists(self) -> bool:
        """Whether the month has a thematic session: by its plan, or by the kind of its meeting."""
        called = self.meeting is not None and self.meeting.kind in _WITH_SESSION
        return called or self.plan.has_session

    @property
    def last_day(self) -> date:
        """The day of its meeting, or else of its month; who joins after it does not see it."""
        return self.meeting.last_day if self.meeting else clock.last_day_of(self.plan.month)

    @property
    def concerned_ids(self) -> frozenset[int]:
        """Who sees it whenever they joined: those who prepare it."""
        return self.preparer_ids

    @property
    def revision(self) -> int:
        """Grows with every change; 0 while nothing is prepared."""
        return self.row.revision if self.row else 0

    @property
    def preparer_ids(self) -> frozenset[int]:
        """Who prepares."""
        return frozenset(one.member_id for one in self.preparers)

    @property
    def standing(self) -> Standing:
        """What is there, and whether it was held."""
        closed = self.meeting is not None and self.meeting.state is MeetingState.CLOSED
        return Standing(
            has_topic=bool(self.plan.topic),
            has_preparers=bool(self.preparers),
            has_questions=bool(self.row and self.row.questions_id),
            has_conclusion=bool(self.row and self.row.conclusion_id),
            is_held=bool(closed and self.meeting and self.meeting.kind in _WITH_SESSION),
            is_over=self.plan.meeting_on < clock.today(),
        )


@dataclass(frozen=True)
class Quarter:
    """One quarter of a year with its sessions."""

    number: int
    sessions: list[Session]
    #: It has several meetings and no session among them.
    is_lacking: bool
    #: Its last month is over.
    is_over: bool


@dataclass(frozen=True)
class Prepared:
    """What was written for a session."""

    materials: list[Link]
    questions: str
    conclusion: str


def sessions_in(scope: Scope, months: Iterable[date]) -> list[Session]:
    """What there is of a session in each month, in the given order, in four queries."""
    wanted = list(months)
    planned = plans.month_plans(scope, wanted)
    rows = db.session.scalars(
        tenancy.rows_of(scope, ThematicSession).where(ThematicSession.month.in_(wanted))
    )
    stored = {row.month: row for row in rows}
    called = db.session.scalars(
        tenancy.rows_of(scope, Meeting).where(
            Meeting.month.in_(wanted), Meeting.kind != MeetingKind.COMMITTEE
        )
    )
    meetings = {meeting.month: meeting for meeting in called}
    preparers = _preparers(scope, wanted)
    return [
        Session(
            scope.organization_id,
            planned[month],
            stored.get(month),
            preparers[month],
            meetings.get(month),
        )
        for month in wanted
    ]


def session_of(scope: Scope, month: date) -> Session:
    """What there is of the session of one month."""
    [found] = sessions_in(scope, [month])
    return found


def _preparers(scope: Scope, months: Sequence[date]) -> defaultdict[date, list[Preparer]]:
    query = (
        select(ThematicSession.month, Membership.id, Membership.full_name)
        .join(ThematicPreparer, tenancy.refers_to(ThematicPreparer.session_id, ThematicSession))
        .join(Membership, tenancy.refers_to(ThematicPreparer.member_id, Membership))
        .where(
            tenancy.within(scope, ThematicSession, ThematicPreparer, Membership),
            ThematicSession.month.in_(months),
        )
        .order_by(Membership.sort_key, Membership.id)
    )
    found: defaultdict[date, list[Preparer]] = defaultdict(list)
    for month, member_id, full_name in db.session.execute(query):
        found[month].append(Preparer(member_id, full_name))
    return found


def prepared(scope: Scope, session: Session) -> Prepared:
    """The materials, the questions and the conclusion of a session."""
    row = session.row
    if row is None:
        return Prepared([], "", "")
    query = (
        select(ThematicMaterial.title, ThematicMaterial.address)
        .where(tenancy.within(scope, ThematicMaterial), ThematicMaterial.session_id == row.id)
        .order_by(ThematicMaterial.position)
    )
    materials = [Link(title, address) for title, address in db.session.execute(query)]
    words = texts.read(scope, [row.questions_id, row.conclusion_id])
    return Prepared(
        materials, words.get(row.questions_id or 0, ""), words.get(row.conclusion_id or 0, "")
    )


def quarters(scope: Scope, year: int, today: date) -> list[Quarter]:
    """The four quarters of a year."""
    sessions, found = sessions_in(scope, months_of(year)), []
    for first in range(0, 12, 3):
        months = sessions[first : first + 3]
        there = [session for session in months if session.exists]
        is_lacking = not there and lacks_session([session.plan for session in months])
        number, is_over = first // 3 + 1, months[-1].plan.month < clock.month_of(today)
        found.append(Quarter(number, there, is_lacking, is_over))
    return found
