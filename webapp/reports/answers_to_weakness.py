"""The answers a member's reports give to one weakness, as far as the actor may read them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from webapp.accounts.permissions import Permission, allows
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.reports.models import ReportVersion, SelfReport
from webapp.reports.readable_report import readable_of
from webapp.reports.version_texts import written_in
from webapp.texts import service as texts


@dataclass(frozen=True)
class GivenAnswer:
    """What a member wrote to one weakness in one report that was handed in."""

    report: SelfReport
    at: datetime
    #: None where the actor may not read the report.
    text: str | None
    #: Whether the actor may know of the report, and open it.
    may_open: bool


def answers_to(scope: Scope, member_id: int, weakness_id: int, since: date) -> list[GivenAnswer]:
    """The latest answer of each report since the month before a day, in three queries."""
    # The report of the month before may have been handed in after the weakness was pointed out.
    rows = _with_frozen(scope, member_id, clock.previous_month(clock.month_of(since)))
    # The newest version this actor may read; otherwise the newest, whose words stay here.
    readable = [(report, every, readable_of(scope, report, every)) for report, every in rows]
    chosen = [(report, (may or every)[0], bool(may)) for report, every, may in readable]
    words = texts.read(scope, [version.text_id for _report, version, _may in chosen])
    key, found = str(weakness_id), []
    for report, version, may_read in chosen:
        written = written_in(words, version.text_id)
        if key in written.asked and version.frozen_at is not None:
            text = written.answers.get(key, "") if may_read else None
            may_open = allows(Permission.REPORT_SEE, scope, report)
            found.append(GivenAnswer(report, version.frozen_at, text, may_open))
    return found


def _with_frozen(
    scope: Scope, member_id: int, month: date
) -> Iterator[tuple[SelfReport, list[ReportVersion]]]:
    """The member's reports with their frozen versions, the latest version first."""
    reports = tenancy.rows_of(scope, SelfReport).where(
        SelfReport.member_id == member_id, SelfReport.month >= month
    )
    by_id = {row.id: row for row in db.session.scalars(reports)}
    query = (
        select(ReportVersion)
        .where(
            tenancy.within(scope, ReportVersion),
            ReportVersion.report_id.in_(by_id),
            ReportVersion.frozen_as.is_not(None),
        )
        .order_by(ReportVersion.number.desc())
    )
    versions: dict[int, list[ReportVersion]] = {}
    for version in db.session.scalars(query):
        versions.setdefault(version.report_id, []).append(version)
    return ((by_id[key], of_report) for key, of_report in sorted(versions.items()))
