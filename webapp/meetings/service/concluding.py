"""The chair's conclusion on one report: examples, limits to be put right, threads gone on with."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from webapp.accounts.permissions import Permission
from webapp.accounts.scope import Scope
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.followups import queries as threads
from webapp.followups import service as followups
from webapp.followups.rules import WeaknessSource
from webapp.meetings import queries, rules, seals
from webapp.meetings.models import Commendation, Conclusion, Meeting
from webapp.meetings.rules import MeetingStep
from webapp.meetings.service import leading, transition
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind
from webapp.reports import service as reporting
from webapp.reports.models import SelfReport
from webapp.reports.rules import ReportState
from webapp.texts import digests
from webapp.texts import service as texts
from webapp.texts.models import TextKind


@dataclass(frozen=True)
class NewWeakness:
    """A limit the branch points out; `row` is the number of its row in the form."""

    wording: str
    due_on: date | None = None
    helper_id: int | None = None
    row: int = 0


@dataclass(frozen=True)
class Answer:
    """What the branch says to a thread that was open: put right, or gone on with."""

    weakness_id: int
    is_put_right: bool
    note: str = ""
    #: Another day, where it is gone on with.
    due_on: date | None = None


@dataclass(frozen=True)
class Verdict:
    """Everything the chair concludes on one report."""

    text: str
    commendations: Sequence[str] = ()
    weaknesses: Sequence[NewWeakness] = ()
    answers: Sequence[Answer] = field(default_factory=tuple)


def conclude(
    scope: Scope, meeting: Meeting, report_id: int, verdict: Verdict, *, now: datetime
) -> Conclusion:
    """Close the discussion of one report; its author completes and files it afterwards.

    Raises RuleBroken for a report not presented or concluded before, for a missing conclusion, for
    an open thread without an answer, and for a wrong weakness, each with its field.
    """
    transition.take(scope, meeting, MeetingStep.CONCLUDE)
    report = leading.report_of(scope, meeting, report_id)
    if report.state in (ReportState.FINALIZING, ReportState.FILED_FOR, ReportState.FILED):
        raise RuleBroken("meeting.concluded_before")
    rules.refuse_opinion_on(report.presented_at)
    words = rules.refuse_text(verdict.text, field="text", missing="meeting.conclusion_missing")
    conclusion = _write_down(scope, meeting, report, words, verdict.commendations, now)
    _answer_threads(scope, meeting, report, verdict.answers, now)
    for new in verdict.weaknesses:
        with _at(f"weaknesses-{new.row}", otherwise="wording"):
            followups.point_out(
                scope,
                report.member_id,
                source=WeaknessSource.MEETING,
                wording=new.wording,
                pointed_out_on=queries.day_of(meeting),
                due_on=new.due_on,
                helper_id=new.helper_id,
                meeting_id=meeting.id,
                now=now,
            )
    transition.touch(scope, meeting)
    _tell(scope, report, now)
    return conclusion


def _write_down(
    scope: Scope,
    meeting: Meeting,
    report: SelfReport,
    words: str,
    commendations: Sequence[str],
    now: datetime,
) -> Conclusion:
    """Conclude the report, and store the conclusion with the digests of its words."""
    written: list[Conclusion] = []

    def write() -> dict[str, str]:
        conclusion = Conclusion(
            organization_id=scope.organization_id,
            meeting_id=meeting.id,
            report_id=report.id,
            concluded_by=scope.acting_id,
            text_id=texts.keep(scope, TextKind.CONCLUSION, words),
            at=now,
        )
        db.session.add(conclusion)
        db.session.flush()
        written.append(conclusion)
        commended = _commend(scope, meeting, conclusion, report, commendations)
        sealed = digests.seal(scope, seals.CONCLUSION, conclusion)
        return sealed | digests.seal(scope, seals.COMMENDATION, *commended)

    reporting.conclude(scope, report, now=now, write=write)
    return written[0]


def _answer_threads(
    scope: Scope,
    meeting: Meeting,
    report: SelfReport,
    answers: Sequence[Answer],
    now: datetime,
) -> None:
    """Confirm or carry every thread that is open now; one closed meanwhile needs none."""
    given = {answer.weakness_id: answer for answer in answers}
    for thread in threads.open_for(scope, report.member_id):
        answer = given.get(thread.id)
        if answer is None:
            raise RuleBroken("meeting.thread_unanswered", field=f"thread-{thread.id}-answer")
        weakness = threads.get_weakness(scope, thread.id, Permission.WEAKNESS_MANAGE)
        note = answer.note.strip()
        with _at(f"thread-{thread.id}", otherwise="answer"):
            if answer.is_put_right:
                followups.confirm(scope, weakness, note, now=now, meeting_id=meeting.id)
            else:
                followups.carry(
                    scope, weakness, note, now=now, due_on=answer.due_on, meeting_id=meeting.id
                )
    followups.carry_unseen(scope, report.member_id, now=now, meeting_id=meeting.id)


def _commend(
    scope: Scope,
    meeting: Meeting,
    conclusion: Conclusion,
    report: SelfReport,
    commendations: Sequence[str],
) -> list[Commendation]:
    rows = []
    for position, text in enumerate(commendations):
        if not text.strip():
            continue
        name = f"commendations-{position}"
        words = rules.refuse_text(text, field=name, missing="meeting.commendation_missing")
        row = Commendation(
            organization_id=scope.organization_id,
            conclusion_id=conclusion.id,
            member_id=report.member_id,
            text_id=texts.keep(scope, TextKind.COMMENDATION, words),
            on=queries.day_of(meeting),
        )
        db.session.add(row)
        rows.append(row)
    return rows


@contextmanager
def _at(field: str, *, otherwise: str) -> Iterator[None]:
    """Name the row of the form to which a refusal belongs."""
    try:
        yield
    except RuleBroken as refusal:
        name = f"{field}-{refusal.field or otherwise}"
        raise RuleBroken(refusal.code, field=name, **refusal.facts) from refusal


def _tell(scope: Scope, report: SelfReport, now: datetime) -> None:
    if report.member_id == scope.member_id:
        return
    notices.announce(
        scope,
        NoticeKind.REPORT_CONCLUDED,
        to=report.member_id,
        subject=f"report:{report.id}",
        now=now,
        link=Address("reports.edit", {"report_id": report.id}),
        month=report.month,
        by=report.final_on,
    )
