"""Prepare a meeting: its agenda, and the papers for the members."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, delete, update

from webapp.accounts.permissions import Permission
from webapp.accounts.scope import Scope
from webapp.audit.events import AuditEvent
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.meetings import agenda, queries, rules
from webapp.meetings.agenda import Item
from webapp.meetings.models import AgendaItem, Meeting
from webapp.meetings.rules import AgendaKind, MeetingStep
from webapp.meetings.service import transition
from webapp.reports import queries as reports
from webapp.reports import service as reporting
from webapp.reports.rules import ReportState


def build(scope: Scope, meeting: Meeting) -> None:
    """Write the usual agenda of a meeting that has none yet."""
    ready = queries.ready(queries.reports_of(scope, meeting))
    words = scope.organization.words
    _store(scope, meeting, agenda.build(meeting.kind, meeting.topic, ready, words))


def refresh_agenda(scope: Scope, meeting: Meeting) -> bool:
    """Bring reports and topic up to date and nothing else; returns whether anything changed."""
    transition.take(scope, meeting, MeetingStep.PREPARE)
    changed = refresh_items(scope, meeting)
    if changed:
        _remember(scope, meeting)
    return changed


def refresh_items(scope: Scope, meeting: Meeting) -> bool:
    """As `refresh_agenda`, within another act."""
    current = _items(scope, meeting)
    ready = queries.ready(queries.reports_of(scope, meeting))
    wanted = agenda.refreshed(current, meeting.kind, meeting.topic, ready)
    if wanted == current:
        return False
    _store(scope, meeting, wanted)
    return True


def add_item(scope: Scope, meeting: Meeting, title: str) -> None:
    """Put one more item on the agenda.

    Raises RuleBroken when it says nothing or too much.
    """
    transition.take(scope, meeting, MeetingStep.PREPARE)
    words = rules.refuse_text(
        title, field="title", missing="meeting.title_missing", longest=rules.LONGEST_LINE
    )
    items = _items(scope, meeting)
    items.insert(agenda.position_for_more(items), Item(AgendaKind.OTHER, words))
    _store(scope, meeting, items)
    _remember(scope, meeting)


def move_item(scope: Scope, meeting: Meeting, item_id: int, *, up: bool) -> None:
    """Move one item of the agenda up or down by one; at the edge nothing changes.

    Raises NotVisible for an item of another meeting.
    """
    transition.take(scope, meeting, MeetingStep.PREPARE)
    queries.get_item(scope, meeting, item_id)
    _store(scope, meeting, agenda.moved(_items(scope, meeting), item_id, -1 if up else 1))
    _remember(scope, meeting)


def remove_item(scope: Scope, meeting: Meeting, item_id: int) -> None:
    """Take one item off the agenda.

    Raises RuleBroken for a report that is ready: it is presented or postponed. Raises NotVisible
    for an item of another meeting.
    """
    transition.take(scope, meeting, MeetingStep.PREPARE)
    item = queries.get_item(scope, meeting, item_id)
    if item.report_id in {row.id for row in queries.reports_of(scope, meeting)}:
        raise RuleBroken("meeting.report_stays")
    _store(scope, meeting, [one for one in _items(scope, meeting) if one.id != item_id])
    _remember(scope, meeting)


def release_papers(scope: Scope, meeting: Meeting, *, now: datetime) -> int:
    """Let the members read every report that is ready; returns how many.

    Raises RuleBroken when there is none to send.
    """
    transition.take(scope, meeting, MeetingStep.RELEASE)
    waiting = [
        row.id
        for row in queries.reports_of(scope, meeting)
        if row.state is ReportState.ACCEPTED and row.released_at is None
    ]
    if not waiting:
        raise RuleBroken("meeting.no_papers")
    for report_id in waiting:
        report = reports.get_report(scope, report_id, Permission.REPORT_DIRECT)
        reporting.release(scope, report, now=now)
    refresh_items(scope, meeting)
    transition.touch(scope, meeting)
    return len(waiting)


def _remember(scope: Scope, meeting: Meeting) -> None:
    transition.remember(scope, meeting, AuditEvent.MEETING_CHANGED, what="agenda")


def _items(scope: Scope, meeting: Meeting) -> list[Item]:
    return [
        Item(row.kind, row.title, row.report_id, row.id) for row in queries.items_of(scope, meeting)
    ]


def _store(scope: Scope, meeting: Meeting, items: Sequence[Item]) -> None:
    """Make the stored agenda equal to this one, in this order."""
    positions = {item.id: position for position, item in enumerate(items, 1) if item.id is not None}
    titles = {item.id: item.title for item in items if item.id is not None}
    ours = (tenancy.within(scope, AgendaItem), AgendaItem.meeting_id == meeting.id)
    unsynced = {"synchronize_session": False}
    db.session.execute(
        delete(AgendaItem).where(*ours, AgendaItem.id.not_in(positions)), execution_options=unsynced
    )
    if positions:
        # One statement, so that the positions are unique again when it ends.
        statement = update(AgendaItem).where(*ours)
        statement = statement.values(
            position=case(positions, value=AgendaItem.id), title=case(titles, value=AgendaItem.id)
        )
        db.session.execute(statement, execution_options=unsynced)
    db.session.add_all(
        AgendaItem(
            organization_id=scope.organization_id,
            meeting_id=meeting.id,
            position=position,
            kind=item.kind,
            title=item.title,
            report_id=item.report_id,
        )
        for position, item in enumerate(items, 1)
        if item.id is None
    )
    db.session.flush()
