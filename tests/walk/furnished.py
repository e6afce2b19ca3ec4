"""The cast with something on every page: planted rows, and states that have forms of their own."""

from datetime import date, timedelta
from itertools import product
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from tests.cast import MONTH, NOW, Cast, begin_report, found, join, scope_of
from tests.service.commitments.year import in_force
from tests.tenancy.addresses import PLAIN, ROW_OF
from tests.tenancy.planted import plant
from tests.tenancy.planting import Planting
from webapp.accounts.invitations import inviting
from webapp.accounts.models import Invitation, InvitationKind
from webapp.accounts.rules import Role
from webapp.commitments.models import Commitment, CommitmentItem
from webapp.commitments.rules import CommitmentState
from webapp.commitments.service import Wanted
from webapp.core import tenancy
from webapp.core.db import Base, db
from webapp.followups.models import Weakness, WeaknessEvent
from webapp.followups.rules import WeaknessSource, WeaknessState, WeaknessStep
from webapp.meetings.models import AgendaItem, Meeting
from webapp.meetings.rules import AgendaKind, MeetingKind, MeetingState
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind
from webapp.plans.models import TurnRequest, TurnRequestEvent
from webapp.plans.requests.rules import RequestKind, RequestState, RequestStep
from webapp.reports.models import ReportVersion, SelfReport
from webapp.reports.rules import BEING_WRITTEN, FrozenAs, ReportState
from webapp.texts.models import TextKind

#: At most this many rows of a table are opened; the newest, for they were put there on purpose.
_ROWS = 6
#: Parts of an address that name no row, where one value shows too little.
_MORE = {"unit": ["k1", "k3"], "wish": ["xin-doi", "xin-hoan", "xin-thoi", "thay-nguoi"]}
#: What a page is asked for besides its address, so that it shows its form.
_ASKED = {"units.new_merging": "?into=k2", "meetings.new": "?thang=2027-01"}
NEXT = date(2026, 12, 1)

Values = dict[str, list[Any]]


def furnish(cast: Cast) -> Values:
    """Fill branch K1 and a unit without a chair; returns the values of each part of an address."""
    plant(cast)
    k1 = cast.organizations["k1"]
    above, branch = cast.organizations["db"], OrganizationKind.PARTY_BRANCH
    begun = found(above, branch, "k3", "Chi bộ Khoa Dược")
    join(begun, "Lê Thị Hoa", None, None, Role.CHAIR)
    found(above, OrganizationKind.COMMITTEE, "db2", "Đảng bộ bộ phận Khối ngoại")
    _reports(cast)
    with tenancy.tenant(k1.id):
        planting = Planting(cast)
        for part in (_registration, _threads, _request, _meeting):
            part(planting)
        db.session.commit()
        tokens = [_join_link(cast), _reset_link(cast)]
        db.session.get_one(Organization, k1.id).settings = {"meeting_day": 10, "turns_a_month": 2}
        db.session.commit()
        values: Values = {part: _ids(table, k1.id) for part, table in ROW_OF.items()}
    tenancy.bind(k1.id)
    plain = {part: _MORE.get(part, [value]) for part, value in PLAIN.items()}
    return {**values, **plain, "token": tokens, "organization_id": [k1.id]}


def addresses(rule: Rule, code: str, values: Values) -> list[str]:
    """The addresses of a page in one organization."""
    names = sorted(rule.arguments - {"organization"})
    if any(name not in values for name in names):
        return []
    here = {"organization": code} if "organization" in rule.arguments else {}
    more = _ASKED.get(rule.endpoint, "")
    chosen = product(*(values[name] for name in names))
    built = (rule.build({**here, **dict(zip(names, some, strict=True))}) for some in chosen)
    return [one[1] + more for one in built if one]


def pages(app: Flask) -> list[Rule]:
    """The rules that show something."""
    return [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]


def _ids(table: str, organization_id: int) -> list[int]:
    rows = Base.metadata.tables[table]
    asked = select(rows.c.id).where(rows.c.organization_id == organization_id)
    return list(db.session.scalars(asked.order_by(rows.c.id.desc()).limit(_ROWS)))


def _reports(cast: Cast) -> None:
    """Reports at every point of their way, each with the version that goes with it."""
    people = cast.people
    begin_report(people["mai"], date(2026, 9, 1), ReportState.FINALIZING)
    begin_report(people["lan"], date(2026, 8, 1), ReportState.RETURNED)
    begin_report(people["binh"], MONTH, ReportState.PRESENTED)
    for name, month in (("dung", MONTH), ("binh", NEXT)):
        begin_report(people[name], month, ReportState.ACCEPTED)
    with tenancy.tenant(cast.organizations["k1"].id):
        for report in db.session.scalars(select(SelfReport)):
            if report.state not in BEING_WRITTEN:
                report.first_submitted_at = report.submitted_at = NOW
                version = db.session.scalars(
                    select(ReportVersion).filter_by(report_id=report.id)
                ).one()
                version.frozen_as, version.frozen_at = FrozenAs.SUBMITTED, NOW
            if report.state is ReportState.PRESENTED:
                report.released_at = report.presented_at = NOW
        db.session.commit()


def _meeting(planting: Planting) -> None:
    """A meeting that is called for today, with two topics and a report to send out."""
    meeting = planting.add(
        Meeting,
        kind=MeetingKind.REGULAR,
        state=MeetingState.CALLED,
        month=NEXT,
        starts_at=NOW,
        place="Hội trường",
        chair_id=planting.lan,
        clerk_id=planting.hung,
    )
    for place in (1, 2):
        topic = {"position": place, "kind": AgendaKind.OTHER, "title": "Việc khác"}
        planting.add(AgendaItem, meeting_id=meeting, **topic)


def _registration(planting: Planting) -> None:
    """A registration that waits for the committee, and one whose items a report answers."""
    lan, hung = (scope_of(planting.cast.people[name]) for name in ("lan", "hung"))
    in_force(lan, hung, Wanted("Đúng giờ", "Không muộn"))
    tenancy.bind(planting.scope.organization_id)
    key = {"member_id": planting.cast.people["binh"].member_id, "year": 2026}
    commitment = planting.add(Commitment, state=CommitmentState.SUBMITTED, **key)
    text_id = planting.text(TextKind.COMMITMENT)
    planting.add(CommitmentItem, commitment_id=commitment, position=1, text_id=text_id)


def _threads(planting: Planting) -> None:
    """Threads in every state, one with another day asked for, and one of somebody who left."""
    mai, left = planting.mai, planting.cast.people["phuc"].member_id
    for state, member_id, asked in (
        (WeaknessState.OPEN, mai, NEXT),
        (WeaknessState.OPEN, left, None),
        (WeaknessState.REMEDY_REPORTED, mai, None),
        (WeaknessState.CONFIRMED, mai, None),
    ):
        thread = planting.add(
            Weakness,
            member_id=member_id,
            source=WeaknessSource.MEETING,
            state=state,
            pointed_out_on=MONTH,
            asked_due_on=asked,
            text_id=planting.text(TextKind.WEAKNESS),
        )
        planting.add(WeaknessEvent, weakness_id=thread, step=WeaknessStep.POINT_OUT, at=NOW)


def _request(planting: Planting) -> None:
    """Mai asks to be let off her turn; whoever leads names somebody else."""
    about = {"member_id": planting.mai, "asked_by": planting.mai, "asked_at": NOW}
    asked = planting.add(
        TurnRequest,
        turn_id=planting.cast.__dict__["report"].turn_id,
        month=MONTH,
        kind=RequestKind.DECLINE,
        state=RequestState.ASKED,
        **about,
    )
    reason = planting.text(TextKind.REASON)
    planting.add(TurnRequestEvent, request_id=asked, step=RequestStep.ASK, at=NOW, text_id=reason)


def _join_link(cast: Cast) -> str:
    """Somebody on the list who has no account yet."""
    k1 = cast.organizations["k1"]
    member_id = join(k1, "Đặng Văn Tân", None, None)
    return _link(cast, member_id, InvitationKind.JOIN)


def _reset_link(cast: Cast) -> str:
    """A slip for somebody who has forgotten the password."""
    return _link(cast, cast.people["binh"].member_id or 0, InvitationKind.RESET)


def _link(cast: Cast, member_id: int, kind: InvitationKind) -> str:
    scope = scope_of(cast.people["lan"])
    token = inviting.token_of(scope.organization_id, f"furnished-{kind}")
    planted = {"created_at": NOW, "expires_at": NOW + timedelta(hours=72)}
    db.session.add(
        Invitation(
            organization_id=scope.organization_id,
            member_id=member_id,
            kind=kind,
            token_hash=inviting.hash_of(token),
            **planted,
        )
    )
    db.session.commit()
    return token
