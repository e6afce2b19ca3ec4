"""The words of a report that was put off begin the one that follows it."""

from datetime import datetime

from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import tenancy
from webapp.core.db import db
from webapp.reports import queries
from webapp.reports.models import ReportVersion, SelfReport
from webapp.reports.rules import ReportState
from webapp.reports.version_texts import written_of
from webapp.texts import service as texts
from webapp.texts.models import TextKind


def follow(scope: Scope, report: SelfReport, *, now: datetime) -> None:
    """Begin a report that was just assigned with what its author wrote for the one put off.

    The report that was put off keeps its own versions. A text that is damaged stays behind there.
    """
    before = _put_off(scope, report)
    latest = queries.latest_version(scope, before.id) if before else None
    words = written_of(scope, latest.text_id) if latest else None
    if before is None or latest is None or words is None or words.is_damaged:
        return
    version = ReportVersion(
        organization_id=scope.organization_id,
        report_id=report.id,
        number=1,
        text_id=texts.keep(scope, TextKind.REPORT, words.stored()),
        written_by=latest.written_by,
        entered_for=latest.entered_for,
        saved_at=now,
    )
    report.state = ReportState.DRAFTING
    db.session.add(version)
    db.session.flush()
    facts = {"month": report.month.isoformat(), "carried_from": before.id}
    audit.record(scope, AuditEvent.REPORT_STARTED, report, member_id=report.member_id, **facts)


def _put_off(scope: Scope, report: SelfReport) -> SelfReport | None:
    """The member's report before this one, if it was put off and none followed it since."""
    query = (
        tenancy.rows_of(scope, SelfReport)
        .where(SelfReport.member_id == report.member_id, SelfReport.id < report.id)
        .order_by(SelfReport.id.desc())
        .limit(1)
    )
    before: SelfReport | None = db.session.scalar(query)
    return before if before and before.state is ReportState.POSTPONED else None
