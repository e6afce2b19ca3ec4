"""Hand in a report before the meeting, take it back, and file it after the meeting."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit.events import AuditEvent
from webapp.commitments import queries as commitments
from webapp.commitments.queries import Item
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.followups import queries as followups
from webapp.notices.rules import NoticeKind
from webapp.reports import moved_days, outline, queries, seals
from webapp.reports.given_days import GivenDay
from webapp.reports.models import Remark, ReportVersion, SelfReport
from webapp.reports.outline import Thread, Written
from webapp.reports.rules import BasedOn, FrozenAs, ReportState, ReportStep
from webapp.reports.sections import Section
from webapp.reports.service import transition
from webapp.reports.service.drafts import save
from webapp.texts import digests


def submit(
    scope: Scope, report: SelfReport, written: Written, based_on: BasedOn, *, now: datetime
) -> int:
    """Hand the report to the committee: every section written, everything asked answered.

    Returns how many can review it; it waits where nobody can. Raises what `save` raises, and
    RuleBroken naming what is missing.
    """
    require(Permission.REPORT_WRITE, scope, report)
    transition.lock(report)
    version = _complete(scope, report, written, based_on, now)
    transition.take(scope, report, ReportStep.SUBMIT, now=now)
    version.frozen_at, version.frozen_as = now, FrozenAs.SUBMITTED
    report.submitted_at = now
    if report.first_submitted_at is None:
        report.first_submitted_at, report.draft_judged_on = now, report.draft_on
    moved_days.reach(scope, report, GivenDay.COMMITTEE, clock.day_of(now))
    _remember(scope, report, AuditEvent.REPORT_SUBMITTED, version)
    reviewers = transition.reviewers_besides(scope, report.member_id, clock.day_of(now))
    transition.tell(
        scope,
        report,
        NoticeKind.REVIEW_WAITING,
        reviewers,
        now=now,
        member=transition.author_name(scope, report),
        by=report.committee_on,
    )
    return len(reviewers)


def file(
    scope: Scope, report: SelfReport, written: Written, based_on: BasedOn, *, now: datetime
) -> None:
    """Hand in the final text after the meeting; from then on nothing changes any more.

    What a chair files for a member waits for the member's word, see `filed_for`. Raises what
    `submit` raises.
    """
    require(Permission.REPORT_WRITE, scope, report)
    transition.lock(report)
    version = _complete(scope, report, written, based_on, now)
    is_own = report.member_id == scope.member_id
    transition.take(scope, report, ReportStep.FILE if is_own else ReportStep.FILE_FOR, now=now)
    version.frozen_at = report.filed_at = now
    report.final_judged_on = report.final_on
    version.frozen_as = FrozenAs.FILED if is_own else FrozenAs.FILED_FOR
    event = AuditEvent.REPORT_FILED if is_own else AuditEvent.REPORT_FILED_FOR
    until = report.agrees_until
    _remember(scope, report, event, version, until_on=until and until.isoformat())


def take_back(scope: Scope, report: SelfReport, *, now: datetime) -> None:
    """Take a submitted report back to change it, as long as nobody has said anything to it.

    Raises RuleBroken once somebody has.
    """
    require(Permission.REPORT_WRITE, scope, report)
    transition.lock(report)
    transition.take(scope, report, ReportStep.TAKE_BACK, now=now)
    version = queries.latest_version(scope, report.id)
    said = select(Remark.id).where(
        tenancy.within(scope, Remark),
        Remark.report_id == report.id,
        Remark.version_number == (version.number if version else 0),
    )
    if db.session.scalar(said.limit(1)) is not None:
        raise RuleBroken("report.already_remarked")
    report.submitted_at = None
    transition.remember(scope, report, AuditEvent.REPORT_TAKEN_BACK)


def threads_to_answer(
    scope: Scope,
    report: SelfReport,
    before: Written | None,
    items: Sequence[Item] | None = None,
) -> list[Thread]:
    """What a report answers: what it once answered, the items of its year, the open weaknesses.

    After the meeting the report stays with what it answered there; what was pointed out or agreed
    since is for the member's next report. The items are looked up unless they are given.
    """
    if items is None:
        items = commitments.items_of(scope, report.member_id, report.month.year)
    stays = report.state is ReportState.FINALIZING
    current = {}
    for item in items:
        if item.in_force:
            key, until = outline.item_key(item.id), item.due_by
            current[key] = Thread(key, item.text, None, item.due_on, item.measure, until)
    threads = _answered_before(before, current)
    threads |= {key: one for key, one in current.items() if key in threads or not stays}
    if not stays:
        for w in followups.open_for(scope, report.member_id):
            threads[str(w.id)] = Thread(str(w.id), w.wording, w.pointed_out_on, w.due_on)
    return list(threads.values())


def _answered_before(before: Written | None, current: Mapping[str, Thread]) -> dict[str, Thread]:
    """What an earlier version was asked, without withdrawn items to which it said nothing."""
    if before is None:
        return {}
    return {
        key: Thread(key, wording)
        for key, wording in before.asked.items()
        if outline.section_of(key) is Section.REMEDIES
        or key in current
        or before.answers.get(key, "").strip()
    }


def _remember(
    scope: Scope, report: SelfReport, event: AuditEvent, version: ReportVersion, **more: Any
) -> None:
    """Write down that a version was handed in, with the digest of its words."""
    told = {name: fact for name, fact in more.items() if fact is not None}
    facts = {"version": version.number, "entered_for": version.entered_for} | told
    sealed = digests.seal(scope, seals.VERSION, version)
    transition.remember(scope, report, event, **facts, sealed=sealed)


def _complete(
    scope: Scope, report: SelfReport, written: Written, based_on: BasedOn, now: datetime
) -> ReportVersion:
    """Save the words with what they answer. Raises RuleBroken for gaps."""
    threads = threads_to_answer(scope, report, queries.frozen(scope, report.id))
    wordings = {thread.key: thread.wording for thread in threads}
    save(scope, report, written.answering(wordings), based_on, now=now)
    faults = outline.gaps(written, threads, clock.day_of(now))
    version = queries.latest_version(scope, report.id)
    if faults or version is None:
        first = faults[0].field if faults else None
        missing = _sections_of(faults)
        raise RuleBroken("report.incomplete", field=first, faults=faults, missing=missing)
    return version


def _sections_of(faults: list[outline.Fault]) -> list[Section]:
    """The sections in which something is missing."""
    before = outline.answer_field("")
    fields = [fault.field for fault in faults]
    answered_in = {
        outline.section_of(field.removeprefix(before))
        for field in fields
        if field.startswith(before)
    }
    return [s for s in Section if outline.section_field(s) in fields or s in answered_in]
