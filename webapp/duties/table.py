"""The table of duties: for each stage who must act, by which day, and what happens otherwise.

Source: product description §6 to §8. Pages, the first screen, reminders and figures read it; a
new duty is a stage, its row here, and what makes its matter in `matters`.
"""

from webapp.duties.rules import Obligation, Reminding, Row, asks, late, remind, tell
from webapp.duties.stages import AnyStage, Day, DutyKind, Otherwise, Stage, Task, Tone, Whose
from webapp.followups.rules import WeaknessState
from webapp.notices.rules import NoticeKind
from webapp.reports.rules import AGREEING_REMINDED, AGREES_WITHIN, ReportState

_MEMBER, _LEADERS, _COMMITTEE = Whose.MEMBER, Whose.LEADERS, Whose.COMMITTEE
_DRAFT_REMINDERS = (
    tell(NoticeKind.DRAFT_DUE, _MEMBER, Day.DRAFT, -3, -1, until=(Day.DRAFT, 0)),
    tell(NoticeKind.DRAFT_LATE, _MEMBER, Day.DRAFT, 1),
    tell(NoticeKind.DRAFT_LATE_CHAIR, _LEADERS, Day.DRAFT, 2),
)
_INVITATION = tell(
    NoticeKind.MEETING_INVITATION, Whose.EVERYBODY, Day.MEETING, -3, page="meetings.show"
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


_REPORTS: dict[AnyStage, Obligation] = {
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
    ReportState.POSTPONED: Obligation(),
    ReportState.WITHDRAWN: Obligation(),
}

_MEETINGS: dict[AnyStage, Obligation] = {
    # From two weeks before the usual day of the meeting.
    Stage.MEETING_UNCALLED: asks(_LEADERS, DutyKind.CALL_MEETING, Day.CALLING, shown_from=11),
    Stage.MEETING_CALLED: Obligation(Whose.EVERYBODY, Day.MEETING, reminders=(_INVITATION,)),
    Stage.MEETING_DUE: asks(_LEADERS, DutyKind.LEAD_MEETING, Day.MEETING, _INVITATION),
    Stage.MEETING_OPEN: Obligation(
        by=_LEADERS,
        due=Day.MEETING,
        rows=(
            Row(DutyKind.LEAD_RUNNING, _LEADERS, first=True),
            Row(DutyKind.RECORD_RUNNING, Whose.CLERK, first=True),
            Row(DutyKind.ENTER_RUNNING, Whose.ATTENDERS, first=True),
        ),
    ),
    Stage.PAPERS_TO_PREPARE: asks(_LEADERS, DutyKind.PREPARE_MEETING, Day.RELEASE),
    Stage.PAPERS_OUT: asks(Whose.EVERYBODY, DutyKind.READ_PAPERS, Day.MEETING, waits_until=3),
}

_PLANS: dict[AnyStage, Obligation] = {
    Stage.MONTH_UNNAMED: asks(
        _LEADERS,
        DutyKind.ASSIGN,
        Day.NAMING,
        tell(NoticeKind.PLAN_MISSING, _LEADERS, Day.NAMING_SINCE, 1, 5, page="assigning.show"),
    ),
    Stage.MONTH_OFFERED: asks(_LEADERS, DutyKind.ANSWER_VOLUNTEERS, Day.NAMING),
    Stage.MONTH_REPORTS: Obligation(_LEADERS, Day.MEETING, is_counted=True),
    Stage.REQUEST_ASKED: asks(_MEMBER, DutyKind.ANSWER_REQUESTS, Day.NEXT_MEETING),
    Stage.REQUEST_AGREED: asks(_LEADERS, DutyKind.DECIDE_REQUESTS, Day.NEXT_MEETING),
    Stage.SESSION_UNPLANNED: asks(
        _LEADERS,
        DutyKind.THEMATIC,
        Day.MEETING,
        tell(NoticeKind.THEMATIC_MISSING, _LEADERS, Day.QUARTER_ENDS, 0, 14, page="plans.show"),
    ),
    Stage.SESSION_UNPREPARED: asks(_MEMBER, DutyKind.PREPARE_SESSION, Day.DRAFT),
    Stage.SESSION_PLANNED: Obligation(_LEADERS, Day.MEETING, is_counted=True),
}

_MEMBERS: dict[AnyStage, Obligation] = {
    Stage.REGISTRATION_MISSING: asks(_MEMBER, DutyKind.REGISTER, Day.REGISTRATION),
    Stage.REGISTRATIONS_MISSING: asks(
        _LEADERS, DutyKind.REGISTRATIONS_LATE, Day.REGISTRATION, when_late=True
    ),
    Stage.REGISTRATION_SUBMITTED: asks(_COMMITTEE, DutyKind.CONFIRM_COMMITMENTS),
    Stage.ITEMS_TO_ASSESS: asks(_MEMBER, DutyKind.ASSESS, Day.ASSESSMENT),
    WeaknessState.OPEN: Obligation(
        by=_MEMBER,
        due=Day.REMEDY,
        rows=(
            Row(DutyKind.REMEDY, _MEMBER),
            late(DutyKind.REMEDY_LATE, DutyKind.REMEDY),
        ),
        reminders=(
            tell(
                NoticeKind.REMEDY_DUE,
                _MEMBER,
                Day.REMEDY,
                -7,
                0,
                until=(Day.REMEDY, 7),
                page="followups.show",
            ),
        ),
        is_counted=True,
    ),
    WeaknessState.REMEDY_REPORTED: asks(_COMMITTEE, DutyKind.CONFIRM_REMEDIES, Day.NEXT_MEETING),
    WeaknessState.CONFIRMED: Obligation(),
    Stage.WEAKNESS_CARRIED: asks(_COMMITTEE, DutyKind.TAKE_UP),
}

_TERM_OVER = (1, 7, 14, 28, 60, 90)
_OFFICES: dict[AnyStage, Obligation] = {
    Stage.MEMBER_ARRIVES: asks(_LEADERS, DutyKind.RECEIVE),
    Stage.MEMBER_NOT_RECEIVED: asks(_LEADERS, DutyKind.REFUSED_LEAVE),
    Stage.TERM_ENDING: asks(_LEADERS, DutyKind.TERM_ENDING, Day.TERM_END, waits_until=14),
    Stage.TERM_OVER: asks(
        _LEADERS,
        DutyKind.TERM_OVER,
        Day.TERM_END,
        tell(
            NoticeKind.TERM_OVER,
            _MEMBER,
            Day.TERM_END,
            *_TERM_OVER,
            until=(Day.TERM_END, 97),
            page="handover.show",
        ),
        # Those who sit beside the chair learn it once.
        tell(
            NoticeKind.TERM_OVER,
            _COMMITTEE,
            Day.TERM_END,
            1,
            until=(Day.TERM_END, 8),
            page="handover.show",
        ),
    ),
    Stage.SEAT_EMPTY: Obligation(
        by=Whose.PROPOSERS,
        reminders=(
            tell(
                NoticeKind.SEAT_EMPTY,
                Whose.PROPOSERS,
                Day.WEEK,
                0,
                until=(Day.WEEK, 6),
                page="nominations.show",
            ),
        ),
    ),
    # It is in force after three days, and everybody may object until then.
    Stage.CHAIR_PROPOSED: asks(Whose.EVERYBODY, DutyKind.NOMINATION, Day.TODAY),
    Stage.CHAIR_NEW: asks(_LEADERS, DutyKind.TAKE_OVER, waits=True),
}

TABLE: dict[AnyStage, Obligation] = {**_REPORTS, **_MEETINGS, **_PLANS, **_MEMBERS, **_OFFICES}
