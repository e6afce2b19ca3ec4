"""The committee's part before the meeting: remarks, asking for a supplement, agreeing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit.events import AuditEvent
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken, StaleEdit
from webapp.notices.rules import NoticeKind
from webapp.reports import moved_days, queries, seals
from webapp.reports.given_days import GivenDay
from webapp.reports.models import Remark, SelfReport
from webapp.reports.rules import ReportStep
from webapp.reports.sections import Section
from webapp.reports.service import transition
from webapp.texts import digests
from webapp.texts import service as texts
from webapp.texts.models import TextKind


@dataclass(frozen=True)
class NewRemark:
    """What somebody of the committee says to one section, or to the whole report for none."""

    section: Section | None
    text: str
    asks_supplement: bool = False


def remark_field(section: Section | None) -> str:
    """The name the text of a remark has in a form."""
    return f"remark-{section or 'whole'}"


def remark(
    scope: Scope, report: SelfReport, said: Sequence[NewRemark], *, version: int, now: datetime
) -> None:
    """Say something to the version handed in last, without deciding anything.

    Raises RuleBroken when nothing is said, StaleEdit when another version was handed in meanwhile.
    """
    _begin(scope, report, version)
    kept = _cleaned(said)
    if not kept:
        raise RuleBroken("report.remark_missing", field=remark_field(None))
    transition.take(scope, report, ReportStep.REMARK, now=now)
    _keep(scope, report, kept, version, now)


def return_(
    scope: Scope, report: SelfReport, said: Sequence[NewRemark], *, version: int, now: datetime
) -> None:
    """Ask the author to supplement the report; something must say what is asked for.

    Raises RuleBroken otherwise. Where no remark is marked, all given now ask for a supplement.
    """
    _begin(scope, report, version)
    kept = _cleaned(said)
    transition.take(scope, report, ReportStep.RETURN, now=now)
    if kept and not any(one.asks_supplement for one in kept):
        kept = [replace(one, asks_supplement=True) for one in kept]
    _keep(scope, report, kept, version, now)
    asking = select(Remark.id).where(
        tenancy.within(scope, Remark),
        Remark.report_id == report.id,
        Remark.version_number == version,
        Remark.asks_supplement,
    )
    if db.session.scalar(asking.limit(1)) is None:
        raise RuleBroken("report.supplement_not_named", field=remark_field(None))
    report.reviewed_at = now
    moved_days.reach(scope, report, GivenDay.SUPPLEMENT, clock.day_of(now))
    transition.remember(scope, report, AuditEvent.REPORT_RETURNED, version=version)
    kind, by = NoticeKind.REPORT_RETURNED, report.supplement_on
    transition.tell(scope, report, kind, [report.member_id], now=now, by=by)


def accept(
    scope: Scope,
    report: SelfReport,
    said: Sequence[NewRemark] = (),
    *,
    version: int,
    now: datetime,
) -> None:
    """Agree with the whole report (nhất trí): it is ready to be presented.

    Raises StaleEdit when another version was handed in meanwhile.
    """
    _begin(scope, report, version)
    transition.take(scope, report, ReportStep.ACCEPT, now=now)
    _keep(scope, report, _cleaned(said), version, now)
    _accepted(scope, report, AuditEvent.REPORT_ACCEPTED, version, now)


def skip_review(scope: Scope, report: SelfReport, reason: str, *, now: datetime) -> None:
    """Let the chair's own report go on where nobody else could review it, and record why.

    Raises RuleBroken without a reason, or while somebody else of the committee could review.
    """
    require(Permission.REPORT_DIRECT, scope, report)
    transition.lock(report)
    transition.take(scope, report, ReportStep.SKIP_REVIEW, now=now)
    words = transition.refuse_note(reason, field="reason", needed="report.reason_missing")
    report.skip_reason_id = texts.keep(scope, TextKind.REASON, words)
    latest = queries.latest_version(scope, report.id)
    _accepted(scope, report, AuditEvent.REVIEW_SKIPPED, latest.number if latest else 0, now)


def _begin(scope: Scope, report: SelfReport, version: int) -> None:
    """Lock the report for a reviewer who has read its latest version."""
    transition.require_reviewer(scope, report)
    transition.lock(report)
    latest = queries.latest_version(scope, report.id)
    if latest is not None and latest.is_frozen and latest.number != version:
        raise StaleEdit("report.other_version_submitted")


def _cleaned(said: Sequence[NewRemark]) -> list[NewRemark]:
    kept = [
        replace(one, text=transition.refuse_note(one.text, field=remark_field(one.section)))
        for one in said
    ]
    return [one for one in kept if one.text]


def _keep(
    scope: Scope, report: SelfReport, said: Sequence[NewRemark], version: int, now: datetime
) -> None:
    rows = [
        Remark(
            organization_id=scope.organization_id,
            report_id=report.id,
            version_number=version,
            section=one.section,
            author_id=scope.acting_id,
            text_id=texts.keep(scope, TextKind.REMARK, one.text),
            asks_supplement=one.asks_supplement,
            at=now,
        )
        for one in said
    ]
    db.session.add_all(rows)
    if rows:
        facts = {"version": version, "remarks": len(rows)}
        sealed = digests.seal(scope, seals.REMARK, *rows)
        transition.remember(scope, report, AuditEvent.REPORT_REMARKED, **facts, sealed=sealed)


def _accepted(
    scope: Scope, report: SelfReport, event: AuditEvent, version: int, now: datetime
) -> None:
    report.reviewed_at = now
    transition.remember(scope, report, event, version=version)
    transition.tell(scope, report, NoticeKind.REPORT_ACCEPTED, [report.member_id], now=now)
