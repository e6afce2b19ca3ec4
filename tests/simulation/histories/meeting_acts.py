"""Meetings: called, moved, opened, marked, led and closed; and the rules of their days."""

from datetime import date, timedelta

from tests.simulation.histories.branch import MONTHS, Branch, NothingToDo
from webapp.core import clock
from webapp.core.db import db
from webapp.meetings import queries, roll, service
from webapp.meetings.models import Meeting
from webapp.meetings.rules import MeetingKind, MeetingState, Presence
from webapp.meetings.service import Arrangement, Verdict
from webapp.organizations import queries as organizations
from webapp.organizations import service as settings
from webapp.organizations.settings import CHOSEN
from webapp.plans import service as planning
from webapp.plans.rules import MonthKind
from webapp.reports.models import SelfReport
from webapp.reports.rules import ReportState


def _arrangement(branch: Branch, day: date) -> Arrangement:
    ids = list(branch.members.values())
    return Arrangement(
        MeetingKind.REGULAR, clock.from_hanoi(day, 15), "Hội trường", "", ids[0], ids[1]
    )


def call(branch: Branch) -> set[int]:
    """The chair calls the meeting of this month or one of the next."""
    month = branch.rng.choice([m for m in MONTHS if m >= branch.today.replace(day=1)][:2])
    day = max(month, branch.today) + timedelta(days=branch.rng.randint(0, 20))
    service.call(branch.chair, month, _arrangement(branch, day), now=branch.now)
    return set()


def move(branch: Branch) -> set[int]:
    """The chair moves a meeting, a little or much, earlier or later."""
    meeting = branch.one_of(Meeting, Meeting.state == MeetingState.CALLED)
    day = queries.day_of(meeting) + timedelta(days=branch.rng.choice((-9, -4, -3, -1, 1, 5, 12)))
    wanted = _arrangement(branch, day)
    service.change(branch.chair, meeting, wanted, based_on=meeting.revision, now=branch.now)
    return set()


def begin(branch: Branch) -> set[int]:
    """The chair opens a meeting whose day has come."""
    ends = clock.from_hanoi(branch.later(1))
    meeting = branch.one_of(Meeting, Meeting.state == MeetingState.CALLED, Meeting.starts_at < ends)
    service.open_meeting(branch.chair, meeting, now=branch.now)
    return set()


def _open(branch: Branch) -> Meeting:
    found: Meeting = branch.one_of(Meeting, Meeting.state == MeetingState.OPEN)
    return found


def mark(branch: Branch) -> set[int]:
    """The clerk marks some members one by one."""
    meeting = _open(branch)
    marks = queries.roll_of(branch.chair, meeting)
    changes = []
    for one in branch.rng.sample(marks, min(3, len(marks))):
        presence = branch.rng.choice(list(Presence))
        reason = "Ốm" if presence is Presence.EXCUSED else ""
        changes.append(roll.Change(one.member_id, presence, reason, one.presence, one.reason))
    service.mark(branch.chair, meeting, changes, now=branch.now)
    branch.tapped |= {(meeting.id, c.member_id) for c in changes if c.presence is Presence.PRESENT}
    return set()


def mark_rest(branch: Branch) -> set[int]:
    """The chair taps that all the others are there."""
    meeting = _open(branch)
    rest = roll.unmarked(queries.roll_of(branch.chair, meeting))
    service.mark_rest_present(branch.chair, meeting, now=branch.now)
    branch.tapped |= {(meeting.id, one.member_id) for one in rest}
    return set()


def lead(branch: Branch) -> set[int]:
    """The chair lets a report be presented, or concludes on one."""
    meeting = _open(branch)
    report = branch.one_of(SelfReport, SelfReport.month == meeting.month)
    if report.state is ReportState.PRESENTED:
        service.conclude(
            branch.chair, meeting, report.id, Verdict("Báo cáo nghiêm túc."), now=branch.now
        )
    else:
        service.present_report(branch.chair, meeting, report.id, now=branch.now)
    return set()


def put_off(branch: Branch) -> set[int]:
    """The chair puts a report off from the room."""
    meeting = _open(branch)
    report = branch.one_of(SelfReport, SelfReport.month == meeting.month)
    service.postpone_report(branch.chair, meeting, report.id, "Hết giờ.", now=branch.now)
    return set()


def close(branch: Branch) -> set[int]:
    """The chair ends the meeting, perhaps with a tap that all the others are there."""
    meeting, how = _open(branch), branch.rng.choice(("rest_present", "without_roll", ""))
    rest = roll.unmarked(queries.roll_of(branch.chair, meeting))
    options = {how: True} if how else {}
    service.close(branch.chair, meeting, now=branch.now + timedelta(hours=1), **options)
    if how == "rest_present":
        branch.tapped |= {(meeting.id, one.member_id) for one in rest}
    return set()


def change_rule(branch: Branch) -> set[int]:
    """The chair changes the rule of the meeting's day, or the days before and after it."""
    here = organizations.get_by_id(branch.organization.id)
    wanted = {name: here.settings.get(name) for name in CHOSEN}
    wanted |= branch.rng.choice(
        (
            {"meeting_day": branch.rng.randint(1, 28)},
            {"draft_due_days": branch.rng.randint(6, 14)},
            {"committee_days": 6, "draft_due_days": 9},
            {"final_days": branch.rng.randint(2, 14)},
        )
    )
    settings.change_settings(branch.chair, wanted, based_on=settings.fingerprint(here.settings))
    db.session.flush()
    branch.read_settings()
    return set()


def change_month(branch: Branch) -> set[int]:
    """The chair decides that a month carries something else."""
    month = branch.rng.choice([m for m in MONTHS if m >= branch.today.replace(day=1)])
    kind = branch.rng.choice(list(MonthKind))
    topic = "Nêu gương" if kind is MonthKind.THEMATIC else ""
    if branch.rng.random() < 0.5:
        raise NothingToDo
    planning.change_month(branch.chair, month, kind, topic, reason="Theo kế hoạch.")
    return set()


#: What is done in an open meeting.
IN_THE_ROOM = ("mark", "mark_rest", "lead", "put_off", "close")
ACTS = (
    (call, 4),
    (move, 5),
    (begin, 8),
    (mark, 3),
    (mark_rest, 2),
    (lead, 5),
    (put_off, 1),
    (close, 4),
    (change_rule, 2),
    (change_month, 1),
)
