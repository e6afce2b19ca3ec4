"""Freeze the words of a report once more, as what they became."""

from datetime import datetime

from webapp.accounts.scope import Scope
from webapp.core.db import db
from webapp.reports import queries
from webapp.reports.models import ReportVersion, SelfReport
from webapp.reports.rules import FrozenAs


def freeze_again(
    scope: Scope, report: SelfReport, frozen_as: FrozenAs, now: datetime
) -> list[ReportVersion]:
    """Add a frozen version with the latest words, as presented or as final.

    The version before stays as it was frozen. Returns the new one, if anything was written.
    """
    latest = queries.latest_version(scope, report.id)
    if latest is None:
        return []
    version = ReportVersion(
        organization_id=scope.organization_id,
        report_id=report.id,
        number=latest.number + 1,
        based_on=latest.number,
        revision=latest.revision,
        text_id=latest.text_id,
        written_by=latest.written_by,
        entered_for=latest.entered_for,
        saved_at=latest.saved_at,
        frozen_at=now,
        frozen_as=frozen_as,
    )
    db.session.add(version)
    return [version]
