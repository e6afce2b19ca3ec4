"""The calendar file of a meeting: with an invitation by e-mail, and to take from its page."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from webapp.accounts.scope import ScopeOrganization
from webapp.notices.link_address import path_to
from webapp.notices.mail import MailSettings
from webapp.notices.waiting import Waiting

#: Meetings have no planned end; calendars want one.
_USUAL_LENGTH = timedelta(hours=2)
#: An entry for everybody's own calendar, which asks for no answer.
METHOD = "PUBLISH"


@dataclass(frozen=True)
class Appointment:
    """A meeting as calendars know it; it carries no text of any report."""

    #: Names the meeting; an entry takes the place of an earlier one of the same name.
    subject: str
    summary: str
    starts_at: datetime
    location: str
    url: str
    #: Counts the changes: calendars believe the highest.
    sequence: int = 0


def calendar_file(
    organization: ScopeOrganization, appointment: Appointment, *, sender: str, now: datetime
) -> bytes:
    """A meeting as an entry that calendars put in the place of an earlier one of its kind.

    They compare name and count, and want to know who publishes it (RFC 5546, 3.2.1).
    """
    # Few pages make such files; the processes that don't are spared its six megabytes.
    from icalendar import Calendar, Event, vCalAddress, vText

    organizer = vCalAddress(f"mailto:{sender}")
    organizer.params["cn"] = vText(organization.name)
    domain = sender.rpartition("@")[2] or "localhost"
    event = Event()
    event.add("uid", f"{organization.code}.{appointment.subject.replace(':', '-')}@{domain}")
    event.add("sequence", appointment.sequence)
    event.add("status", "CONFIRMED")
    event.add("organizer", organizer)
    event.add("dtstamp", now)
    event.add("dtstart", appointment.starts_at)
    event.add("dtend", appointment.starts_at + _USUAL_LENGTH)
    event.add("summary", appointment.summary)
    if appointment.location:
        event.add("location", appointment.location)
    event.add("url", appointment.url)
    calendar = Calendar()
    calendar.add("prodid", "-//So sinh hoat//VI")
    calendar.add("version", "2.0")
    calendar.add("method", METHOD)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def invitation_file(
    notice: Waiting, organization: ScopeOrganization, settings: MailSettings, now: datetime
) -> bytes:
    """The meeting an invitation or a change of it is about."""
    appointment = Appointment(
        subject=notice.topic or notice.subject,
        summary=f"Sinh hoạt: {organization.name}",
        starts_at=datetime.fromisoformat(notice.facts["starts_at"]).astimezone(UTC),
        location=notice.facts.get("place", ""),
        url=settings.base_url + path_to(notice.link, organization.code),
        sequence=int(notice.facts.get("revision", 0)),
    )
    return calendar_file(organization, appointment, sender=settings.sender, now=now)
