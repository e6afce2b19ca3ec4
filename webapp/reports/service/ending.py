"""Withdraw every report that was not presented, once a unit goes on inside another one."""

from sqlalchemy import select, update

from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.core import tenancy
from webapp.core.db import db
from webapp.reports.models import SelfReport
from webapp.reports.rules import CLOSED_EARLY, PRESENTED, ReportState

#: Neither presented nor given up before.
_ON_ITS_WAY = SelfReport.state.not_in(PRESENTED | CLOSED_EARLY)


def withdraw_all(scope: Scope) -> int:
    """Withdraw the reports on their way; what was written stays as it is. Returns how many."""
    query = tenancy.rows_of(scope, SelfReport).where(_ON_ITS_WAY)
    open_reports: list[SelfReport] = list(
        db.session.scalars(query.order_by(SelfReport.id).with_for_update())
    )
    for report in open_reports:
        audit.record(scope, AuditEvent.REPORT_WITHDRAWN, report, member_id=report.member_id)
    db.session.execute(
        update(SelfReport)
        .where(tenancy.within(scope, SelfReport), _ON_ITS_WAY)
        .values(state=ReportState.WITHDRAWN),
        execution_options={"synchronize_session": "fetch"},
    )
    return len(open_reports)


def turns_presented(scope: Scope) -> frozenset[int]:
    """The turns whose report was presented; they were taken."""
    query = select(SelfReport.turn_id).where(
        tenancy.within(scope, SelfReport), SelfReport.state.in_(PRESENTED)
    )
    return frozenset(db.session.scalars(query))
