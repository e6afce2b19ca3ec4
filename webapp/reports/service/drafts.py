"""Save what is being written; a chair may enter it for a member.

Each save says which version it began from. A version that is still being written is changed in
place; one that is frozen, or was written by the other side, is followed by the next one.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Executable, update

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit.events import AuditEvent
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken, StaleEdit
from webapp.core.plain_text import plain
from webapp.core.prepared_statements import prepared
from webapp.core.tenancy import TenantScope
from webapp.reports import outline, queries, rules, seals
from webapp.reports.models import ReportVersion, SelfReport
from webapp.reports.outline import Written
from webapp.reports.rules import BasedOn, ReportState, ReportStep
from webapp.reports.service import transition
from webapp.texts import digests
from webapp.texts import service as texts
from webapp.texts.models import TextKind


@dataclass(frozen=True)
class Saved:
    """What the next save of the same page is based on, and when this one was."""

    token: BasedOn
    at: datetime


def save(
    scope: Scope, report: SelfReport, written: Written, based_on: BasedOn, *, now: datetime
) -> Saved:
    """Store what was written, unless somebody saved something else in between.

    The same text on the same base is the same save: its answer may have been lost. Raises
    StaleEdit with the token of what is stored; RuleBroken when the report is not to be written now,
    a section is too long, or the member has begun to write what a chair enters.
    """
    require(Permission.REPORT_WRITE, scope, report)
    faults = outline.overlong(written, scope.settings.section_limit)
    if faults:
        raise RuleBroken("report.too_long", field=faults[0].field, faults=faults)
    if outline.is_too_large(written):
        raise RuleBroken("report.too_large")
    token = None
    if (report.state, ReportStep.WRITE) in rules.STEPS:
        token = _change_in_place(scope, report, written, based_on, now)
    return Saved(token or _begin_version(scope, report, written, based_on, now), now)


def _change_in_place(
    scope: Scope, report: SelfReport, written: Written, based_on: BasedOn, now: datetime
) -> BasedOn | None:
    """Replace the words of the version being written, if it is still as it was; else nothing."""
    row = _changed.rows(
        scope,
        of_report=report.id,
        from_number=based_on.number,
        from_revision=based_on.revision,
        enters=_enters(scope, report),
        writer_id=scope.member_id,
        at=now,
    ).first()
    if row is None:
        return None
    token = BasedOn(based_on.number, based_on.revision + 1)
    if Written.read(row.before).is_damaged:
        # The operator may repair it, so it stays, and the words begin the next version.
        texts.note_damage(row.text_id)
        return _begin_version(scope, report, written, token, now)
    texts.replace(scope, row.text_id, written.stored())
    return token


@prepared
def _changed(
    scope: TenantScope,
    *,
    of_report: int,
    from_number: int,
    from_revision: int,
    enters: bool,
    writer_id: int | None,
    at: datetime,
) -> Executable:
    return (
        update(ReportVersion)
        .where(
            tenancy.within(scope, ReportVersion),
            ReportVersion.report_id == of_report,
            ReportVersion.number == from_number,
            ReportVersion.revision == from_revision,
            ReportVersion.frozen_at.is_(None),
            ReportVersion.entered_for == enters,
        )
        .values(revision=ReportVersion.revision + 1, saved_at=at, written_by=writer_id)
        .returning(ReportVersion.text_id, texts.words_of(ReportVersion.text_id).label("before"))
    )


def _begin_version(
    scope: Scope, report: SelfReport, written: Written, based_on: BasedOn, now: datetime
) -> BasedOn:
    """Store the words as the next version, unless this very save was stored before."""
    try:
        transition.lock(report)
    except StaleEdit:
        repeated = _repeated(scope, report, written, based_on)
        if repeated is None:
            raise
        return repeated
    return _repeated(scope, report, written, based_on) or _add_version(
        scope, report, written, based_on, now
    )


def _repeated(
    scope: Scope, report: SelfReport, written: Written, based_on: BasedOn
) -> BasedOn | None:
    """The token of the latest version, if this very save made it; else nothing."""
    latest = queries.latest_version(scope, report.id)
    if latest is None or latest.is_frozen or latest.written_by != scope.member_id:
        return None
    if not latest.token.follows(based_on, begun_from=latest.based_on):
        return None
    stored = texts.read(scope, [latest.text_id])[latest.text_id]
    return latest.token if stored == plain(written.stored()) else None


def _add_version(
    scope: Scope, report: SelfReport, written: Written, based_on: BasedOn, now: datetime
) -> BasedOn:
    """Add the next version. Raises StaleEdit where it was not begun from the latest one."""
    latest = queries.latest_version(scope, report.id)
    current = latest.token if latest else BasedOn()
    if _enters(scope, report) and not rules.may_enter_for(report.state, latest):
        raise RuleBroken("report.author_writes")
    begins = report.state is ReportState.ASSIGNED
    transition.take(scope, report, ReportStep.START if begins else ReportStep.WRITE, now=now)
    if current != based_on:
        saved_at = latest.saved_at if latest else None
        raise StaleEdit("report.newer_version", token=current, saved_at=saved_at)
    if latest is not None and not latest.is_frozen:
        # Another version follows it before it was handed in.
        latest.frozen_at = now
        sealed, number = digests.seal(scope, seals.VERSION, latest), latest.number
        transition.remember(scope, report, AuditEvent.TEXTS_SEALED, version=number, sealed=sealed)
    version = _next_version(scope, report, written, current, now)
    if begins:
        transition.remember(scope, report, AuditEvent.REPORT_STARTED)
    if version.entered_for:
        transition.remember(scope, report, AuditEvent.REPORT_ENTERED_FOR, version=version.number)
    return version.token


def _next_version(
    scope: Scope, report: SelfReport, written: Written, current: BasedOn, now: datetime
) -> ReportVersion:
    version = ReportVersion(
        organization_id=scope.organization_id,
        report_id=report.id,
        number=current.number + 1,
        based_on=current.number or None,
        revision=1,
        text_id=texts.keep(scope, TextKind.REPORT, written.stored()),
        written_by=scope.acting_id,
        entered_for=_enters(scope, report),
        saved_at=now,
    )
    db.session.add(version)
    db.session.flush()
    return version


def _enters(scope: Scope, report: SelfReport) -> bool:
    return report.member_id != scope.member_id
