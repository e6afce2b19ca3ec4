"""The words of one report as far as somebody may read them: versions, remarks, reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Executable
from sqlalchemy.orm import joinedload

from webapp.accounts.permissions import Permission, allows, in_sight
from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
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
    #: The newest version, readable or not; only its marks are looked at, not its words.
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


def read(scope: Scope, report: SelfReport) -> Reading:
    """A report in words, as far as this actor may read it; nothing where they may not."""
    every: list[ReportVersion] = list(db.session.scalars(*_versions(scope, report_id=report.id)))
    readable = readable_of(scope, report, every)
    remarks: list[Remark] = []
    reasons: list[int | None] = []
    if _is_addressed(scope, report):
        remarks = list(db.session.scalars(*_remarks(scope, report_id=report.id)))
        reasons = [report.closing_reason_id, report.skip_reason_id]
    shown = readable[0] if readable else None
    frozen = next((v for v in readable if v.frozen_as), None)
    versions = [version for version in (shown, frozen) if version]
    said_in = [row.text_id for row in remarks]
    words = texts.read(scope, [*(v.text_id for v in versions), *said_in, *reasons])
    said = {version.number: written_in(words, version.text_id) for version in versions}
    closing_reason, skip_reason = (words.get(reason or 0, "") for reason in reasons or (0, 0))
    return Reading(
        versions=readable,
        latest=every[0] if every else None,
        written=said[shown.number] if shown else None,
        remarks=[_remark(row, words[row.text_id]) for row in remarks],
        closing_reason=closing_reason,
        skip_reason=skip_reason,
        last_frozen=said[frozen.number] if frozen else None,
    )


def readable_versions(scope: Scope, report: SelfReport) -> list[ReportVersion]:
    """The versions this actor may read, the latest first."""
    every = list(db.session.scalars(*_versions(scope, report_id=report.id)))
    return readable_of(scope, report, every)


def in_words(scope: Scope, versions: Sequence[ReportVersion]) -> dict[int, Written]:
    """What several versions say, by number, in one query; reading them was allowed before."""
    words = texts.read(scope, [version.text_id for version in versions])
    return {version.number: written_in(words, version.text_id) for version in versions}


def _is_addressed(scope: Scope, report: SelfReport) -> bool:
    """Whether remarks and reasons are meant for this actor: the author and the committee.

    Who came to the committee after the report was presented does not read them.
    """
    is_meant = report.member_id == scope.member_id or scope.reviews
    return is_meant and in_sight(scope, report)


def readable_of(
    scope: Scope, report: SelfReport, versions: Sequence[ReportVersion]
) -> list[ReportVersion]:
    """Of the versions of a report, the latest first, those this actor may read."""
    if _is_addressed(scope, report):
        is_own = report.member_id == scope.member_id
        reviews, leads = report.is_submitted, scope.leads
        return [
            version
            for version in versions
            if rules.may_read_version(version, is_own=is_own, reviews=reviews, leads=leads)
        ]
    if not allows(Permission.REPORT_READ, scope, report):
        return []
    # Members get the one paper that counts, or both texts once it was presented.
    presented = report.presented_at is not None
    papers = [v for v in versions if rules.is_paper(v, presented=presented)]
    return papers if presented else papers[:1]


@prepared
def _versions(scope: TenantScope, *, report_id: int) -> Executable:
    return (
        tenancy.rows_of(scope, ReportVersion)
        .where(ReportVersion.report_id == report_id)
        .options(joinedload(ReportVersion.writer))
        .order_by(ReportVersion.number.desc())
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
