"""What every page about a self-report needs."""

from typing import Any

from flask import g

from webapp.accounts.permissions import Permission, allows
from webapp.audit import service as audit
from webapp.core import clock
from webapp.duties.matters import report_due
from webapp.duties.table import TABLE
from webapp.reports import given_days, queries, readable_report, sections, service
from webapp.reports.models import SelfReport
from webapp.reports.readable_report import Reading


def read(report: SelfReport) -> Reading:
    """The report in words; its author sees who else opened it."""
    found = readable_report.read(g.scope, report)
    if found.written is not None:
        note_reading(report)
    return found


def note_reading(report: SelfReport) -> None:
    """Write down that this visitor reads the report, unless it is their own."""
    if report.member_id != g.scope.member_id:
        audit.record_read(g.scope, report, now=clock.now())


def report_context(report: SelfReport, found: Reading | None = None) -> dict[str, Any]:
    """What every page about one report shows: where it stands, until when, what may be done."""
    deadlines = given_days.of_report(report, queries.plan_of(g.scope, report).deadlines)
    latest = found.latest if found else None
    held = service.capacities_of(g.scope, report, clock.today(), latest)
    organization = g.scope.organization
    return {
        "report": report,
        "reading": found,
        "deadlines": deadlines,
        "progress": TABLE[report.state],
        "due_on": report_due(report.state, deadlines, report.filed_at),
        "steps": service.steps_of(report, held),
        "outline": sections.outline_of(organization.kind, organization.settings.section_titles),
        "is_own": report.member_id == g.scope.member_id,
        "may_read": allows(Permission.REPORT_READ, g.scope, report),
    }
