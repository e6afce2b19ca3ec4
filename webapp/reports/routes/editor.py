"""What the editor shows: outline, answers, remarks and errors; both texts after a conflict."""

from collections import defaultdict
from typing import Any

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts.permissions import Permission
from webapp.commitments import queries as commitments
from webapp.core import clock
from webapp.core.errors import DomainError, RuleBroken, StaleEdit
from webapp.reports import comparison, forms, outline, queries, readable_report, rules, service
from webapp.reports.models import SelfReport
from webapp.reports.outline import Written
from webapp.reports.readable_report import Reading, RemarkRow
from webapp.reports.routes.page_context import note_reading, report_context
from webapp.reports.rules import BasedOn, ReportStep
from webapp.reports.sections import Section, outline_of
from webapp.web import htmx
from webapp.web.unsent_forms import typed_at
from webapp.web.wording import message, message_of

_WRITING = (ReportStep.START, ReportStep.WRITE)


def is_open(report: SelfReport) -> bool:
    """Whether anybody may write the report in its present state."""
    return any((report.state, step) in rules.STEPS for step in _WRITING)


def page(
    report: SelfReport, typed: Written | None = None, refusal: DomainError | None = None
) -> ResponseReturnValue:
    """The editor with the stored text, or with what was typed and why it was refused.

    Raises RuleBroken for a chair while the member is writing.
    """
    found = readable_report.read(g.scope, report)
    context = report_context(report, found)
    if not set(_WRITING) & set(context["steps"]):
        raise RuleBroken("report.author_writes")
    note_reading(report)
    items = commitments.items_of(g.scope, report.member_id, report.month.year)
    threads = service.threads_to_answer(g.scope, report, found.last_frozen, items)
    based_on = found.latest.token if found.latest else BasedOn()
    unsent = typed_at(url_for("reports.save", report_id=report.id))
    if unsent is not None:
        typed, based_on = forms.written_in(unsent), forms.based_on_in(unsent)
    return render_template(
        "reports/write.html",
        written=typed or found.written or Written(),
        based_on=based_on,
        threads=threads,
        waiting_items=[item for item in items if not item.in_force],
        today=clock.today(),
        remarks=_by_section(found.current_remarks()),
        asked=[one for one in found.current_remarks() if one.asks_supplement],
        errors=_errors(refusal),
        form={"errors": _errors(refusal)},
        **context,
    ), refusal.status if refusal else 200


def line(
    report_id: int, saved: service.Saved | None, refusal: DomainError | None = None
) -> ResponseReturnValue:
    """The line below the editor: when it was saved, or why it was not and where."""
    if saved is not None:
        htmx.note_done()
    return render_template(
        "reports/_saved.html",
        report_id=report_id,
        saved=saved,
        problem=_told(refusal) if refusal else "",
        wrong=list(_errors(refusal)),
    ), refusal.status if refusal else 200


def not_saved(report_id: int, typed: Written, refusal: DomainError) -> ResponseReturnValue:
    """Say why nothing was saved; everything typed stays on the page or comes back with it."""
    report = queries.get_report(g.scope, report_id, Permission.REPORT_WRITE, with_month=True)
    if not htmx.wants_piece():
        return (page if "faults" in refusal.facts else _both_texts)(report, typed, refusal)
    if not isinstance(refusal, StaleEdit):
        return line(report_id, None, refusal)
    latest = queries.latest_version(g.scope, report_id)
    return render_template(
        "reports/_conflict.html",
        report_id=report_id,
        message=message_of(refusal),
        latest=latest,
        newest=latest.token if latest else BasedOn(),
        is_open=is_open(report),
    ), refusal.status


def _both_texts(report: SelfReport, typed: Written, refusal: DomainError) -> ResponseReturnValue:
    """The page with what was typed and what is stored, and the choice between them."""
    found = readable_report.read(g.scope, report)
    context = report_context(report, found)
    note_reading(report)
    titles: Any = context["outline"]
    return render_template(
        "reports/conflict.html",
        message=message_of(refusal),
        typed=typed,
        threads=service.threads_to_answer(g.scope, report, found.last_frozen),
        newest=found.latest.token if found.latest else BasedOn(),
        based_on=forms.based_on_in(request.form),
        today=clock.today(),
        may_keep=bool(set(_WRITING) & set(context["steps"])),
        changes=_changes(found, typed, [one.section for one in titles]),
        **context,
    ), refusal.status


def _changes(found: Reading, typed: Written, chosen: list[Section]) -> dict[str, Any]:
    """By section, what the typed text changes in the stored one."""
    if found.written is None or found.written.is_damaged:
        return {}
    stored = found.written
    return {
        section: comparison.compare(
            stored.sections.get(section, ""), typed.sections.get(section, "")
        )
        for section in chosen
    }


def _by_section(remarks: list[RemarkRow]) -> dict[str | None, list[RemarkRow]]:
    found: defaultdict[str | None, list[RemarkRow]] = defaultdict(list)
    for remark in remarks:
        found[remark.section].append(remark)
    return found


def _errors(refusal: DomainError | None) -> dict[str, str]:
    """By field, the sentence that stands beside it."""
    faults: Any = refusal.facts.get("faults", ()) if refusal else ()
    return {fault.field: message(fault.code, **(fault.facts or {})) for fault in faults}


def _told(refusal: DomainError) -> str:
    """Why a save was refused, with the fields that are too long."""
    organization = g.scope.organization
    titles = {
        outline.section_field(one.section): f"Mục {one.number}"
        for one in outline_of(organization.kind)
    }
    named = [
        f"{titles.get(field, 'Câu trả lời')} {text.removeprefix('Mục này ')}"
        for field, text in _errors(refusal).items()
    ]
    return " ".join([message_of(refusal), *named])
