"""The acts in a meeting, one function each: call, prepare, lead, mark, record, conclude."""

from webapp.meetings.service.attending import mark, mark_rest_present
from webapp.meetings.service.calling import (
    Arrangement,
    call,
    change,
    touched_by_call,
    touched_by_change,
)
from webapp.meetings.service.concluding import Answer, NewWeakness, Verdict, conclude
from webapp.meetings.service.leading import (
    close,
    open_meeting,
    postpone_report,
    present_report,
    report_of,
)
from webapp.meetings.service.preparing import (
    add_item,
    move_item,
    refresh_agenda,
    release_papers,
    remove_item,
)
from webapp.meetings.service.speaking import record_opinion, restore, set_aside

__all__ = [
    "Answer",
    "Arrangement",
    "NewWeakness",
    "Verdict",
    "add_item",
    "call",
    "change",
    "close",
    "conclude",
    "mark",
    "mark_rest_present",
    "move_item",
    "open_meeting",
    "postpone_report",
    "present_report",
    "record_opinion",
    "refresh_agenda",
    "release_papers",
    "remove_item",
    "report_of",
    "restore",
    "set_aside",
    "touched_by_call",
    "touched_by_change",
]
