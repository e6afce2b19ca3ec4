"""Let the invented members meet: call, attend, present, discuss, conclude."""

from datetime import date, datetime, timedelta
from random import Random

from webapp.admin.demo import sample_texts
from webapp.admin.demo.founding import Cast
from webapp.admin.demo.report_writing import at
from webapp.core import clock
from webapp.followups import queries as followups
from webapp.meetings import queries, service
from webapp.meetings.models import Meeting
from webapp.meetings.roll import Change
from webapp.meetings.rules import MeetingKind, Presence
from webapp.meetings.service import Answer, Arrangement, NewWeakness, Verdict
from webapp.plans import queries as plans
from webapp.plans.rules import Deadlines, MonthKind
from webapp.reports.models import SelfReport


def call(
    cast: Cast, month: date, days: Deadlines, rng: Random, *, on: date | None = None
) -> Meeting:
    """The chair calls the meeting of a month, with somebody who writes the minutes."""
    now = at(on or days.meeting_on - timedelta(days=12), 8)
    chair = cast.chair
    clerk = cast.members[1 + rng.randrange(len(cast.members) - 1)]
    usual = cast.organization.settings.meeting_time
    with clock.stopped(now):
        plan = plans.month_plan(chair, month)
        wanted = Arrangement(
            kind=MeetingKind.THEMATIC if plan.kind is MonthKind.THEMATIC else MeetingKind.REGULAR,
            starts_at=at(days.meeting_on, usual.hour, usual.minute),
            place=cast.organization.settings.meeting_place,
            topic=plan.topic or "",
            chair_id=chair.acting_id,
            clerk_id=clerk.member_id,
        )
        return service.call(chair, month, wanted, now=now)


def hold(
    cast: Cast, meeting: Meeting, reports: list[SelfReport], days: Deadlines, rng: Random
) -> None:
    """Papers out the day before, then the meeting from its opening to its end."""
    chair, begins = cast.chair, at(days.meeting_on, 15)
    if reports:
        out = at(days.release_on, 8)
        with clock.stopped(out):
            service.release_papers(chair, meeting, now=out)
    with clock.stopped(begins):
        service.open_meeting(chair, meeting, now=begins)
        _absences(cast, meeting, reports, rng, begins)
        service.mark_rest_present(chair, meeting, now=begins)
    for number, report in enumerate(reports):
        _hear(cast, meeting, report, begins + timedelta(minutes=25 + 25 * number), rng)
    ends = begins + timedelta(minutes=70 + rng.randrange(40))
    with clock.stopped(ends):
        service.close(chair, meeting, now=ends)


def _absences(
    cast: Cast, meeting: Meeting, reports: list[SelfReport], rng: Random, now: datetime
) -> None:
    """Two or three could not come, nearly always with a reason; those who report are there."""
    needed = {report.member_id for report in reports} | {cast.chair.member_id}
    others = [m for m in cast.members if m.member_id not in needed]
    missing = rng.sample(others, min(len(others), rng.randrange(4)))
    changes = [
        Change(
            member_id=member.member_id or 0,
            presence=Presence.EXCUSED if rng.random() < 0.85 else Presence.UNEXCUSED,
            reason=rng.choice(sample_texts.ABSENCES),
        )
        for member in missing
    ]
    if changes:
        service.mark(cast.chair, meeting, changes, now=now)


def _hear(cast: Cast, meeting: Meeting, report: SelfReport, moment: datetime, rng: Random) -> None:
    """One report is presented, discussed and concluded."""
    chair = cast.chair
    with clock.stopped(moment):
        service.present_report(chair, meeting, report.id, now=moment)
        present = {
            mark.member_id
            for mark in queries.roll_of(chair, meeting)
            if mark.presence is Presence.PRESENT
        }
        speakers = sorted(present - {report.member_id})
        chosen = rng.sample(speakers, min(len(speakers), 2 + rng.randrange(2)))
        for speaker, said in zip(
            chosen, rng.sample(sample_texts.OPINIONS, len(chosen)), strict=True
        ):
            service.record_opinion(chair, meeting, report.id, said, speaker_id=speaker, now=moment)
        service.conclude(chair, meeting, report.id, _verdict(cast, report, moment, rng), now=moment)


def _verdict(cast: Cast, report: SelfReport, moment: datetime, rng: Random) -> Verdict:
    """Now and then a good deed or a new limit; what was open is gone on with."""
    day = clock.day_of(moment)
    helper = next(m for m in cast.members if m.member_id != report.member_id)
    weaknesses = []
    if rng.random() < 0.45:
        weaknesses.append(
            NewWeakness(
                row=0,
                wording=rng.choice(sample_texts.WEAKNESSES),
                due_on=day + timedelta(days=60),
                helper_id=helper.member_id,
            )
        )
    threads = followups.open_for(cast.chair, report.member_id)
    good = [rng.choice(sample_texts.COMMENDATIONS)] if rng.random() < 0.4 else []
    return Verdict(
        text=rng.choice(sample_texts.CONCLUSIONS),
        commendations=good,
        weaknesses=weaknesses,
        answers=[Answer(thread.id, is_put_right=False) for thread in threads],
    )
