"""Remind those who have not registered, at most once a day each."""

from datetime import datetime

from webapp.accounts.permissions import Permission, require
from webapp.accounts.scope import Scope
from webapp.audit import service as audit
from webapp.audit.events import AuditEvent
from webapp.commitments import branch_registrations, rules
from webapp.core import clock
from webapp.core.addresses import Address
from webapp.core.errors import RuleBroken
from webapp.notices import service as notices
from webapp.notices.rules import NoticeKind


def remind(scope: Scope, year: int, *, now: datetime, member_id: int | None = None) -> int:
    """Chair or deputy reminds one member, or all, who have not handed in a registration.

    Returns how many were told; members who were reminded today are not told again. Raises
    RuleBroken when nobody is missing.
    """
    require(Permission.COMMITMENT_DIRECT, scope)
    today = clock.day_of(now)
    rules.refuse_year(year, today.year)
    missing = [
        row.member_id
        for row in branch_registrations.of_branch(scope, year, today)
        if row.is_missing and member_id in (None, row.member_id)
    ]
    if not missing:
        raise RuleBroken("commitment.nobody_missing", year=year)
    told = notices.announce(
        scope,
        NoticeKind.COMMITMENT_MISSING,
        to=missing,
        subject=f"commitment-year:{year}",
        link=Address("commitments.mine", {"nam": year}),
        now=now,
        year=str(year),
    )
    if told:
        audit.record(scope, AuditEvent.COMMITMENT_REMINDED, year=year, members=told)
    return told
