"""What a year brings: plans, turns, registrations, weaknesses, thematic sessions."""

from datetime import date

from tests.canary import mark
from tests.cast import MONTH, NOW
from tests.tenancy.planting import Planting
from webapp.commitments import versions
from webapp.commitments.models import (
    Commitment,
    CommitmentItem,
    CommitmentNote,
    CommitmentVersion,
    CommitmentYear,
)
from webapp.commitments.rules import CommitmentState
from webapp.commitments.versions import VersionState
from webapp.core import clock
from webapp.followups.models import Weakness, WeaknessEvent
from webapp.followups.rules import WeaknessSource, WeaknessState, WeaknessStep
from webapp.plans.absences.rules import AbsenceKind
from webapp.plans.models import (
    BlockedPeriod,
    PlanChange,
    PlanMonth,
    TurnRequest,
    TurnRequestEvent,
    Volunteer,
    YearPlan,
)
from webapp.plans.requests.rules import RequestKind, RequestState, RequestStep
from webapp.plans.rules import MonthKind, VolunteerState
from webapp.reports.models import Remark
from webapp.texts import service as texts
from webapp.texts.models import TextKind
from webapp.thematic.models import ThematicMaterial, ThematicPreparer, ThematicSession


def plan(p: Planting) -> None:
    """The months of a year, a request about a turn, a registration."""
    p.add(YearPlan, year=2026, seed=7, reason_id=p.text(TextKind.REASON))
    away = {"from_on": clock.today(), "until_on": clock.today(), "kind": AbsenceKind.AWAY}
    p.add(BlockedPeriod, member_id=p.mai, told_at=NOW, **away)
    p.add(PlanMonth, month=MONTH, kind=MonthKind.REPORTS, topic=mark("k1"))
    p.add(
        PlanChange,
        month=MONTH,
        at=NOW,
        kind_before=MonthKind.NONE,
        kind_after=MonthKind.REPORTS,
        turns_before=2,
        turns_after=2,
        reason_id=p.text(TextKind.REASON),
    )
    p.add(Volunteer, member_id=p.mai, month=MONTH, state=VolunteerState.OFFERED, offered_at=NOW)
    _requests(p)
    _commitments(p)


def _commitments(p: Planting) -> None:
    """A registration in force, to whose second version nobody has said anything yet."""
    commitment = p.add(Commitment, member_id=p.mai, year=2026, state=CommitmentState.CONFIRMED)
    item = p.add(
        CommitmentItem, commitment_id=commitment, position=1, text_id=p.text(TextKind.COMMITMENT)
    )
    text_id = texts.keep(
        p.scope, TextKind.COMMITMENT, versions.as_text([versions.Wanted(mark("k1"), item_id=item)])
    )
    p.add(
        CommitmentVersion,
        commitment_id=commitment,
        number=1,
        state=VersionState.PROPOSED,
        text_id=text_id,
        reason_id=p.text(TextKind.REASON),
        proposed_by=p.mai,
        proposed_at=NOW,
    )
    p.add(
        CommitmentNote,
        item_id=item,
        on=MONTH,
        text_id=p.text(TextKind.COMMITMENT),
        written_by=p.mai,
        written_at=NOW,
    )
    p.add(CommitmentYear, year=2026, assessed_from=MONTH, opened_by=p.lan)


def _requests(p: Planting) -> None:
    asked = p.add(
        TurnRequest,
        turn_id=p.ids["turns"],
        member_id=p.hung,
        month=date(2026, 10, 1),
        kind=RequestKind.REPLACE,
        state=RequestState.AGREED,
        asked_by=p.hung,
        asked_at=NOW,
        other_member_id=p.mai,
    )
    reason = p.text(TextKind.REASON)
    p.add(TurnRequestEvent, request_id=asked, step=RequestStep.ASK, at=NOW, text_id=reason)


def point_out(p: Planting) -> None:
    """A weakness that was pointed out, and a remark to a report."""
    weakness = p.add(
        Weakness,
        member_id=p.mai,
        source=WeaknessSource.MEETING,
        state=WeaknessState.OPEN,
        pointed_out_on=MONTH,
        text_id=p.text(TextKind.WEAKNESS),
    )
    p.add(WeaknessEvent, weakness_id=weakness, step=WeaknessStep.POINT_OUT, at=NOW)
    p.add(
        Remark,
        report_id=p.ids["self_reports"],
        version_number=1,
        author_id=p.lan,
        text_id=p.text(TextKind.REMARK),
        asks_supplement=False,
        at=NOW,
    )


def prepare_session(p: Planting) -> None:
    """A thematic session with its preparer and a link."""
    words = {"questions_id": p.text(TextKind.THEMATIC), "conclusion_id": p.text(TextKind.THEMATIC)}
    session = p.add(ThematicSession, month=MONTH, changed_by=p.lan, **words)
    p.add(ThematicPreparer, session_id=session, member_id=p.mai)
    link = {"title": mark("k1"), "address": "https://example.vn/"}
    p.add(ThematicMaterial, session_id=session, position=1, **link)


PARTS = (plan, point_out, prepare_session)
