"""What each monthly figure counts, of what, and how it adds up; every one sums along the tree."""

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """A number of one organization and month."""

    UNITS = "units"
    UNITS_LATE = "units_late"
    MEMBERS = "members"
    MEETINGS_HELD = "meetings_held"
    MEETING_MINUTES = "meeting_minutes"
    ATTENDANCE_BASE = "attendance_base"
    PRESENT = "present"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    TURNS_EXPECTED = "turns_expected"
    TURNS_POSTPONED = "turns_postponed"
    TURNS_WITHDRAWN = "turns_withdrawn"
    TURNS_GIVEN_LATER = "turns_given_later"
    TURNS_UNASSIGNED = "turns_unassigned"
    SUBMITTED = "submitted"
    IN_ORDER = "in_order"
    DRAFTS_ON_TIME = "drafts_on_time"
    REVIEWED_BEFORE_MEETING = "reviewed_before_meeting"
    PRESENTED = "presented"
    CONCLUDED = "concluded"
    FILED_ON_TIME = "filed_on_time"
    FILED_LATE = "filed_late"
    OVERDUE = "overdue"
    MEMBERS_REACHED = "members_reached"
    COMMITMENTS_EXPECTED = "commitments_expected"
    COMMITMENTS_REGISTERED = "commitments_registered"
    WEAKNESSES_OPENED = "weaknesses_opened"
    WEAKNESSES_REMEDIED = "weaknesses_remedied"
    WEAKNESSES_OPEN = "weaknesses_open"
    WEAKNESSES_OVERDUE = "weaknesses_overdue"
    MEMBERS_POINTED_OUT = "members_pointed_out"
    MEMBERS_REMEDIED = "members_remedied"
    MEMBERS_OPEN = "members_open"
    MEMBERS_OVERDUE = "members_overdue"
    COMMENDATIONS = "commendations"
    MEMBERS_COMMENDED = "members_commended"
    OPINIONS = "opinions"
    THEMATIC_PLANNED = "thematic_planned"
    THEMATIC_HELD = "thematic_held"
    THEMATIC_MISSED = "thematic_missed"
    THEMATIC_IN_QUARTER = "thematic_in_quarter"


class Kind(StrEnum):
    """What a figure says about time: a flow adds up over months, a stock is read at the end."""

    FLOW = "flow"
    STOCK = "stock"


class Topic(StrEnum):
    """Under which heading a figure stands on a page."""

    UNIT = "unit"
    MEETINGS = "meetings"
    REPORTS = "reports"
    YEAR = "year"
    WEAKNESSES = "weaknesses"


@dataclass(frozen=True)
class Definition:
    """How a figure is counted; up the tree every figure is the sum of the units' figures."""

    #: What one unit counts.
    counts: str
    topic: Topic
    kind: Kind = Kind.FLOW
    #: The denominator of the rate it is the numerator of.
    of: Measure | None = None
    #: For a figure that speaks of persons: the measure that counts them.
    persons: Measure | None = None


M = Measure
_Unit, _Meetings, _Reports = Topic.UNIT, Topic.MEETINGS, Topic.REPORTS
_Year, _Weak = Topic.YEAR, Topic.WEAKNESSES

DEFINITIONS: dict[Measure, Definition] = {
    M.UNITS: Definition("1 while the unit exists in the month", _Unit, Kind.STOCK),
    M.UNITS_LATE: Definition(
        "1 if a report is overdue, the day of the meeting has passed without anybody on turn or "
        "without the thematic session, or the month without a turn the plan foresaw being assigned",
        _Unit,
        Kind.STOCK,
        of=M.UNITS,
    ),
    M.MEMBERS: Definition("countable members on the month's last day", _Unit, Kind.STOCK),
    M.MEETINGS_HELD: Definition("closed meetings of the month, save the committee's", _Meetings),
    M.MEETING_MINUTES: Definition("minutes from opening to closing", _Meetings, of=M.MEETINGS_HELD),
    M.ATTENDANCE_BASE: Definition("members who were called in closed meetings", _Meetings),
    M.PRESENT: Definition("of these, present", _Meetings, of=M.ATTENDANCE_BASE),
    M.EXCUSED: Definition(
        "absent with a reason", _Meetings, of=M.ATTENDANCE_BASE, persons=M.EXCUSED
    ),
    M.UNEXCUSED: Definition(
        "absent without one", _Meetings, of=M.ATTENDANCE_BASE, persons=M.UNEXCUSED
    ),
    M.TURNS_EXPECTED: Definition(
        "the expected set: standing turns, those the plan foresaw once their month is over, and "
        "those postponed, withdrawn or declined after the member was named and with nobody in "
        "their place, save of members whom a status or a time away in the month exempts",
        _Reports,
    ),
    M.TURNS_POSTPONED: Definition(
        "of these, postponed, and the member has not presented a report since",
        _Reports,
        of=M.TURNS_EXPECTED,
    ),
    M.TURNS_WITHDRAWN: Definition(
        "of these, withdrawn or declined, and the member has not presented a report since",
        _Reports,
        of=M.TURNS_EXPECTED,
    ),
    M.TURNS_GIVEN_LATER: Definition(
        "of these, put off in one of both ways, and the member presented in a later month, which "
        "has an expectation of its own",
        _Reports,
        of=M.TURNS_EXPECTED,
    ),
    M.TURNS_UNASSIGNED: Definition(
        "of these, foreseen by the plan and not assigned in their month",
        _Reports,
        of=M.TURNS_EXPECTED,
    ),
    M.SUBMITTED: Definition("of these, sent to the committee", _Reports, of=M.TURNS_EXPECTED),
    M.IN_ORDER: Definition(
        "of these, sent and with no later step overdue", _Reports, of=M.TURNS_EXPECTED
    ),
    M.DRAFTS_ON_TIME: Definition(
        "first sent by the draft's due day", _Reports, of=M.TURNS_EXPECTED
    ),
    M.REVIEWED_BEFORE_MEETING: Definition(
        "accepted by the meeting day", _Reports, of=M.TURNS_EXPECTED
    ),
    M.PRESENTED: Definition("presented in the meeting", _Reports, of=M.TURNS_EXPECTED),
    M.CONCLUDED: Definition("concluded by the chair", _Reports, of=M.TURNS_EXPECTED),
    M.FILED_ON_TIME: Definition("filed by the final due day", _Reports, of=M.TURNS_EXPECTED),
    M.FILED_LATE: Definition("filed after it", _Reports, of=M.TURNS_EXPECTED),
    M.OVERDUE: Definition(
        "whose next step should have been taken by now", _Reports, of=M.TURNS_EXPECTED
    ),
    M.MEMBERS_REACHED: Definition(
        "members who presented in the year up to this month", _Year, Kind.STOCK, of=M.MEMBERS
    ),
    M.COMMITMENTS_EXPECTED: Definition(
        "members who may be asked to report, on the month's last day", _Year, Kind.STOCK
    ),
    M.COMMITMENTS_REGISTERED: Definition(
        "of these, with a registration of the year sent to the committee by then",
        _Year,
        Kind.STOCK,
        of=M.COMMITMENTS_EXPECTED,
    ),
    M.WEAKNESSES_OPENED: Definition("pointed out", _Weak, persons=M.MEMBERS_POINTED_OUT),
    M.WEAKNESSES_REMEDIED: Definition("confirmed", _Weak, persons=M.MEMBERS_REMEDIED),
    M.WEAKNESSES_OPEN: Definition(
        "not yet confirmed at the end of the month", _Weak, Kind.STOCK, persons=M.MEMBERS_OPEN
    ),
    M.WEAKNESSES_OVERDUE: Definition(
        "of these, past the agreed day and no remedy reported",
        _Weak,
        Kind.STOCK,
        of=M.WEAKNESSES_OPEN,
        persons=M.MEMBERS_OVERDUE,
    ),
    M.MEMBERS_POINTED_OUT: Definition(
        "members something was pointed out to", _Weak, persons=M.MEMBERS_POINTED_OUT
    ),
    M.MEMBERS_REMEDIED: Definition(
        "members with a confirmed remedy", _Weak, persons=M.MEMBERS_REMEDIED
    ),
    M.MEMBERS_OPEN: Definition(
        "members with something open", _Weak, Kind.STOCK, persons=M.MEMBERS_OPEN
    ),
    M.MEMBERS_OVERDUE: Definition(
        "members with something overdue", _Weak, Kind.STOCK, persons=M.MEMBERS_OVERDUE
    ),
    M.COMMENDATIONS: Definition("good deeds held up", _Meetings, persons=M.MEMBERS_COMMENDED),
    M.MEMBERS_COMMENDED: Definition("members commended", _Meetings, persons=M.MEMBERS_COMMENDED),
    M.OPINIONS: Definition("opinions heard and not set aside", _Meetings, of=M.PRESENTED),
    M.THEMATIC_PLANNED: Definition("1 if the month is planned as thematic", _Meetings),
    M.THEMATIC_HELD: Definition("1 if a thematic or combined meeting was closed", _Meetings),
    M.THEMATIC_MISSED: Definition(
        "1 if the month is planned as thematic and its meeting's day passed without one",
        _Meetings,
        of=M.THEMATIC_PLANNED,
    ),
    M.THEMATIC_IN_QUARTER: Definition(
        "1 if one was closed in the quarter up to this month", _Unit, Kind.STOCK, of=M.UNITS
    ),
}

#: What one cell of the heat map is made of, in the order of `rules.cell`.
HEAT = (
    M.TURNS_EXPECTED,
    M.IN_ORDER,
    M.OVERDUE,
    M.UNITS_LATE,
    M.THEMATIC_PLANNED,
    M.THEMATIC_HELD,
    M.TURNS_POSTPONED,
    M.TURNS_WITHDRAWN,
    M.TURNS_GIVEN_LATER,
    M.TURNS_UNASSIGNED,
    M.THEMATIC_MISSED,
)
#: What the four numbers of a superior's page are made of.
NUMBERS = (
    M.UNITS,
    M.UNITS_LATE,
    M.TURNS_EXPECTED,
    M.IN_ORDER,
    M.MEMBERS,
    M.MEMBERS_REACHED,
    M.THEMATIC_IN_QUARTER,
)
#: Figures about persons that a superior's page shows, behind the rule of three.
PERSON_NEAR = (M.WEAKNESSES_OPEN, M.WEAKNESSES_OVERDUE, M.COMMENDATIONS)
#: Everything a superior's page may show of a unit, in the order of the page that says so.
SHOWN_ABOVE = tuple(measure for measure in Measure if measure in {*HEAT, *NUMBERS, *PERSON_NEAR})
