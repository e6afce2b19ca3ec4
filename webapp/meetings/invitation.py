"""A meeting as a file that calendars take in; it carries no text of any report."""

from datetime import datetime, timedelta

from icalendar import Calendar, Event

from webapp.accounts.scope import Place
from webapp.meetings.models import Meeting

#: Meetings have no planned end; calendars want one.
_USUAL_LENGTH = timedelta(hours=2)


def calendar_file(
    place: Place, meeting: Meeting, *, base_url: str, domain: str, now: datetime
) -> bytes:
    """The meeting as an entry that takes the place of an earlier one, also one from an e-mail."""
    month = f"tháng {meeting.month.month}/{meeting.month.year}"
    event = Event()
    event.add("uid", f"{place.code}.meeting-{meeting.id}@{domain}")
    event.add("sequence", meeting.revision)
    event.add("dtstamp", now)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.starts_at + _USUAL_LENGTH)
    event.add("summary", f"Sinh hoạt {month}: {place.name}")
    event.add("location", meeting.place)
    event.add("url", f"{base_url}/o/{place.code}/buoi-hop/{meeting.id}")
    calendar = Calendar()
    calendar.add("prodid", "-//So sinh hoat//VI")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
