"""A branch with a month that can be counted by hand, and what should come out."""

from datetime import date, datetime, timedelta
from typing import Any

from tests.canary import mark
from tests.cast import Cast, Person, begin_report
from webapp.accounts.queries import organization_of
from webapp.accounts.scope import Scope
from webapp.commitments.models import Commitment
from webapp.commitments.rules import CommitmentState
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.followups.models import Weakness
from webapp.followups.rules import WeaknessSource, WeaknessState
from webapp.meetings.models import Attendance, Commendation, Conclusion, Meeting, Opinion
from webapp.meetings.rules import MeetingKind, MeetingState, Presence
from webapp.plans.models import PlanMonth
from webapp.plans.rules import MonthKind
from webapp.reports.models import SelfReport
from webapp.reports.rules import ReportState
from webapp.texts import service as texts
from webapp.texts.models import TextKind

OCTOBER = date(2026, 10, 1)


def at(day: int, hour: int = 8, month: int = 10) -> datetime:
    """A moment of the month on a Hanoi clock."""
    return clock.from_hanoi(date(2026, month, day), hour)


def full_october(cast: Cast) -> None:
    """October in K1: Mai's report filed in time, Bình's filed late, one meeting, four called."""
    mai = _finished(cast.people["mai"], sent=at(19), filed=at(30))
    binh = _finished(cast.people["binh"], sent=at(22), filed=at(10, month=11))
    with tenancy.tenant(cast.organizations["k1"].id):
        meeting = _meeting(cast)
        for name, presence in (
            ("lan", Presence.PRESENT),
            ("mai", Presence.PRESENT),
            ("binh", Presence.EXCUSED),
            ("hung", Presence.UNEXCUSED),
        ):
            member = cast.people[name].member_id
            add(cast, Attendance, meeting_id=meeting, member_id=member, presence=presence)
        _heard(cast, meeting, mai, binh)
        _followed(cast)
        db.session.commit()


def add(cast: Cast, model: type[Any], code: str = "k1", **values: Any) -> int:
    """Write one row of a unit."""
    row = model(organization_id=cast.organizations[code].id, **values)
    db.session.add(row)
    db.session.flush()
    return int(row.id)


def text(cast: Cast, kind: TextKind) -> int:
    """Write one marked text of K1."""
    k1 = Scope(organization_of(cast.organizations["k1"].id))
    return texts.keep(k1, kind, f"{mark('k1')} {kind}")


def _finished(person: Person, *, sent: datetime, filed: datetime) -> int:
    report = begin_report(person, OCTOBER, ReportState.FILED)
    with tenancy.tenant(person.organization.id):
        stored = db.session.get(SelfReport, (report.organization_id, report.id))
        stored.first_submitted_at = stored.submitted_at = sent
        stored.draft_judged_on, stored.final_judged_on = stored.draft_on, stored.final_on
        stored.reviewed_at, stored.presented_at = at(24), at(27, 15)
        stored.concluded_at, stored.filed_at = at(27, 16), filed
        db.session.commit()
        return stored.id


def _meeting(cast: Cast) -> int:
    return add(
        cast,
        Meeting,
        kind=MeetingKind.COMBINED,
        state=MeetingState.CLOSED,
        month=OCTOBER,
        starts_at=at(27, 15),
        opened_at=at(27, 15),
        closed_at=at(27, 16) + timedelta(minutes=30),
        place="Hội trường",
        chair_id=cast.people["lan"].member_id,
    )


def _heard(cast: Cast, meeting: int, mai: int, binh: int) -> None:
    lan = cast.people["lan"].member_id
    for set_aside in (None, None, at(27, 16)):
        add(
            cast,
            Opinion,
            meeting_id=meeting,
            report_id=mai,
            speaker_id=lan,
            recorded_by=lan,
            text_id=text(cast, TextKind.OPINION),
            at=at(27, 15),
            set_aside_at=set_aside,
        )
    about = {"meeting_id": meeting, "concluded_by": lan, "at": at(27, 16)}
    words = text(cast, TextKind.CONCLUSION)
    conclusion = add(cast, Conclusion, report_id=binh, text_id=words, **about)
    for _ in range(2):
        add(
            cast,
            Commendation,
            conclusion_id=conclusion,
            member_id=cast.people["mai"].member_id,
            text_id=text(cast, TextKind.COMMENDATION),
            on=date(2026, 10, 27),
        )


def _followed(cast: Cast) -> None:
    """Mai: one open and overdue since the 20th, one confirmed; Bình: one from September."""
    for name, pointed_out, due, closed in (
        ("mai", date(2026, 10, 2), date(2026, 10, 20), None),
        ("mai", date(2026, 8, 2), None, date(2026, 10, 5)),
        ("binh", date(2026, 9, 2), date(2026, 12, 1), None),
    ):
        add(
            cast,
            Weakness,
            member_id=cast.people[name].member_id,
            source=WeaknessSource.MEETING,
            state=WeaknessState.CONFIRMED if closed else WeaknessState.OPEN,
            pointed_out_on=pointed_out,
            due_on=due,
            closed_on=closed,
            text_id=text(cast, TextKind.WEAKNESS),
        )
    mai, binh = cast.people["mai"].member_id, cast.people["binh"].member_id
    early = {"year": 2026, "submitted_at": at(15, month=1)}
    add(cast, Commitment, member_id=mai, state=CommitmentState.CONFIRMED, **early)
    add(cast, Commitment, member_id=binh, year=2026, state=CommitmentState.DRAFT)
    add(cast, PlanMonth, month=OCTOBER, kind=MonthKind.REPORTS, meeting_on=date(2026, 10, 27))
