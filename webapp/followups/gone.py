"""Who has left the unit, of those who are to put something right or to help with it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from webapp.accounts.models import MembershipStatus
from webapp.accounts.queries import holds_on
from webapp.accounts.rules import MemberStatus
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.tenancy import TenantScope
from webapp.followups.models import Weakness


def _left(scope: TenantScope, day: Any) -> Select[int]:
    """Everybody who has left the unit on a day."""
    return select(MembershipStatus.member_id).where(
        tenancy.within(scope, MembershipStatus),
        MembershipStatus.status == MemberStatus.LEFT,
        holds_on(MembershipStatus, day),
    )


def member_left(scope: TenantScope, day: Any) -> ColumnElement[bool]:
    """Whether the member of a thread has left; nobody is late or reminded then.

    The day may be a column of the surrounding query.
    """
    return Weakness.member_id.in_(_left(scope, day))


def somebody_left(scope: TenantScope, day: Any) -> ColumnElement[bool]:
    """Whether an open thread needs the committee, because its member or its helper has left."""
    helper_left = Weakness.helper_id.is_not(None) & Weakness.helper_id.in_(_left(scope, day))
    return Weakness.is_open & (member_left(scope, day) | helper_left)


def who_left(scope: TenantScope, ids: Iterable[int | None], day: date) -> frozenset[int]:
    """Those of some members who have left on a day; one query."""
    asked = {one for one in ids if one is not None}
    query = _left(scope, day).where(MembershipStatus.member_id.in_(asked))
    return frozenset(db.session.scalars(query))
