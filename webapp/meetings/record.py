"""What was said in a meeting, in words: opinions, conclusions and commendations, by report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, select
from sqlalchemy.orm import joinedload

from webapp.accounts.permissions import Permission, allows
from webapp.accounts.scope import Scope
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import seen
from webapp.core.prepared_statements import prepared
from webapp.core.tenancy import TenantScope
from webapp.meetings.models import Commendation, Conclusion, Meeting, Opinion
from webapp.reports.models import SelfReport
from webapp.reports.queries import ReportRow
from webapp.texts import service as texts


@dataclass(frozen=True)
class Said:
    """One opinion; without its words where it was set aside and the reader only attends."""

    id: int
    report_id: int
    speaker_name: str
    at: datetime
    text: str = ""
    is_set_aside: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Concluded:
    """How the discussion of one report was closed."""

    report_id: int
    at: datetime
    text: str
    commendations: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Record:
    """Everything said in one meeting that this reader may know."""

    opinions: list[Said] = field(default_factory=list)
    conclusions: dict[int, Concluded] = field(default_factory=dict)

    def on(self, report_id: int) -> list[Said]:
        """The opinions on one report, in the order in which they were given."""
        return [one for one in self.opinions if one.report_id == report_id]

    def heard(self, report_id: int) -> list[Said]:
        """The opinions on one report that were not set aside."""
        return [one for one in self.on(report_id) if not one.is_set_aside]


def of_meeting(scope: Scope, meeting: Meeting, reports: Iterable[ReportRow | SelfReport]) -> Record:
    """Opinions and conclusions in words, in three queries; nothing for those who may not attend.

    The words of an opinion that was set aside, its speaker and the reason are for those who lead
    or keep the minutes. Reports not presented or concluded yet cost no query.
    """
    presented = [report for report in reports if report.presented_at]
    if not presented or not allows(Permission.MEETING_SEE, scope, meeting):
        return Record()
    records = allows(Permission.MEETING_RECORD, scope, meeting)
    rows = list(db.session.scalars(*_opinions(scope, meeting_id=meeting.id)))
    shown = [row for row in rows if records or row.set_aside_at is None]
    concluded: Sequence[Any] = ()
    if any(report.concluded_at for report in presented):
        concluded = db.session.execute(*_conclusions(scope, meeting_id=meeting.id)).all()
    words = texts.read(
        scope,
        [
            *(row.text_id for row in shown),
            *(row.set_aside_reason_id for row in shown),
            *(text_id for row in concluded for text_id in (row[0].text_id, row[1])),
        ],
    )
    conclusions: dict[int, Concluded] = {}
    for row, commended in concluded:
        said = Concluded(row.report_id, row.at, words[row.text_id], [])
        said = conclusions.setdefault(row.report_id, said)
        if commended is not None:
            said.commendations.append(words[commended])
    return Record([_said(row, words) for row in rows], conclusions)


def get_opinion(scope: Scope, meeting: Meeting, opinion_id: int) -> Opinion:
    """One opinion with its speaker.

    Raises NotVisible when it was given in another meeting or nowhere.
    """
    query = (
        tenancy.rows_of(scope, Opinion)
        .where(Opinion.id == opinion_id, Opinion.meeting_id == meeting.id)
        .options(joinedload(Opinion.speaker))
    )
    found: Opinion | None = db.session.scalar(query)
    return seen(found)


def in_words(scope: Scope, opinion: Opinion) -> str:
    """What one opinion says; the caller has asked whether the actor may read it."""
    return texts.read(scope, [opinion.text_id])[opinion.text_id]


@prepared
def _opinions(scope: TenantScope, *, meeting_id: int) -> Executable:
    return (
        tenancy.rows_of(scope, Opinion)
        .where(Opinion.meeting_id == meeting_id)
        .options(joinedload(Opinion.speaker))
        .order_by(Opinion.at, Opinion.id)
        .execution_options(populate_existing=True)
    )


def _said(row: Opinion, words: dict[int, str]) -> Said:
    hidden = row.text_id not in words
    return Said(
        id=row.id,
        report_id=row.report_id,
        speaker_name="" if hidden else row.speaker.full_name,
        at=row.at,
        text="" if hidden else words[row.text_id],
        is_set_aside=row.set_aside_at is not None,
        reason=words.get(row.set_aside_reason_id or 0, ""),
    )


@prepared
def _conclusions(scope: TenantScope, *, meeting_id: int) -> Executable:
    """Each conclusion, once for every commendation in it."""
    of_conclusion = tenancy.refers_to(Commendation.conclusion_id, Conclusion)
    return (
        select(Conclusion, Commendation.text_id)
        .outerjoin(Commendation, of_conclusion)
        .where(tenancy.within(scope, Conclusion), Conclusion.meeting_id == meeting_id)
        .order_by(Conclusion.id, Commendation.id)
    )
