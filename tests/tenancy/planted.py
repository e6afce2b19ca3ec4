"""One row of branch K1 in every tenant's table, each text carrying the branch's mark.

A new tenant table without a row here stops `test_every_tenant_table_is_planted`.
"""

from datetime import date, timedelta

from tests.canary import mark
from tests.cast import MONTH, NOW, Cast, begin_report
from tests.tenancy import planted_year
from tests.tenancy.planting import Planting
from webapp.accounts.models import Invitation, PastOpening
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.audit.models import ReadEntry
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.idempotency import UsedKey
from webapp.core.stale_months import StaleMonth
from webapp.imports.models import ImportPage, MemberImport
from webapp.imports.rules import ImportState, RowOutcome
from webapp.meetings.models import (
    AgendaItem,
    Attendance,
    Commendation,
    Conclusion,
    Meeting,
    Opinion,
)
from webapp.meetings.rules import AgendaKind, MeetingKind, MeetingState, Presence
from webapp.nominations.models import Nomination
from webapp.nominations.rules import Proposer
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, DeliveryState, NoticeKind
from webapp.proofs.models import TrailCheckpoint
from webapp.reports.rules import ReportState
from webapp.rollups.measures import Measure
from webapp.rollups.models import MonthlyFact
from webapp.texts.models import TextKind
from webapp.transfers.models import Arrival, CarriedThread, Departure
from webapp.transfers.rules import ArrivalState, DepartureState, TransferKind
from webapp.unsent.models import UnsentForm


def plant(cast: Cast) -> dict[str, int]:
    """Fill branch K1; returns an identifier of each table's row by the table's name."""
    planting = Planting(cast)
    filed = begin_report(cast.people["hung"], date(2026, 10, 1), ReportState.SUBMITTED)
    planting.ids["self_reports"] = filed.id
    planting.ids["turns"] = filed.turn_id
    with tenancy.tenant(planting.scope.organization_id):
        for part in (_people, *planted_year.PARTS, _meetings, _rest):
            part(planting)
        db.session.commit()
        planting.name_the_rest()
    tenancy.bind(planting.scope.organization_id)
    return planting.ids


def _people(p: Planting) -> None:
    p.ids["memberships"] = p.mai
    p.add(
        UnsentForm,
        member_id=p.lan,
        address="/o/k1/theo-doi/moi",
        key="p" * 22,
        revision=1,
        text_id=p.text(TextKind.UNSENT),
        saved_at=NOW,
    )
    p.add(
        Invitation,
        member_id=p.mai,
        email="mai@example.vn",
        token_hash=b"planted",
        created_at=NOW,
        expires_at=NOW + timedelta(hours=72),
    )
    p.add(
        Nomination,
        member_id=p.mai,
        proposer=Proposer.MEMBER,
        proposed_by=p.hung,
        proposer_name=f"Lê Văn Hùng {mark('k1')}",
        proposed_at=NOW,
        effective_at=NOW + timedelta(hours=72),
    )
    _transfers(p)
    audit.record(p.scope, AuditEvent.SIGNED_IN)
    p.add(
        TrailCheckpoint,
        day=clock.today(),
        position=1,
        hash=b"planted",
        statement="planted",
        made_at=NOW,
        email="luu@example.vn",
        state=DeliveryState.SENT,
        send_after=NOW,
    )
    p.add(
        ReadEntry,
        subject_type="SelfReport",
        subject_id=p.ids["self_reports"],
        reader_id=p.lan,
        day=clock.today(),
        first_at=NOW,
        last_at=NOW,
    )


def _transfers(p: Planting) -> None:
    """A member who waits to be received elsewhere, and somebody who waits to be received here."""
    lasting = {"kind": TransferKind.PERMANENT, "from_on": MONTH}
    departure = {"destination_id": p.cast.organizations["k2"].id, "destination_name": "Khoa Nội"}
    p.add(
        Departure,
        member_id=p.mai,
        state=DepartureState.WAITING,
        recorded_at=NOW,
        **lasting,
        **departure,
    )
    origin = {"origin_id": p.cast.organizations["k2"].id, "origin_name": "Khoa Nội"}
    p.add(
        Arrival,
        state=ArrivalState.WAITING,
        full_name=f"Vũ Văn Thử {mark('k1')}",
        departure_id=1,
        announced_at=NOW,
        **lasting,
        **origin,
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
    listed = p.add(
        MemberImport,
        state=ImportState.PREVIEWED,
        file_name=f"{mark('k1')}.xlsx",
        asked_by=p.lan,
        asked_at=NOW,
        headings=["Họ tên"],
        columns=["full_name"],
        faulty_rows=mark("k1").encode(),
        faulty_count=1,
    )
    row = {"n": 2, "said": [f"{mark('k1')} Hoàng Thanh Bình"]}
    p.add(ImportPage, import_id=listed, outcome=RowOutcome.FAULTY, number=1, rows=[row])
    p.add(StaleMonth, month=MONTH, since=NOW)
    fact = {"measure": Measure.MEMBERS, "value": 5, "computed_at": NOW}
    p.add(PastOpening, member_id=p.mai, said_by=p.lan, said_at=NOW)
    p.add(CarriedThread, member_id=p.mai, from_id=p.cast.k2.id, pointed_out_on=MONTH)
    p.add(MonthlyFact, month=MONTH, path=p.scope.organization.path, **fact)
