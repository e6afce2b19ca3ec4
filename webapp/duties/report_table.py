"""The rows of the table of duties that are about reports, in the order of their states."""

from webapp.duties.rules import Obligation, Reminding, Row, asks, late, remind, tell
from webapp.duties.stages import AnyStage, Day, DutyKind, Otherwise, Stage, Task, Tone, Whose
from webapp.notices.rules import NoticeKind
from webapp.reports.rules import AGREEING_REMINDED, AGREES_WITHIN, ReportState

_MEMBER, _LEADERS = Whose.MEMBER, Whose.LEADERS
_DRAFT_REMINDERS = (
    tell(NoticeKind.DRAFT_DUE, _MEMBER, Day.DRAFT, -3, -1, until=(Day.DRAFT, 0)),
    tell(NoticeKind.DRAFT_LATE, _MEMBER, Day.DRAFT, 1),
    tell(NoticeKind.DRAFT_LATE_CHAIR, _LEADERS, Day.DRAFT, 2),
)
_AGREEING = (AGREEING_REMINDED - AGREES_WITHIN).days


def _unwritten(tone: Tone, *reminders: Reminding) -> Obligation:
    return Obligation(
        by=_MEMBER,
        due=Day.DRAFT,
        rows=(
            Row(DutyKind.WRITE, _MEMBER),
            late(DutyKind.DRAFT_LATE, DutyKind.WRITE, entered=False),
            Row(DutyKind.WRITE_FOR, _LEADERS, entered=True),
        ),
        reminders=(*reminders, *_DRAFT_REMINDERS),
        is_counted=True,
        tone=tone,
        task=Task.HAND_IN,
        otherwise=Otherwise.AUTHOR_IS_REMINDED,
    )


REPORTS: dict[AnyStage, Obligation] = {
    ReportState.ASSIGNED: _unwritten(
        Tone.NEUTRAL,
        tell(NoticeKind.TURN_COMING, _MEMBER, Day.MEETING, -14, until=(Day.DRAFT, -4)),
    ),
    ReportState.DRAFTING: _unwritten(Tone.PROGRESS),
    ReportState.SUBMITTED: Obligation(
        by=Whose.REVIEWERS,
        due=Day.COMMITTEE,
        rows=(
            Row(DutyKind.REVIEW, Whose.REVIEWERS, reminds=DutyKind.REVIEW),
            Row(DutyKind.AWAIT_REVIEW, _MEMBER, waits=True),
        ),
        reminders=(
            # The act of sending announces its own day; the scan finds that announcement.
            Reminding(
                NoticeKind.REVIEW_WAITING,
                Whose.REVIEWERS,
                on=((Day.SENT, 0), (Day.COMMITTEE, 0), (Day.SUPPLEMENT, 0)),
                until=(Day.MEETING, 0),
                page="reports.show",
            ),
        ),
        is_counted=True,
        tone=Tone.PROGRESS,
        task=Task.REVIEW,
        otherwise=Otherwise.COMMITTEE_IS_REMINDED,
    ),
    ReportState.RETURNED: Obligation(
        by=_MEMBER,
        due=Day.SUPPLEMENT,
        rows=(
            Row(DutyKind.SUPPLEMENT, _MEMBER),
            late(DutyKind.SUPPLEMENT_LATE, DutyKind.SUPPLEMENT, entered=False),
            Row(DutyKind.WRITE_FOR, _LEADERS, entered=True),
        ),
        reminders=(remind(DutyKind.SUPPLEMENT, _MEMBER, Day.SUPPLEMENT, -1),),
        is_counted=True,
        tone=Tone.SOON,
        task=Task.SUPPLEMENT,
        otherwise=Otherwise.PRESENTED_LATER,
    ),
    ReportState.ACCEPTED: Obligation(
        by=_LEADERS,
        due=Day.MEETING,
        rows=(Row(DutyKind.PRESENT, _MEMBER, waits=True),),
        is_counted=True,
        tone=Tone.OK,
        task=Task.PRESENT,
        otherwise=Otherwise.PRESENTED_LATER,
    ),
    ReportState.PRESENTED: Obligation(
        _LEADERS, Day.MEETING, is_counted=True, tone=Tone.PROGRESS, task=Task.CONCLUDE
    ),
    ReportState.FINALIZING: Obligation(
        by=_MEMBER,
        due=Day.FINAL,
        rows=(
            Row(DutyKind.FINALIZE, _MEMBER),
            late(DutyKind.FINAL_LATE, DutyKind.FINALIZE, entered=False),
            Row(DutyKind.FINALIZE_FOR, _LEADERS, entered=True),
        ),
        reminders=(
            # By default 5, 7 and 10 days after the meeting.
            tell(NoticeKind.FINAL_DUE, _MEMBER, Day.FINAL, -2, 0, 3, until=(Day.FINAL, 10)),
        ),
        is_counted=True,
        tone=Tone.PROGRESS,
        task=Task.COMPLETE,
        otherwise=Otherwise.FILED_LATE,
    ),
    ReportState.FILED_FOR: Obligation(
        by=_MEMBER,
        due=Day.AGREE,
        rows=(Row(DutyKind.AGREE_FILING, _MEMBER),),
        reminders=(
            tell(NoticeKind.FILING_WAITS, _MEMBER, Day.AGREE, _AGREEING, until=(Day.AGREE, 0)),
        ),
        tone=Tone.SOON,
        task=Task.AGREE,
        otherwise=Otherwise.COUNTS_AS_AGREED,
    ),
    ReportState.FILED: Obligation(tone=Tone.OK),
    Stage.REPORT_LEFT: asks(
        _LEADERS,
        DutyKind.MOVE_REPORT,
        None,
        remind(DutyKind.MOVE_REPORT, _LEADERS, Day.MEETING, 1, 7),
    ),
    ReportState.POSTPONED: Obligation(),
    ReportState.WITHDRAWN: Obligation(),
}
