"""The versions of a report, and what changed between any two of them."""

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission
from webapp.audit import queries as audit
from webapp.core.errors import NotVisible
from webapp.reports import comparison, queries, readable_report
from webapp.reports.comparison import Stretch
from webapp.reports.models import ReportVersion
from webapp.reports.outline import Written
from webapp.reports.routes.blueprint import bp
from webapp.reports.routes.page_context import note_reading, report_context
from webapp.reports.sections import Section


@bp.get("/<int:report_id>/phien-ban")
def versions(report_id: int) -> ResponseReturnValue:
    """The versions the visitor may read, and a comparison of two of them."""
    report = queries.get_report(g.scope, report_id, Permission.REPORT_READ, with_month=True)
    # First, as it may load the latest version again, then without its writer.
    shown = report_context(report)
    found = readable_report.readable_versions(g.scope, report)
    if not found:
        raise NotVisible
    old, new = _chosen(found)
    words = readable_report.in_words(g.scope, [old, new])
    note_reading(report)
    changes = _changes(words[old.number], words[new.number])
    return render_template(
        "reports/versions.html",
        versions=found,
        after_slip=audit.after_slip(g.scope, report),
        old=old,
        new=new,
        changes=changes,
        is_damaged=not changes,
        differs=any(comparison.differs(stretches) for stretches in changes.values()),
        **shown,
    )


def _changes(old: Written, new: Written) -> dict[Section, list[Stretch]]:
    """By section, what changed; nothing where one of the two can't be read."""
    if old.is_damaged or new.is_damaged:
        return {}
    return {
        section: comparison.compare(old.as_text(section), new.as_text(section))
        for section in Section
    }


def _chosen(found: list[ReportVersion]) -> tuple[ReportVersion, ReportVersion]:
    """The two versions the address names, the older first; the last two otherwise.

    Raises NotVisible for a version that is not there or not to be read.
    """
    by_number = {str(version.number): version for version in found}
    usual = (found[min(1, len(found) - 1)], found[0])
    named = (request.args.get("tu", ""), request.args.get("den", ""))
    if any(number and number not in by_number for number in named):
        raise NotVisible
    chosen = [by_number.get(n, u) for n, u in zip(named, usual, strict=True)]
    old, new = sorted(chosen, key=lambda version: version.number)
    return old, new
