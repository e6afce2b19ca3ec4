"""Which words of meetings are final, and what their digests cover."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from webapp.core import tenancy
from webapp.core.tenancy import TenantScope
from webapp.meetings.models import (
    AgendaItem,
    Attendance,
    Commendation,
    Conclusion,
    Meeting,
    Opinion,
)
from webapp.texts.digests import SealedKind

#: What was said is final once it is recorded, also when it is set aside later.
OPINION = SealedKind(
    "opinion",
    Opinion,
    facts=("meeting_id", "report_id", "speaker_id", "recorded_by", "at"),
    words=("text_id",),
    final=lambda: Opinion.text_id.is_not(None),
)
#: That an opinion is set aside, with the reason; restoring it releases the seal.
OPINION_SET_ASIDE = SealedKind(
    "opinion_set_aside",
    Opinion,
    facts=("set_aside_at", "set_aside_by"),
    words=("set_aside_reason_id",),
    final=lambda: Opinion.set_aside_at.is_not(None),
    releasable=True,
)
CONCLUSION = SealedKind(
    "conclusion",
    Conclusion,
    facts=("meeting_id", "report_id", "concluded_by", "at"),
    words=("text_id",),
    final=lambda: Conclusion.text_id.is_not(None),
)
COMMENDATION = SealedKind(
    "commendation",
    Commendation,
    facts=("conclusion_id", "member_id", "on"),
    words=("text_id",),
    final=lambda: Commendation.text_id.is_not(None),
)


def _said_in(
    connection: Connection, scope: TenantScope, meeting_ids: Sequence[int]
) -> Mapping[int, Mapping[str, Any]]:
    """What the minutes of meetings list: who was there, the agenda, what was said and concluded."""
    commended = tenancy.refers_to(Commendation.conclusion_id, Conclusion)
    lists: dict[str, tuple[Any, ...]] = {
        "attendances": (Attendance.member_id, Attendance.presence, Attendance.reason),
        "agenda": (AgendaItem.position, AgendaItem.kind, AgendaItem.title, AgendaItem.report_id),
        "opinions": (Opinion.id, Opinion.set_aside_at),
        "conclusions": (Conclusion.id,),
        "commendations": (Commendation.id,),
    }
    found: dict[int, dict[str, Any]] = {one: {} for one in meeting_ids}
    for name, columns in lists.items():
        owner = Conclusion if name == "commendations" else columns[0].class_
        query = select(owner.meeting_id, *columns).select_from(owner)
        if owner is not columns[0].class_:
            query = query.join(Commendation, commended)
        query = query.where(tenancy.within(scope, owner), owner.meeting_id.in_(meeting_ids))
        for row in connection.execute(query.order_by(owner.meeting_id, columns[0])):
            found[row[0]].setdefault(name, []).append(list(row[1:]))
    return found


#: The minutes as they are when the meeting is closed, without the words sealed above.
MINUTES = SealedKind(
    "minutes",
    Meeting,
    facts=(
        "kind",
        "state",
        "month",
        "starts_at",
        "place",
        "chair_id",
        "clerk_id",
        "opened_at",
        "closed_at",
        "minutes_salt",
    ),
    words=(),
    final=lambda: Meeting.closed_at.is_not(None),
    more=_said_in,
)
