"""Which turns of a month are expected though no report stands for them, as conditions.

A turn leaves the expected set only by an exemption that is recorded: see
`decisions/0024-what-was-expected-stays-expected.md`.
"""

from datetime import date

from sqlalchemy import ColumnElement, Values, and_, or_, select

from webapp.accounts.models import MembershipStatus
from webapp.accounts.rules import MAY_REPORT
from webapp.core import tenancy
from webapp.core.tenancy import TenantScope
from webapp.plans.models import BlockedPeriod, Turn
from webapp.plans.rules import TurnState
from webapp.reports.models import SelfReport
from webapp.rollups.measures import Measure

_WITHDRAWN = (TurnState.WITHDRAWN, TurnState.DECLINED)


def groups(scope: TenantScope, days: Values, today: date) -> dict[Measure, ColumnElement[bool]]:
    """By measure, which turns it counts besides the standing ones; no turn is in two of them."""
    owed = and_(days.c.units == 1, ~_is_exempt(scope, days))
    put_off, later = and_(Turn.stays_expected, owed), _given_later(scope)
    dropped = Turn.state.in_((TurnState.POSTPONED, *_WITHDRAWN))
    unassigned = and_(Turn.state == TurnState.PLANNED, days.c.last_on < today, owed)
    return {
        Measure.TURNS_POSTPONED: and_(Turn.state == TurnState.POSTPONED, put_off, ~later),
        Measure.TURNS_WITHDRAWN: and_(Turn.state.in_(_WITHDRAWN), put_off, ~later),
        Measure.TURNS_GIVEN_LATER: and_(dropped, put_off, later),
        Measure.TURNS_UNASSIGNED: unassigned,
    }


def _is_exempt(scope: TenantScope, days: Values) -> ColumnElement[bool]:
    """Whether a status or a time away that touches the month exempts the member.

    The whole month counts, as where turns are given, so that moving the meeting exempts nobody.
    """
    status, away = MembershipStatus, BlockedPeriod
    first, last = days.c.month, days.c.last_on
    by_status = (
        select(status.id)
        .where(
            tenancy.within(scope, status),
            status.member_id == Turn.member_id,
            status.status.not_in(MAY_REPORT),
            status.from_on <= last,
            or_(status.until_on.is_(None), status.until_on >= first),
        )
        .correlate(Turn, days)
    )
    by_absence = (
        select(away.id)
        .where(
            tenancy.within(scope, away),
            away.member_id == Turn.member_id,
            away.from_on <= last,
            away.until_on >= first,
        )
        .correlate(Turn, days)
    )
    return or_(by_status.exists(), by_absence.exists())


def _given_later(scope: TenantScope) -> ColumnElement[bool]:
    """Whether the member has presented a report since, in that month or a later one."""
    return (
        select(SelfReport.id)
        .where(
            tenancy.within(scope, SelfReport),
            SelfReport.member_id == Turn.member_id,
            SelfReport.turn_id != Turn.id,
            SelfReport.month >= Turn.month,
            SelfReport.presented_at.is_not(None),
        )
        .correlate(Turn)
        .exists()
    )
