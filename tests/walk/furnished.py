"""The cast with something on every page: planted rows, and states that have forms of their own."""

from datetime import date, timedelta
from itertools import product
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from tests.cast import MONTH, NOW, Cast, begin_report, found, join, scope_of
from tests.tenancy.addresses import PLAIN, ROW_OF
from tests.tenancy.planted import plant
from tests.tenancy.planting import Planting
from webapp.accounts import inviting
from webapp.accounts.models import Invitation, InvitationKind
from webapp.core import tenancy
from webapp.core.db import Base, db
from webapp.followups.models import Weakness, WeaknessEvent
from webapp.followups.rules import WeaknessSource, WeaknessState, WeaknessStep
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind
from webapp.plans.models import TurnRequest, TurnRequestEvent
from webapp.plans.request_rules import RequestKind, RequestState, RequestStep
from webapp.reports.models import SelfReport
from webapp.reports.rules import ReportState
from webapp.texts.models import TextKind

#: At most this many rows of a table are opened; the newest, for they were put there on purpose.
_ROWS = 6
#: Parts of an address that name no row, where one value shows too little.
_MORE = {"unit": ["k1", "k3"], "wish": ["xin-doi", "xin-hoan", "xin-thoi", "thay-nguoi"]}
#: What a page is asked for besides its address, so that it shows its form.
_ASKED = {"units.new_merging": "?into=k2"}

Values = dict[str, list[Any]]


def furnish(cast: Cast) -> Values:
    """Fill branch K1 and a unit without a chair; returns the values of each part of an address."""
    plant(cast)
    k1 = cast.organizations["k1"]
    found(cast.organizations["db"], OrganizationKind.PARTY_BRANCH, "k3", "Chi bộ Khoa Dược")
    _reports(cast)
    with tenancy.tenant(k1.id):
        planting = Planting(cast)
        _threads(planting)
        _request(planting)
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
    """Reports whose author completes them, brings them again, or is presenting them."""
    people = cast.people
    begin_report(people["mai"], date(2026, 9, 1), ReportState.FINALIZING)
    begin_report(people["lan"], date(2026, 8, 1), ReportState.RETURNED)
    presented = begin_report(people["binh"], MONTH, ReportState.PRESENTED)
    with tenancy.tenant(cast.organizations["k1"].id):
        row = db.session.get_one(SelfReport, (presented.organization_id, presented.id))
        row.submitted_at = row.reviewed_at = row.released_at = row.presented_at = NOW
        db.session.commit()


def _threads(planting: Planting) -> None:
    """A remedy that was reported, and a weakness that was put right."""
    for state in (WeaknessState.REMEDY_REPORTED, WeaknessState.CONFIRMED):
        thread = planting.add(
            Weakness,
            member_id=planting.mai,
            source=WeaknessSource.MEETING,
            state=state,
            pointed_out_on=MONTH,
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
