"""In which of a member's reports one weakness was answered, and how, as far as one may read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from webapp.accounts.permissions import Permission, allows
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.reports.models import ReportVersion, SelfReport
from webapp.reports.outline import Written
from webapp.reports.readable_report import readable_of
from webapp.reports.version_texts import written_in
from webapp.texts import service as texts


@dataclass(frozen=True)
class GivenAnswer:
    """What a member wrote to one weakness in one report that was handed in."""

    report: SelfReport
    at: datetime
    #: None where the asking one may not read the report.
    text: str | None
    #: Whether the asking one may know of the report, and open it.
    may_open: bool


def answers_to(scope: Scope, member_id: int, weakness_id: int, since: date) -> list[GivenAnswer]:
    """The latest answer of each report since about the month of a day, in three queries."""
    # The report of the month before may have been handed in after the weakness was pointed out.
    rows = _with_frozen(scope, member_id, clock.previous_month(clock.month_of(since)))
    chosen = [(report, *_choose(scope, report, versions)) for report, versions in rows]
    words = texts.read(scope, [version.text_id for _report, version, _may in chosen])
    found = [
        _given(scope, report, version, written_in(words, version.text_id), may, str(weakness_id))
        for report, version, may in chosen
    ]
    return [answer for answer in found if answer is not None]


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


def _choose(
    scope: Scope, report: SelfReport, versions: list[ReportVersion]
) -> tuple[ReportVersion, bool]:
    """The newest version the asking one may read; otherwise the newest, whose words stay here."""
    readable = readable_of(scope, report, versions)
    return (readable[0], True) if readable else (versions[0], False)


def _given(
    scope: Scope,
    report: SelfReport,
    version: ReportVersion,
    written: Written,
    may_read: bool,
    key: str,
) -> GivenAnswer | None:
    if key not in written.asked or version.frozen_at is None:
        return None
    text = written.answers.get(key, "") if may_read else None
    return GivenAnswer(
        report, version.frozen_at, text, allows(Permission.REPORT_SEE, scope, report)
    )
