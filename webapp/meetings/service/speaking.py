"""Record what members say to a report (ý kiến tham gia), and set aside what does not help."""

from datetime import datetime
from typing import Any

from webapp.accounts.scope import Scope
from webapp.audit.events import AuditEvent
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.meetings import queries, record, rules, seals
from webapp.meetings.models import Meeting, Opinion
from webapp.meetings.rules import MeetingStep
from webapp.meetings.service import transition
from webapp.texts import digests
from webapp.texts import service as texts
from webapp.texts.digests import SealedKind
from webapp.texts.models import TextKind


def record_opinion(
    scope: Scope,
    meeting: Meeting,
    report_id: int | None,
    text: str,
    *,
    speaker_id: int | None,
    now: datetime,
) -> Opinion:
    """Keep one opinion on a presented report: members their own, chair and clerk anybody's.

    Raises RuleBroken for an empty one, somebody absent, a report not presented yet, and outside
    the meeting; NotVisible for a report that is not of this meeting.
    """
    own, others = MeetingStep.SPEAK, MeetingStep.RECORD
    transition.take(scope, meeting, own if speaker_id == scope.member_id else others)
    rows = {row.id: row for row in queries.reports_of(scope, meeting)}
    if report_id is None or report_id not in rows:
        raise NotVisible
    rules.refuse_opinion_on(rows[report_id].presented_at)
    marks = queries.roll_of(scope, meeting)
    presences = {m.member_id: m.presence for m in marks if m.may_attend}
    speaker_id = rules.refuse_speaker(speaker_id, presences)
    words = rules.refuse_text(text, field="text", missing="meeting.opinion_missing")
    opinion = Opinion(
        organization_id=scope.organization_id,
        meeting_id=meeting.id,
        report_id=report_id,
        speaker_id=speaker_id,
        recorded_by=scope.acting_id,
        text_id=texts.keep(scope, TextKind.OPINION, words),
        at=now,
    )
    db.session.add(opinion)
    _remember(scope, meeting, opinion, AuditEvent.OPINION_RECORDED, seals.OPINION)
    return opinion


def set_aside(
    scope: Scope, meeting: Meeting, opinion_id: int, reason: str, *, now: datetime
) -> None:
    """The chair sets aside an opinion that divides or does not help; it stays stored, and marked.

    Raises RuleBroken without a reason, or when it was set aside before.
    """
    transition.take(scope, meeting, MeetingStep.SET_ASIDE)
    opinion = record.get_opinion(scope, meeting, opinion_id)
    if opinion.set_aside_at is not None:
        raise RuleBroken("meeting.set_aside_before")
    words = rules.refuse_text(reason, field="reason", missing="meeting.reason_missing")
    opinion.set_aside_at, opinion.set_aside_by = now, scope.member_id
    opinion.set_aside_reason_id = texts.keep(scope, TextKind.REASON, words)
    _remember(scope, meeting, opinion, AuditEvent.OPINION_SET_ASIDE, seals.OPINION_SET_ASIDE)


def restore(scope: Scope, meeting: Meeting, opinion_id: int) -> None:
    """The chair lets an opinion count again that was set aside.

    Raises RuleBroken when it was not.
    """
    transition.take(scope, meeting, MeetingStep.SET_ASIDE)
    opinion = record.get_opinion(scope, meeting, opinion_id)
    if opinion.set_aside_at is None:
        raise RuleBroken("meeting.not_set_aside")
    reason_id = opinion.set_aside_reason_id
    opinion.set_aside_at = opinion.set_aside_by = opinion.set_aside_reason_id = None
    db.session.flush()
    texts.forget(scope, [reason_id])
    _remember(scope, meeting, opinion, AuditEvent.OPINION_RESTORED)


def _remember(
    scope: Scope,
    meeting: Meeting,
    opinion: Opinion,
    event: AuditEvent,
    kind: SealedKind | None = None,
) -> None:
    """Write an act on an opinion into the trail with the digest it seals, or else releases."""
    db.session.flush()
    seal: dict[str, Any] = {"released": [seals.OPINION_SET_ASIDE.key(opinion.id)]}
    if kind is not None:
        seal = {"sealed": digests.seal(scope, kind, opinion)}
    speaker = opinion.speaker_id
    transition.remember(scope, meeting, event, member_id=speaker, opinion=opinion.id, **seal)
