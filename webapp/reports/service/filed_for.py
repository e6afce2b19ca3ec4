"""A final text that was filed for a member waits for the member's own word, seven days at most."""

from datetime import datetime

from webapp.accounts import queries as accounts
from webapp.accounts.permissions import Permission, require
from webapp.accounts.rules import ACTIVE, LEADERS
from webapp.accounts.scope import Scope
from webapp.audit.events import AuditEvent
from webapp.core import clock
from webapp.notices.rules import NoticeKind
from webapp.reports import seals
from webapp.reports.models import SelfReport
from webapp.reports.rules import FrozenAs, ReportStep
from webapp.reports.service import freezing, steps
from webapp.texts import digests


def agree(scope: Scope, report: SelfReport, *, now: datetime) -> None:
    """The member agrees to what was filed for them; it is final from then on.

    Raises RuleBroken when nothing waits, or for anybody else.
    """
    require(Permission.REPORT_WRITE, scope, report)
    _settle(scope, report, ReportStep.AGREE, now, agreed=True)


def elapse(scope: Scope, report: SelfReport, *, now: datetime) -> None:
    """Seven days have passed and the member has said nothing: what was filed is final.

    A task of the unit calls it. Raises StaleEdit when the member was quicker.
    """
    _settle(scope, report, ReportStep.ELAPSE, now, agreed=False)


def _settle(
    scope: Scope, report: SelfReport, step: ReportStep, now: datetime, *, agreed: bool
) -> None:
    steps.hold(report)
    steps.take(scope, report, step, now=now)
    final = freezing.freeze_again(scope, report, FrozenAs.FILED, now)
    sealed = digests.seal(scope, seals.VERSION, *final)
    facts = {"agreed": agreed, "version": final[0].number if final else 0}
    steps.remember(scope, report, AuditEvent.REPORT_FILED, **facts, sealed=sealed)


def reject(scope: Scope, report: SelfReport, *, now: datetime) -> None:
    """The member does not stand by what was filed for them: it is completed again, text and all.

    Whoever leads is told. Raises RuleBroken when nothing waits, or for anybody else.
    """
    _reopen(scope, report, ReportStep.REJECT, now)
    today = clock.in_hanoi(now).date()
    leaders = [
        member.id
        for member in accounts.members_on(scope, today)
        if member.roles & LEADERS and member.status in ACTIVE
    ]
    name = steps.author_name(scope, report)
    steps.tell(scope, report, NoticeKind.FILING_REJECTED, leaders, now=now, member=name)


def unfile(scope: Scope, report: SelfReport, *, now: datetime) -> None:
    """Chair or deputy takes back what was filed for a member, as long as it waits.

    Raises RuleBroken when nothing waits, or for anybody else.
    """
    _reopen(scope, report, ReportStep.UNFILE, now)


def _reopen(scope: Scope, report: SelfReport, step: ReportStep, now: datetime) -> None:
    require(Permission.REPORT_WRITE, scope, report)
    steps.hold(report)
    steps.take(scope, report, step, now=now)
    report.filed_at = None
    steps.remember(scope, report, AuditEvent.REPORT_UNFILED)
