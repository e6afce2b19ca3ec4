"""Members of the demo who come and go, and an office whose term ends soon."""

from collections.abc import Sequence
from datetime import date, timedelta

from webapp.accounts.members import corrections
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Membership
from webapp.accounts.rules import Role
from webapp.accounts.scope import Scope
from webapp.admin.demo.founding import Cast
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.transfers import leaving, open_matters, telling
from webapp.transfers.leaving import Leave
from webapp.transfers.rules import TransferKind

_HOME, _ORIGIN = "kham-benh", "ngoai"
_LASTING = TransferKind.PERMANENT


def move(units: Sequence[Cast], today: date) -> None:
    """One waits to be received, one has left the system, one term ends within two months."""
    by_code = {cast.unit.code: cast for cast in units}
    home, origin = by_code[_HOME], by_code[_ORIGIN]
    with tenancy.tenant(origin.organization.id):
        _leave(
            origin, Leave(_LASTING, today, None, home.organization.id, "", "Chuyển khoa công tác")
        )
        db.session.commit()
    with tenancy.tenant(home.organization.id):
        gone = today - timedelta(days=12)
        destination = "Chi bộ Tổ dân phố 5, phường Trung tâm"
        _leave(home, Leave(_LASTING, gone, None, None, destination, "Nghỉ hưu, về nơi cư trú"))
        _let_a_term_end(home, today)
        telling.tell(home.chair, now=clock.now())
        db.session.commit()


def _leave(cast: Cast, leave: Leave) -> None:
    """Let somebody leave who holds no office, has no account and no report to write."""
    for member in cast.members[::-1]:
        if member.roles or member.account_id is not None:
            continue
        matters = open_matters.open_matters(cast.chair, member.member_id or 0, leave.from_on)
        if not (matters.reports or matters.staying):
            leaving.depart(cast.chair, _row(cast.chair, member), leave, now=clock.now())
            return


def _row(chair: Scope, member: Scope) -> Membership:
    return roster.get_member(chair, member.member_id or 0)


def _let_a_term_end(cast: Cast, today: date) -> None:
    """The committee's member serves until next month; the chair sees it in time."""
    member = next(one for one in cast.members if one.roles == {Role.COMMITTEE})
    row = _row(cast.chair, member)
    grant = roster.grants_of(cast.chair, row.id)[0]
    corrections.correct_role(
        cast.chair,
        row,
        grant,
        from_on=grant.from_on,
        until_on=today + timedelta(days=40),
        based_on=corrections.seen(grant),
        now=clock.now(),
    )
