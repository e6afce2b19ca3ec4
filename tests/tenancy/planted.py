"""One row of branch K1 in every tenant's table, each text carrying the branch's mark.

A new tenant table without a row here stops `test_every_tenant_table_is_planted`.
"""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from tests.canary import mark
from tests.cast import MONTH, NOW, Cast, begin_report, scope_of
from webapp.accounts.models import Invitation
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.audit.models import ReadEntry
from webapp.commitments.models import Commitment, CommitmentItem
from webapp.commitments.rules import CommitmentState
from webapp.core import clock, tenancy
from webapp.core.db import Base, db
from webapp.core.idempotency import UsedKey
from webapp.core.recount import StaleMonth
from webapp.followups.models import Weakness, WeaknessEvent
from webapp.followups.rules import WeaknessSource, WeaknessState, WeaknessStep
from webapp.meetings.models import (
    AgendaItem,
    Attendance,
    Commendation,
    Conclusion,
    Meeting,
    Opinion,
)
from webapp.meetings.rules import AgendaKind, MeetingKind, MeetingState, Presence
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, DeliveryState, NoticeKind
from webapp.plans.absences import AbsenceKind
from webapp.plans.models import BlockedPeriod, PlanMonth, Volunteer, YearPlan
from webapp.plans.rules import MonthKind, VolunteerState
from webapp.reports.models import Remark
from webapp.reports.rules import ReportState
from webapp.rollups.measures import Measure
from webapp.rollups.models import MonthlyFact
from webapp.texts import service as texts
from webapp.texts.models import TextKind


class Planting:
    """Writes rows of one branch; remembers the identifier of each by the name of its table."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.scope = scope_of(cast.people["lan"])
        self.lan, self.mai = cast.people["lan"].member_id, cast.people["mai"].member_id
        self.hung = cast.people["hung"].member_id
        self.ids: dict[str, int] = {}

    def add(self, model: type[Any], **values: Any) -> int:
        """Write one row and remember its identifier."""
        row = model(organization_id=self.scope.organization_id, **values)
        db.session.add(row)
        db.session.flush()
        if hasattr(row, "id"):
            self.ids.setdefault(model.__tablename__, row.id)
            return int(row.id)
        return 0

    def name_the_rest(self) -> None:
        """Remember a row also of the tables the cast itself filled."""
        for table in Base.metadata.sorted_tables:
            if {"organization_id", "id"} <= set(table.columns.keys()):
                first = db.session.scalar(select(func.min(table.c.id)))
                self.ids.setdefault(table.name, first)

    def text(self, kind: TextKind) -> int:
        """Write one marked text."""
        return texts.keep(self.scope, kind, f"{mark('k1')} {kind}")


def plant(cast: Cast) -> dict[str, int]:
    """Fill branch K1; returns an identifier of each table's row by the table's name."""
    planting = Planting(cast)
    filed = begin_report(cast.people["hung"], date(2026, 10, 1), ReportState.SUBMITTED)
    planting.ids["self_reports"] = filed.id
    planting.ids["turns"] = filed.turn_id
    with tenancy.tenant(planting.scope.organization_id):
        for part in (_people, _plans, _followups, _meetings, _rest):
            part(planting)
        db.session.commit()
        planting.name_the_rest()
    tenancy.bind(planting.scope.organization_id)
    return planting.ids


def _people(p: Planting) -> None:
    p.ids["memberships"] = p.mai
    p.add(
        Invitation,
        member_id=p.mai,
        email="mai@example.vn",
        token_hash=b"planted",
        created_at=NOW,
        expires_at=NOW + timedelta(hours=72),
    )
    audit.record(p.scope, AuditEvent.SIGNED_IN)
    p.add(
        ReadEntry,
        subject_type="SelfReport",
        subject_id=p.ids["self_reports"],
        reader_id=p.lan,
        day=clock.today(),
        first_at=NOW,
        last_at=NOW,
    )


def _plans(p: Planting) -> None:
    p.add(YearPlan, year=2026, seed=7, reason_id=p.text(TextKind.REASON))
    away = {"from_on": clock.today(), "until_on": clock.today(), "kind": AbsenceKind.AWAY}
    p.add(BlockedPeriod, member_id=p.mai, told_at=NOW, **away)
    p.add(PlanMonth, month=MONTH, kind=MonthKind.REPORTS)
    p.add(Volunteer, member_id=p.mai, month=MONTH, state=VolunteerState.OFFERED, offered_at=NOW)
    commitment = p.add(Commitment, member_id=p.mai, year=2026, state=CommitmentState.SUBMITTED)
    p.add(CommitmentItem, commitment_id=commitment, position=1, text_id=p.text(TextKind.COMMITMENT))


def _followups(p: Planting) -> None:
    weakness = p.add(
        Weakness,
        member_id=p.mai,
        source=WeaknessSource.MEETING,
        state=WeaknessState.OPEN,
        pointed_out_on=MONTH,
        text_id=p.text(TextKind.WEAKNESS),
    )
    p.add(WeaknessEvent, weakness_id=weakness, step=WeaknessStep.POINT_OUT, at=NOW)
    p.add(
        Remark,
        report_id=p.ids["self_reports"],
        version_number=1,
        author_id=p.lan,
        text_id=p.text(TextKind.REMARK),
        asks_supplement=False,
        at=NOW,
    )


def _meetings(p: Planting) -> None:
    report = p.ids["self_reports"]
    meeting = p.add(
        Meeting,
        kind=MeetingKind.REGULAR,
        state=MeetingState.OPEN,
        month=MONTH,
        starts_at=NOW,
        place="Hội trường",
        chair_id=p.lan,
        clerk_id=p.hung,
    )
    about = {"meeting_id": meeting, "report_id": report}
    p.add(AgendaItem, position=1, kind=AgendaKind.SELF_REPORT, title="Báo cáo", **about)
    p.add(Attendance, meeting_id=meeting, member_id=p.mai, presence=Presence.PRESENT)
    opinion = {"speaker_id": p.mai, "recorded_by": p.lan, "at": NOW}
    p.add(Opinion, text_id=p.text(TextKind.OPINION), **opinion, **about)
    text_id = p.text(TextKind.CONCLUSION)
    conclusion = p.add(Conclusion, concluded_by=p.lan, at=NOW, text_id=text_id, **about)
    p.add(
        Commendation,
        conclusion_id=conclusion,
        member_id=p.mai,
        text_id=p.text(TextKind.COMMENDATION),
        on=MONTH,
    )


def _rest(p: Planting) -> None:
    p.add(
        Notice,
        kind=NoticeKind.TURN_ASSIGNED,
        subject="report:1",
        recipient_id=p.mai,
        due_on=MONTH,
        channel=Channel.APP,
        state=DeliveryState.SHOWN,
        created_at=NOW,
    )
    p.add(UsedKey, key="planted", used_at=NOW)
    p.add(StaleMonth, month=MONTH, since=NOW)
    fact = {"measure": Measure.MEMBERS, "value": 5, "computed_at": NOW}
    p.add(MonthlyFact, month=MONTH, path=p.scope.organization.path, **fact)
