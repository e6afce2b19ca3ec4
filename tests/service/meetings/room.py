"""A meeting for the tests: called by Lan, clerk Hùng, with Mai's report ready to present."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from tests.cast import MONTH, NOW
from webapp.audit.models import AuditEntry
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.meetings import live_version, queries, record, service
from webapp.meetings.models import Meeting
from webapp.meetings.rules import MeetingKind
from webapp.meetings.service import Arrangement, Verdict
from webapp.notices.models import Notice
from webapp.notices.rules import Channel
from webapp.reports.models import ReportVersion, SelfReport
from webapp.reports.rules import FrozenAs, ReportState

DAY = date(2026, 11, 27)
#: Three o'clock in the afternoon in Hanoi.
STARTS = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
AFTER = timedelta(minutes=90)


class Room:
    """Lan's acts on one meeting; `by` lets somebody else act in the same words."""

    def __init__(self, cast, scope_of, travel):
        self.cast, self.travel = cast, travel
        db.session.commit()
        people = ("lan", "dung", "hung", "mai", "binh")
        self.scopes = {name: scope_of(getattr(cast, name)) for name in people}
        self.lan = self.scopes["lan"]
        self.meeting_id = 0
        tenancy.bind(cast.k1.id)

    @property
    def meeting(self) -> Meeting:
        """The meeting with its chair and clerk, as it is stored now."""
        return queries.get_meeting(self.lan, self.meeting_id)

    @property
    def version(self) -> str | None:
        """What Lan's page asks for when it looks for news."""
        return live_version.version_of(self.lan, self.meeting_id)

    @property
    def report(self) -> SelfReport:
        """Mai's report, as it is stored now."""
        query = select(SelfReport).where(SelfReport.id == self.report_id)
        return db.session.scalars(query.execution_options(populate_existing=True)).one()

    @property
    def report_id(self) -> int:
        """The identifier of Mai's report."""
        return self.cast.__dict__["report_id"]

    def wanted(self, **changes) -> Arrangement:
        """What Lan usually arranges."""
        return Arrangement(
            **{
                "kind": MeetingKind.REGULAR,
                "starts_at": STARTS,
                "place": "Hội trường tầng 2",
                "topic": "",
                "chair_id": self.cast.lan.member_id,
                "clerk_id": self.cast.hung.member_id,
            }
            | changes
        )

    def call(self, **changes) -> "Room":
        """Call the meeting of November."""
        meeting = service.call(self.lan, MONTH, self.wanted(**changes), now=clock.now())
        self.meeting_id = meeting.id
        return self

    def open(self, *, all_present: bool = True) -> "Room":
        """Open the meeting on its day; with everybody there as Lan says, or unmarked."""
        self.travel(STARTS)
        service.open_meeting(self.lan, self.meeting, now=clock.now())
        if all_present:
            service.mark_rest_present(self.lan, self.meeting, now=clock.now())
        return self

    def present(self) -> "Room":
        """Let Mai present."""
        service.present_report(self.lan, self.meeting, self.report_id, now=clock.now())
        return self

    def say(self, text="Cần nói rõ hơn.", *, by="hung", speaker="binh", report_id=None):
        """Somebody writes down what somebody says."""
        return service.record_opinion(
            self.scopes[by],
            self.meeting,
            report_id or self.report_id,
            text,
            speaker_id=getattr(self.cast, speaker).member_id if speaker else None,
            now=clock.now(),
        )

    def heard_by(self, scope) -> record.Record:
        """What somebody may know of what was said."""
        rows = queries.reports_of(self.lan, self.meeting)
        return record.of_meeting(scope, self.meeting, rows)

    def conclude(self, text="Báo cáo tốt.", **rest) -> "Room":
        """Conclude on Mai's report."""
        verdict = Verdict(text, **rest)
        service.conclude(self.lan, self.meeting, self.report_id, verdict, now=clock.now())
        return self

    def close(self, after=AFTER, **roll) -> "Room":
        """Close the meeting."""
        service.close(self.lan, self.meeting, **roll, now=clock.now() + after)
        return self


def make_ready(report: SelfReport) -> None:
    """The committee has agreed to a report; how it got there is the reports' own matter."""
    version = db.session.scalars(select(ReportVersion).filter_by(report_id=report.id)).one()
    version.frozen_as, version.frozen_at = FrozenAs.SUBMITTED, NOW
    report.state = ReportState.ACCEPTED
    report.first_submitted_at = report.submitted_at = report.reviewed_at = NOW
    db.session.commit()


def events() -> list[str]:
    """The names of what was remembered, in order."""
    return list(db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.position)))


def told(kind: str) -> list[int]:
    """Who found a notice of a kind in the inbox."""
    query = select(Notice.recipient_id).where(Notice.kind == kind, Notice.channel == Channel.APP)
    return sorted(db.session.scalars(query))
