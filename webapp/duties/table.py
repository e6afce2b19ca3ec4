"""The table of duties: for each stage who must act, by which day, and what happens otherwise.

Source: product description §6 to §8. A new duty is a stage, its row here, its matter in `matters`.
"""

from webapp.duties.report_table import REPORTS
from webapp.duties.rules import Obligation, Row, asks, late, remind, tell
from webapp.duties.stages import AnyStage, Day, DutyKind, Stage, Whose
from webapp.followups.rules import WeaknessState
from webapp.notices.rules import NoticeKind

_MEMBER, _LEADERS, _COMMITTEE = Whose.MEMBER, Whose.LEADERS, Whose.COMMITTEE
_INVITATION = tell(
    NoticeKind.MEETING_INVITATION, Whose.EVERYBODY, Day.MEETING, -3, page="meetings.show"
)
_REMEDY_DUE = tell(
    NoticeKind.REMEDY_DUE,
    _MEMBER,
    Day.REMEDY,
    *(-7, 0),
    until=(Day.REMEDY, 7),
    page="followups.show",
)

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
    Stage.SESSION_TOPICLESS: asks(
        _LEADERS,
        DutyKind.CHOOSE_TOPIC,
        Day.MEETING,
        remind(DutyKind.CHOOSE_TOPIC, _LEADERS, Day.MEETING, -12, -5),
        shown_from=12,
    ),
    Stage.SESSION_UNHELD: asks(
        _LEADERS,
        DutyKind.HOLD_SESSION,
        Day.MEETING,
        remind(DutyKind.HOLD_SESSION, _LEADERS, Day.MEETING, 1, 14),
    ),
    Stage.TURNS_PASSED: asks(
        _LEADERS,
        DutyKind.ASSIGN_AGAIN,
        Day.MEETING,
        remind(DutyKind.ASSIGN_AGAIN, _LEADERS, Day.MONTH_BEGINS, 0, 9),
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
        rows=(Row(DutyKind.REMEDY, _MEMBER), late(DutyKind.REMEDY_LATE, DutyKind.REMEDY)),
        reminders=(_REMEDY_DUE,),
        is_counted=True,
    ),
    WeaknessState.REMEDY_REPORTED: asks(_COMMITTEE, DutyKind.CONFIRM_REMEDIES, Day.NEXT_MEETING),
    WeaknessState.CONFIRMED: Obligation(),
    WeaknessState.ENDED: Obligation(),
    Stage.WEAKNESS_HELPED: asks(_MEMBER, DutyKind.HELP, Day.REMEDY),
    Stage.DAY_ASKED: asks(_COMMITTEE, DutyKind.ANSWER_DAYS, Day.NEXT_MEETING),
    Stage.FOLLOWED_LEFT: asks(_COMMITTEE, DutyKind.FOLLOWED_LEFT),
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

TABLE: dict[AnyStage, Obligation] = {**REPORTS, **_MEETINGS, **_PLANS, **_MEMBERS, **_OFFICES}
