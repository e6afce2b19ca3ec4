"""The words of the table of duties: stages, days, and who has to act."""

from enum import StrEnum

from webapp.followups.rules import WeaknessState
from webapp.reports.rules import ReportState


class Day(StrEnum):
    """What a duty or a reminder is counted from; the first six are fields of `Deadlines`."""

    DRAFT = "draft_on"
    COMMITTEE = "committee_on"
    SUPPLEMENT = "supplement_on"
    RELEASE = "release_on"
    MEETING = "meeting_on"
    FINAL = "final_on"
    #: The last day of a member's word to what was filed for them.
    AGREE = "agrees_until"
    #: The day on which the author sent the draft.
    SENT = "sent_on"
    #: The meeting before, at which the reporters of a month are named.
    NAMING = "naming_on"
    #: The same day, or the day on which the unit was opened, if that is later.
    NAMING_SINCE = "naming_since"
    CALLING = "calling_on"
    NEXT_MEETING = "next_meeting_on"
    REMEDY = "remedy_on"
    REGISTRATION = "registration_on"
    ASSESSMENT = "assessment_on"
    #: The first day of the month in which a quarter has its last meeting.
    QUARTER_ENDS = "quarter_ends_on"
    TERM_END = "term_ends_on"
    MONTH_BEGINS = "month_begins_on"
    #: The Monday of this week.
    WEEK = "week_on"
    TODAY = "today"


#: The settings of a unit by which a day lies before or after its meeting.
SETTINGS: dict[Day, str] = {
    Day.DRAFT: "draft_due_days",
    Day.COMMITTEE: "committee_days",
    Day.SUPPLEMENT: "supplement_days",
    Day.RELEASE: "release_days",
    Day.FINAL: "final_days",
}


class Stage(StrEnum):
    """Where a matter stands; reports and weaknesses have states of their own in their parts."""

    #: Not presented in the meeting of its month, which is over.
    REPORT_LEFT = "report_left"
    PAPERS_TO_PREPARE = "papers_to_prepare"
    PAPERS_OUT = "papers_out"
    MEETING_UNCALLED = "meeting_uncalled"
    MEETING_CALLED = "meeting_called"
    #: Called, and its day has come.
    MEETING_DUE = "meeting_due"
    MEETING_OPEN = "meeting_open"
    MONTH_UNNAMED = "month_unnamed"
    MONTH_OFFERED = "month_offered"
    #: A month of reports, seen from its meeting: somebody is to report in it.
    MONTH_REPORTS = "month_reports"
    SESSION_UNPLANNED = "session_unplanned"
    #: A thematic month whose session has no topic yet.
    SESSION_TOPICLESS = "session_topicless"
    #: A thematic month whose day passed, and no session since or ahead in its quarter.
    SESSION_UNHELD = "session_unheld"
    #: Turns that the plan foresaw for a month that is over, and that nobody was given since.
    TURNS_PASSED = "turns_passed"
    SESSION_UNPREPARED = "session_unprepared"
    #: A thematic month, seen from its meeting: the session is to be held in it.
    SESSION_PLANNED = "session_planned"
    REGISTRATION_MISSING = "registration_missing"
    #: The same, as those who lead see it of all others.
    REGISTRATIONS_MISSING = "registrations_missing"
    REGISTRATION_SUBMITTED = "registration_submitted"
    ITEMS_TO_ASSESS = "items_to_assess"
    REQUEST_ASKED = "request_asked"
    REQUEST_AGREED = "request_agreed"
    #: An open weakness, seen by whoever is to help with it.
    WEAKNESS_HELPED = "weakness_helped"
    #: A member asks for another day to put a weakness right.
    DAY_ASKED = "day_asked"
    #: An open weakness whose member or helper has left.
    FOLLOWED_LEFT = "followed_left"
    #: A weakness that came along from a unit that was merged into this one.
    WEAKNESS_CARRIED = "weakness_carried"
    MEMBER_ARRIVES = "member_arrives"
    MEMBER_NOT_RECEIVED = "member_not_received"
    TERM_ENDING = "term_ending"
    TERM_OVER = "term_over"
    SEAT_EMPTY = "seat"
    CHAIR_PROPOSED = "chair_proposed"
    CHAIR_NEW = "chair_new"


AnyStage = ReportState | WeaknessState | Stage


class Whose(StrEnum):
    """Who has to act, or is told."""

    #: The member whom the matter is about; of a report, its author.
    MEMBER = "member"
    #: The committee without the member it is about.
    COMMITTEE = "committee"
    #: The same; where that is nobody, the chair.
    REVIEWERS = "reviewers"
    #: Those who lead, without the member it is about.
    LEADERS = "leaders"
    #: Who keeps the record of the meeting, unless they lead.
    CLERK = "clerk"
    #: Everybody but those who lead and the clerk.
    ATTENDERS = "attenders"
    #: Those who may propose a chair.
    PROPOSERS = "proposers"
    EVERYBODY = "everybody"
    #: Nobody any more.
    NOBODY = "nobody"


class Task(StrEnum):
    """What somebody must do next with a report; the label names who and what."""

    HAND_IN = "hand_in"
    REVIEW = "review"
    SUPPLEMENT = "supplement"
    PRESENT = "present"
    CONCLUDE = "conclude"
    COMPLETE = "complete"
    AGREE = "agree"


class Otherwise(StrEnum):
    """What happens when the day passes."""

    AUTHOR_IS_REMINDED = "author_is_reminded"
    COMMITTEE_IS_REMINDED = "committee_is_reminded"
    PRESENTED_LATER = "presented_later"
    FILED_LATE = "filed_late"
    COUNTS_AS_AGREED = "counts_as_agreed"


class Tone(StrEnum):
    """The color a state is shown in, beside its words and its sign."""

    NEUTRAL = "neutral"
    PROGRESS = "progress"
    SOON = "soon"
    OK = "ok"


class DutyKind(StrEnum):
    """A row of the first screen; duties of one day stand in this order."""

    LEAD_RUNNING = "lead_running"
    RECORD_RUNNING = "record_running"
    ENTER_RUNNING = "enter_running"
    NOMINATION = "nomination"
    WRITE = "write"
    SUPPLEMENT = "supplement"
    AWAIT_REVIEW = "await_review"
    PRESENT = "present"
    FINALIZE = "finalize"
    AGREE_FILING = "agree_filing"
    READ_PAPERS = "read_papers"
    REMEDY = "remedy"
    HELP = "help"
    ANSWER_REQUESTS = "answer_requests"
    PREPARE_SESSION = "prepare_session"
    REGISTER = "register"
    ASSESS = "assess"
    REVIEW = "review"
    CONFIRM_REMEDIES = "confirm_remedies"
    ANSWER_DAYS = "answer_days"
    FOLLOWED_LEFT = "followed_left"
    CONFIRM_COMMITMENTS = "confirm_commitments"
    TAKE_UP = "take_up"
    DRAFT_LATE = "draft_late"
    SUPPLEMENT_LATE = "supplement_late"
    FINAL_LATE = "final_late"
    MOVE_REPORT = "move_report"
    WRITE_FOR = "write_for"
    FINALIZE_FOR = "finalize_for"
    REMEDY_LATE = "remedy_late"
    REGISTRATIONS_LATE = "registrations_late"
    LEAD_MEETING = "lead_meeting"
    PREPARE_MEETING = "prepare_meeting"
    CALL_MEETING = "call_meeting"
    ASSIGN = "assign"
    ANSWER_VOLUNTEERS = "answer_volunteers"
    DECIDE_REQUESTS = "decide_requests"
    THEMATIC = "thematic"
    CHOOSE_TOPIC = "choose_topic"
    HOLD_SESSION = "hold_session"
    ASSIGN_AGAIN = "assign_again"
    RECEIVE = "receive"
    REFUSED_LEAVE = "refused_leave"
    TERM_ENDING = "term_ending"
    TERM_OVER = "term_over"
    TAKE_OVER = "take_over"
