"""The marked texts of the units, all of them by people who never act, and who may read each.

A text is meant for its author, for the committee, or for the whole unit (product.md §2). Nobody
who was not a member when all this was written may ever read a word of it.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.canary import mark
from tests.cast import NOW, Person, days_of, scope_of
from webapp.commitments.models import Commitment, CommitmentItem, CommitmentNote
from webapp.commitments.rules import CommitmentState
from webapp.core import tenancy
from webapp.core.db import db
from webapp.followups.models import Weakness, WeaknessEvent
from webapp.followups.rules import WeaknessSource, WeaknessState, WeaknessStep
from webapp.meetings.models import AgendaItem, Commendation, Conclusion, Meeting, Opinion
from webapp.meetings.rules import AgendaKind, MeetingKind, MeetingState
from webapp.plans.models import Turn, TurnRequest, TurnRequestEvent
from webapp.plans.requests.rules import RequestKind, RequestState, RequestStep
from webapp.plans.rules import TurnSource
from webapp.reports.models import Remark, ReportVersion, SelfReport
from webapp.reports.outline import Section, Written
from webapp.reports.rules import STAYS_WITH_AUTHOR, FrozenAs, ReportState
from webapp.texts import service as texts
from webapp.texts.models import TextKind
from webapp.thematic.models import ThematicSession
from webapp.unsent.models import UnsentForm

AUTHOR, COMMITTEE, UNIT = "author", "committee", "unit"
_LONG_AGO = NOW - timedelta(days=90)


@dataclass(frozen=True)
class Meant:
    """For whom a text is: of which unit, of which member, for which of its people."""

    unit: str
    author_id: int
    audience: str
    #: The report whose release opens the text to the unit; 0 where none does.
    report_id: int = 0


@dataclass
class Desk:
    """Writes the texts of one unit and remembers for whom each is."""

    code: str
    people: dict[str, Person]
    #: In whose name rows are written; any member will do.
    scope: Any
    #: Who leads its meetings; no text is theirs.
    leader_id: int
    meant: dict[str, Meant] = field(default_factory=dict)

    def add(self, model: type[Any], **values: Any) -> int:
        """Write one row; returns its identifier."""
        row = model(organization_id=self.scope.organization_id, **values)
        db.session.add(row)
        db.session.flush()
        return int(row.id)

    def words(self, key: str, who: str, audience: str, report_id: int = 0) -> str:
        """A marked text of somebody."""
        author_id = self.people[who].member_id or 0
        self.meant[f"{self.code}/{key}"] = Meant(self.code, author_id, audience, report_id)
        return f"{mark(self.code)}-{key}."

    def text(self, kind: TextKind, key: str, who: str, audience: str) -> int:
        """The same, stored."""
        return texts.keep(self.scope, kind, self.words(key, who, audience))

    def report(
        self, who: str, month: int, state: ReportState, *versions: tuple[FrozenAs | None, str]
    ) -> int:
        """A report with its versions; the audience of each is written beside it."""
        member_id, on = self.people[who].member_id, date(2026, month, 1)
        turn = self.add(
            Turn, member_id=member_id, month=on, source=TurnSource.ASSIGNED, assigned_at=_LONG_AGO
        )
        handed_in = None if state in STAYS_WITH_AUTHOR - {ReportState.RETURNED} else _LONG_AGO
        late = state in (ReportState.PRESENTED, ReportState.FINALIZING, ReportState.FILED)
        when = _LONG_AGO if late else None
        names = ("released_at", "presented_at", "concluded_at")
        dated = dict.fromkeys(names, when) | {"submitted_at": handed_in}
        at = {"turn_id": turn, "member_id": member_id, "month": on, "state": state}
        at |= days_of(self.scope.organization_id, on)
        report = self.add(SelfReport, first_submitted_at=handed_in, **at, **dated)
        for number, (frozen_as, audience) in enumerate(versions, 1):
            key = f"report-{who}-{month}-v{number}"
            said = self.words(key, who, audience, report if audience == COMMITTEE else 0)
            written = Written({section: f"{section}: {said}" for section in Section}, {})
            self.add(
                ReportVersion,
                report_id=report,
                number=number,
                based_on=number - 1 or None,
                text_id=texts.keep(self.scope, TextKind.REPORT, written.stored()),
                written_by=member_id,
                saved_at=_LONG_AGO,
                frozen_at=_LONG_AGO if frozen_as else None,
                frozen_as=frozen_as,
            )
        return report


def write(
    code: str, people: dict[str, Person], leader: str, who: tuple[str, str, str]
) -> dict[str, Meant]:
    """Fill one unit with the texts of three of its people; returns for whom each is."""
    scope, leader_id = scope_of(people[who[0]]), people[leader].member_id or 0
    desk = Desk(code, {key: people[key] for key in who}, scope, leader_id)
    with tenancy.tenant(people[who[0]].organization.id):
        _reports(desk, *who)
        _followed(desk, *who)
        _rest(desk, who[0])
        db.session.commit()
    return desk.meant


def _reports(desk: Desk, one: str, two: str, three: str) -> None:
    """Reports at every point of their way, a meeting to come and one that was held."""
    kept, states = FrozenAs, ReportState
    handed, shown, done = kept.SUBMITTED, kept.PRESENTED, kept.FILED
    desk.report(one, 12, states.ASSIGNED)
    desk.report(one, 10, states.DRAFTING, (None, AUTHOR))
    back = desk.report(two, 9, states.RETURNED, (handed, COMMITTEE), (None, AUTHOR))
    desk.report(three, 8, states.SUBMITTED, (handed, COMMITTEE))
    coming = desk.report(two, 11, states.ACCEPTED, (handed, COMMITTEE))
    held = desk.report(one, 7, states.FINALIZING, (shown, UNIT))
    desk.report(two, 6, states.FINALIZING, (shown, UNIT), (None, AUTHOR))
    desk.report(three, 5, states.FILED, (shown, UNIT), (done, UNIT))
    desk.add(
        Remark,
        report_id=back,
        version_number=1,
        author_id=desk.people[three].member_id,
        # Its reader is also the author of the report.
        text_id=desk.text(TextKind.REMARK, "remark", two, COMMITTEE),
        asks_supplement=True,
        at=_LONG_AGO,
    )
    _meeting(desk, 11, MeetingState.CALLED, coming)
    meeting = _meeting(desk, 7, MeetingState.CLOSED, held)
    about = {"meeting_id": meeting, "report_id": held, "at": _LONG_AGO}
    speaker = desk.people[two].member_id
    opinion = desk.text(TextKind.OPINION, "opinion", two, UNIT)
    desk.add(Opinion, speaker_id=speaker, recorded_by=speaker, text_id=opinion, **about)
    said = desk.text(TextKind.CONCLUSION, "conclusion", three, UNIT)
    by = desk.people[three].member_id
    conclusion = desk.add(Conclusion, concluded_by=by, text_id=said, **about)
    deed = desk.text(TextKind.COMMENDATION, "commendation", one, UNIT)
    about_one = {"member_id": desk.people[one].member_id, "on": date(2026, 7, 27)}
    desk.add(Commendation, conclusion_id=conclusion, text_id=deed, **about_one)


def _meeting(desk: Desk, month: int, state: MeetingState, report: int) -> int:
    meeting = desk.add(
        Meeting,
        kind=MeetingKind.REGULAR,
        state=state,
        month=date(2026, month, 1),
        starts_at=NOW if state is MeetingState.CALLED else _LONG_AGO,
        place="Hội trường",
        chair_id=desk.leader_id,
    )
    about = {"meeting_id": meeting, "report_id": report, "title": "Báo cáo"}
    desk.add(AgendaItem, position=1, kind=AgendaKind.SELF_REPORT, **about)
    return meeting


def _followed(desk: Desk, one: str, two: str, three: str) -> None:
    """Threads in each state with a note, and a registration of the year."""
    for who, state in (
        (one, WeaknessState.OPEN),
        (one, WeaknessState.REMEDY_REPORTED),
        (three, WeaknessState.CONFIRMED),
    ):
        member_id = desk.people[who].member_id
        thread = desk.add(
            Weakness,
            member_id=member_id,
            source=WeaknessSource.MEETING,
            state=state,
            pointed_out_on=date(2026, 7, 27),
            text_id=desk.text(TextKind.WEAKNESS, f"weakness-{state}", who, COMMITTEE),
        )
        note = desk.text(TextKind.WEAKNESS, f"note-{state}", who, COMMITTEE)
        step = {"step": WeaknessStep.PROMISE, "at": _LONG_AGO, "actor_id": member_id}
        desk.add(WeaknessEvent, weakness_id=thread, text_id=note, **step)
    at = {"member_id": desk.people[one].member_id, "year": 2026}
    given = {"submitted_at": _LONG_AGO, "confirmed_at": _LONG_AGO}
    commitment = desk.add(Commitment, state=CommitmentState.CONFIRMED, **at, **given)
    text_id = desk.text(TextKind.COMMITMENT, "commitment", one, COMMITTEE)
    item = desk.add(CommitmentItem, commitment_id=commitment, position=1, text_id=text_id)
    written = {"written_by": desk.people[one].member_id, "written_at": _LONG_AGO}
    noted = desk.text(TextKind.COMMITMENT, "progress", one, COMMITTEE)
    waiting = {"member_id": desk.people[two].member_id, "year": 2025}
    again = desk.add(Commitment, state=CommitmentState.SUBMITTED, submitted_at=_LONG_AGO, **waiting)
    wanted = desk.text(TextKind.COMMITMENT, "wanted", two, COMMITTEE)
    desk.add(CommitmentItem, commitment_id=again, position=1, text_id=wanted)
    desk.add(CommitmentNote, item_id=item, on=date(2026, 8, 1), text_id=noted, **written)


def _rest(desk: Desk, one: str) -> None:
    """What somebody types and has not sent, a thematic session, a request about a turn."""
    member_id = desk.people[one].member_id
    desk.add(
        UnsentForm,
        member_id=member_id,
        address=f"/o/{desk.code}/theo-doi/moi",
        key="p" * 22,
        revision=1,
        text_id=desk.text(TextKind.UNSENT, "unsent", one, AUTHOR),
        saved_at=_LONG_AGO,
    )
    asked = desk.text(TextKind.THEMATIC, "questions", one, UNIT)
    concluded = desk.text(TextKind.THEMATIC, "thematic", one, UNIT)
    said = {"questions_id": asked, "conclusion_id": concluded, "changed_by": member_id}
    desk.add(ThematicSession, month=date(2026, 8, 1), **said)
    turn = db.session.query(Turn.id).filter_by(member_id=member_id, month=date(2026, 12, 1))
    about = {"member_id": member_id, "asked_by": member_id, "asked_at": _LONG_AGO}
    request = desk.add(
        TurnRequest,
        turn_id=turn.scalar(),
        month=date(2026, 12, 1),
        kind=RequestKind.DECLINE,
        state=RequestState.ASKED,
        **about,
    )
    reason = desk.text(TextKind.REASON, "request", one, COMMITTEE)
    step = {"step": RequestStep.ASK, "at": _LONG_AGO}
    desk.add(TurnRequestEvent, request_id=request, text_id=reason, **step)
