"""The timetable, in Hanoi time: one entry per line of work, with its reason.

Every entry only looks for work that PostgreSQL already holds, so that missing one, running it
twice or running two timetables at once changes nothing. A run that waited too long in the queue
is dropped: the next one sees the same work.
"""

from datetime import timedelta
from typing import Any

from celery.schedules import crontab


def _entry(task: str, schedule: timedelta | crontab, expires: int) -> dict[str, Any]:
    return {"task": task, "schedule": schedule, "options": {"expires": expires}}


TIMETABLE: dict[str, dict[str, Any]] = {
    # Somebody waits for these e-mails; wake-ups may be lost, this finds what they would have told.
    "deliver": _entry("notices.deliver_waiting", timedelta(seconds=15), 15),
    # Somebody looks at the progress of these; a killed worker's are found here once they are free.
    "import": _entry("imports.scan", timedelta(seconds=5), 5),
    # Hourly in office hours: a day on which the machine stood still in the morning is caught up.
    "remind": _entry("reminders.scan", crontab(minute="5", hour="5-20"), 1_800),
    # A nomination takes effect at an hour that was announced to everybody.
    "nominations": _entry("nominations.scan", timedelta(minutes=5), 300),
    # Figures that changed are counted again within a minute even if the wake-up was lost.
    "refresh": _entry("rollups.refresh_stale", timedelta(seconds=60), 60),
    # Once a night everything recent is counted again, whatever was marked or forgotten.
    "night": _entry("rollups.refresh_night", crontab(minute="30", hour="1"), 7_200),
    # Each unit's checkpoint of the day, once; later rounds only send what could not leave before.
    "checkpoint": _entry("proofs.checkpoints", crontab(minute="*/15", hour="18-20"), 600),
    # Expired sign-ins, tries and form keys; before the working day.
    "tidy": _entry("housekeeping.tidy", crontab(minute="30", hour="3"), 7_200),
    # A worker that is connected but silent shows here and nowhere else.
    "beat": _entry("health.beat", timedelta(seconds=30), 30),
}
