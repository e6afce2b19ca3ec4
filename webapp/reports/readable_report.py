"""The words of one report as far as somebody may read them: versions, remarks, reasons."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Executable
from sqlalchemy.orm import joinedload

from webapp.accounts.permissions import Permission, allows, in_sight
from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible
from webapp.core.prepared_statements import prepared
from webapp.core.tenancy import TenantScope
from webapp.reports import rules
from webapp.reports.models import Remark, ReportVersion, SelfReport
from webapp.reports.outline import Written
from webapp.reports.rules import FrozenAs
from webapp.reports.version_texts import written_in
from webapp.texts import service as texts


@dataclass(frozen=True)
class RemarkRow:
    """One remark of the committee in words."""

    id: int
    version_number: int
    #: None when it is about the whole report.
    section: str | None
    author_name: str
    text: str
    asks_supplement: bool
    at: datetime


@dataclass(frozen=True)
class Reading:
    """Everything one reader gets to see of a report."""

    #: The versions this reader may read, the latest first.
    versions: Sequence[ReportVersion] = ()
    #: The newest version of all, whoever may read it; only its marks are of interest.
    latest: ReportVersion | None = None
    written: Written | None = None
    remarks: Sequence[RemarkRow] = ()
    closing_reason: str = ""
    skip_reason: str = ""
    #: What the latest frozen version said, which may be the same.
    last_frozen: Written | None = None

    @property
    def shown(self) -> ReportVersion | None:
        """The newest version this reader may read."""
        return self.versions[0] if self.versions else None

    @property
    def submitted(self) -> ReportVersion | None:
        """The version handed in last."""
        return next((v for v in self.versions if v.frozen_as is FrozenAs.SUBMITTED), None)

    def current_remarks(self) -> list[RemarkRow]:
        """The remarks on the version handed in last."""
        number = self.submitted.number if self.submitted else 0
        return [remark for remark in self.remarks if remark.version_number == number]

    def earlier_remarks(self) -> list[RemarkRow]:
        """The remarks on versions before the one handed in last."""
        current = self.current_remarks()
        return [remark for remark in self.remarks if remark not in current]


@dataclass(frozen=True)
class _Readable:
    """The rows somebody may read of a report, before their words are fetched."""

    versions: list[ReportVersion] = field(default_factory=list)
    latest: ReportVersion | None = None
    remarks: list[Remark] = field(default_factory=list)


def read(scope: Scope, report: SelfReport) -> Reading:
    """A report in words, as far as this actor may read it; nothing where they may not."""
    rows = _rows(scope, report)
    shown = rows.versions[0] if rows.versions else None
    frozen = next((v for v in rows.versions if v.frozen_as), None)
    reasons = (report.closing_reason_id, report.skip_reason_id) if _inside(scope, report) else ()
    versions = [version for version in (shown, frozen) if version]
    said_in = [row.text_id for row in rows.remarks]
    words = texts.read(scope, [*(v.text_id for v in versions), *said_in, *reasons])
    said = {version.number: written_in(words, version.text_id) for version in versions}
    closing_reason, skip_reason = (words.get(reason or 0, "") for reason in reasons or (0, 0))
    return Reading(
        versions=rows.versions,
        latest=rows.latest,
        written=said[shown.number] if shown else None,
        remarks=[_remark(row, words[row.text_id]) for row in rows.remarks],
        closing_reason=closing_reason,
        skip_reason=skip_reason,
        last_frozen=said[frozen.number] if frozen else None,
    )


def readable_versions(scope: Scope, report: SelfReport) -> list[ReportVersion]:
    """The versions this actor may read, the latest first."""
    return _rows(scope, report, with_remarks=False).versions


def version_in_words(scope: Scope, report: SelfReport, number: int) -> Written:
    """What one version says.

    Raises NotVisible when there is none of this number, or this actor may not read it.
    """
    found = [v for v in readable_versions(scope, report) if v.number == number]
    if not found:
        raise NotVisible
    text_id = found[0].text_id
    return written_in(texts.read(scope, [text_id]), text_id)


def in_words(scope: Scope, versions: Sequence[ReportVersion]) -> dict[int, Written]:
    """What several versions say, by number, in one query; reading them was allowed before."""
    words = texts.read(scope, [version.text_id for version in versions])
    return {version.number: written_in(words, version.text_id) for version in versions}


def _inside(scope: Scope, report: SelfReport) -> bool:
    """Whether remarks and reasons are meant for this actor: the author and the committee.

    Not for whoever came to the committee after the report was heard.
    """
    is_meant = report.member_id == scope.member_id or scope.reviews
    return is_meant and in_sight(scope, report)


def _rows(scope: Scope, report: SelfReport, *, with_remarks: bool = True) -> _Readable:
    versions = list(db.session.scalars(*_versions(scope, report_id=report.id)))
    readable = readable_of(scope, report, versions)
    asked = with_remarks and _inside(scope, report)
    remarks = list(db.session.scalars(*_remarks(scope, report_id=report.id))) if asked else []
    return _Readable(readable, versions[0] if versions else None, remarks)


def readable_of(
    scope: Scope, report: SelfReport, versions: Sequence[ReportVersion]
) -> list[ReportVersion]:
    """Of the versions of a report, the latest first, those this actor may read."""
    readable = [version for version in versions if _may_read(scope, report, version)]
    if not _inside(scope, report):
        # Members get the one paper that counts, or both texts once it was presented.
        presented = report.presented_at is not None
        papers = [v for v in readable if rules.is_paper(v, presented=presented)]
        readable = papers if presented else papers[:1]
    return readable


@prepared
def _versions(scope: TenantScope, *, report_id: int) -> Executable:
    return (
        tenancy.rows_of(scope, ReportVersion)
        .where(ReportVersion.report_id == report_id)
        .options(joinedload(ReportVersion.writer))
        .order_by(ReportVersion.number.desc())
    )


def _may_read(scope: Scope, report: SelfReport, version: ReportVersion) -> bool:
    is_own = report.member_id == scope.member_id
    if not _inside(scope, report):
        return allows(Permission.REPORT_READ, scope, report) and version.frozen_as is not None
    return rules.may_read_version(
        version, is_own=is_own, reviews=report.is_submitted, leads=scope.leads
    )


@prepared
def _remarks(scope: TenantScope, *, report_id: int) -> Executable:
    return (
        tenancy.rows_of(scope, Remark)
        .where(Remark.report_id == report_id)
        .options(joinedload(Remark.author))
        .order_by(Remark.at, Remark.id)
    )


def _remark(row: Remark, text: str) -> RemarkRow:
    return RemarkRow(
        row.id,
        row.version_number,
        row.section,
        row.author.full_name,
        text,
        row.asks_supplement,
        row.at,
    )
