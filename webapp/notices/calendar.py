"""The calendar file that goes with an invitation to a meeting."""

from datetime import UTC, datetime, timedelta

from webapp.accounts.scope import Place
from webapp.notices.claims import Waiting
from webapp.notices.mail import MailSettings

#: Meetings have no planned end; calendars want one.
_USUAL_LENGTH = timedelta(hours=2)


def invitation_file(notice: Waiting, place: Place, settings: MailSettings, now: datetime) -> bytes:
    """The meeting as an entry that calendars put in the place of an earlier one of its kind."""
    # Only workers make such files; the web processes are spared its six megabytes.
    from icalendar import Calendar, Event

    starts_at = datetime.fromisoformat(notice.facts["starts_at"]).astimezone(UTC)
    event = Event()
    event.add("uid", f"{place.code}.{notice.subject.replace(':', '-')}@{settings.domain}")
    event.add("dtstamp", now)
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + _USUAL_LENGTH)
    event.add("summary", f"Sinh hoạt: {place.name}")
    if notice.facts.get("place"):
        event.add("location", notice.facts["place"])
    event.add("url", settings.base_url + notice.link)
    calendar = Calendar()
    calendar.add("prodid", "-//So sinh hoat//VI")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
