"""A unit with members, reports of eighteen months, meetings, opinions and open weaknesses."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from tests.benchmarks.rows import Rows
from tests.benchmarks.tree import OPENED, Place
from webapp.accounts.rules import MemberStatus, Role
from webapp.core import clock, vietnamese
from webapp.followups.rules import WeaknessSource, WeaknessState, WeaknessStep
from webapp.meetings.rules import AgendaKind, MeetingKind, MeetingState, Presence
from webapp.notices.rules import Channel, DeliveryState, NoticeKind
from webapp.plans.rules import TurnSource, TurnState
from webapp.reports.outline import Section, Written
from webapp.reports.rules import FrozenAs, ReportState
from webapp.texts.models import TextKind

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi")
MIDDLE = ("Thị", "Văn", "Quốc", "Thanh", "Minh", "Hữu", "Ngọc")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hạnh", "Khánh", "Lan", "Mai", "Nam", "Oanh")
SENTENCE = "Trong tháng đã trực tiếp tham gia chăm sóc người bệnh, giữ đúng quy tắc ứng xử. "
MONTHS = 18


@dataclass
class Unit:
    """A unit whose pages are measured."""

    place: Place
    members: list[int] = field(default_factory=list)
    #: The running month's reports: one still being written, and one that waits for remarks.
    drafting: int = 0
    submitted: int = 0
    meeting: int = 0


def live(rows: Rows, place: Place, chance: random.Random, *, size: int = 1) -> Unit:
    """Fill a unit; `size` multiplies its members, reports, opinions and weaknesses."""
    unit = Unit(place)
    teller = _Teller(rows, place, chance, size)
    unit.members = [teller.member(number) for number in range(25 * size)]
    month = clock.month_of(clock.today())
    for number in range(MONTHS):
        reports, meeting = teller.month(month, unit.members, is_running=number == 0)
        if number == 0:
            unit.drafting, unit.submitted, unit.meeting = reports[0], reports[1], meeting
        month = clock.previous_month(month)
    for member in unit.members[: 6 * size]:
        teller.weakness(member)
    for member in unit.members:
        teller.notices(member)
    return unit


class _Teller:
    """Writes the rows of one unit."""

    def __init__(self, rows: Rows, place: Place, chance: random.Random, size: int) -> None:
        self.rows, self.place, self.chance, self.size = rows, place, chance, size
        self.now = clock.now()

    def add(self, table: str, **values: Any) -> int:
        return self.rows.add(table, organization_id=self.place.id, **values)

    def text(self, kind: TextKind, words: str | None = None) -> int:
        return self.add("texts", kind=kind, stored=words or SENTENCE * 3)

    def member(self, number: int) -> int:
        name = " ".join(map(self.chance.choice, (FAMILY, MIDDLE, GIVEN)))
        email = f"{self.place.code}-{number}@example.vn"
        who = {"full_name": name, "email": email}
        account = self.rows.add("accounts", is_operator=False, created_at=self.now, **who)
        member = self.add(
            "memberships",
            account_id=account,
            sort_key=vietnamese.sort_key(name),
            search_text=vietnamese.search_key(name),
            wants_email=True,
            joined_on=OPENED,
            **who,
        )
        since = {"member_id": member, "from_on": OPENED}
        self.add("membership_statuses", status=MemberStatus.OFFICIAL, **since)
        office = {0: Role.CHAIR, 1: Role.DEPUTY, 2: Role.COMMITTEE}.get(number)
        if office:
            self.add("role_grants", role=office, **since)
        return member

    def month(self, month: date, members: list[int], *, is_running: bool) -> tuple[list[int], int]:
        # The first three lead; the member who writes now is the fourth.
        writers = members[3 : 3 + 2 * self.size] if is_running else self._some(members)
        states = [ReportState.DRAFTING, ReportState.SUBMITTED] * self.size
        reports = [
            self.report(month, member, state if is_running else ReportState.FILED)
            for member, state in zip(writers, states, strict=True)
        ]
        return reports, self.meeting(month, members, reports, is_running=is_running)

    def _some(self, members: list[int]) -> list[int]:
        return self.chance.sample(members, 2 * self.size)

    def report(self, month: date, member: int, state: ReportState) -> int:
        about = {"member_id": member, "month": month}
        turn = self.add(
            "turns",
            source=TurnSource.ASSIGNED,
            state=TurnState.STANDING,
            assigned_at=self.now,
            **about,
        )
        past = self.now if state is ReportState.FILED else None
        sent = None if state is ReportState.DRAFTING else self.now
        stages = ("reviewed_at", "released_at", "presented_at", "concluded_at", "filed_at")
        report = self.add(
            "self_reports",
            turn_id=turn,
            state=state,
            first_submitted_at=sent,
            submitted_at=sent,
            **dict.fromkeys(stages, past),
            **about,
        )
        self._versions(report, member, sent)
        return report

    def _versions(self, report: int, member: int, sent: datetime | None) -> None:
        written = Written(dict.fromkeys(Section, SENTENCE * 8))
        text = self.text(TextKind.REPORT, written.stored())
        about = {"report_id": report, "number": 1}
        self.add(
            "report_versions",
            revision=1,
            text_id=text,
            written_by=member,
            entered_for=False,
            saved_at=self.now,
            frozen_at=sent,
            frozen_as=FrozenAs.SUBMITTED if sent else None,
            **about,
        )

    def meeting(
        self, month: date, members: list[int], reports: list[int], *, is_running: bool
    ) -> int:
        at = clock.from_hanoi(month.replace(day=27), 15)
        meeting = self.add(
            "meetings",
            kind=MeetingKind.REGULAR,
            state=MeetingState.OPEN if is_running else MeetingState.CLOSED,
            month=month,
            starts_at=at,
            place="Hội trường tầng 2",
            chair_id=members[0],
            clerk_id=members[1],
            opened_at=at,
            closed_at=None if is_running else at + timedelta(hours=1),
            revision=1,
        )
        for position, report in enumerate(reports, 1):
            title = {"kind": AgendaKind.SELF_REPORT, "title": "Báo cáo liên hệ"}
            about = {"meeting_id": meeting, "report_id": report}
            self.add("agenda_items", position=position, **title, **about)
            for speaker in members[:4]:
                said = {"speaker_id": speaker, "recorded_by": members[1], "at": at}
                self.add("opinions", text_id=self.text(TextKind.OPINION), **said, **about)
        for member in members:
            there = {"member_id": member, "presence": Presence.PRESENT}
            self.add("attendances", meeting_id=meeting, **there)
        return meeting

    def weakness(self, member: int) -> None:
        weakness = self.add(
            "weaknesses",
            member_id=member,
            source=WeaknessSource.MEETING,
            state=WeaknessState.OPEN,
            pointed_out_on=clock.today() - timedelta(days=40),
            due_on=clock.today() + timedelta(days=20),
            text_id=self.text(TextKind.WEAKNESS),
        )
        step = {"step": WeaknessStep.POINT_OUT, "at": self.now}
        self.add("weakness_events", weakness_id=weakness, **step)

    def notices(self, member: int) -> None:
        for number in range(3 * self.size if member % 25 < 4 else 3):
            self.add(
                "notices",
                kind=NoticeKind.TURN_ASSIGNED,
                subject=f"report:{number}",
                recipient_id=member,
                due_on=clock.today(),
                channel=Channel.APP,
                state=DeliveryState.SHOWN,
                facts={},
                created_at=self.now,
                tries=0,
            )
