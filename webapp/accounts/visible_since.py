"""What opens to whoever came later: nothing that was over before the day they came.

`permissions.allows` asks about one thing; lists get the same bound from here, as a part of their
statement. What is about the member is theirs, however old it is.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, true

from webapp.accounts.scope import Scope
from webapp.core import clock
from webapp.core.tenancy import TenantScope
from webapp.texts import service as texts


def first_day(scope: TenantScope, today: date) -> date | None:
    """From when on somebody sees who comes today; none where nothing was written yet.

    The founding members of a unit come before its first text, so everything opens to them.
    """
    return today if texts.any_kept(scope) else None


def since_day(scope: Scope, last_day: Any) -> ColumnElement[bool]:
    """Whether what was over on a day opens: `Scope.sees` as a part of a statement."""
    return true() if scope.sees_since is None else last_day >= scope.sees_since


def since_month(scope: Scope, month: Any) -> ColumnElement[bool]:
    """The same for a month, which is over with its last day."""
    return true() if scope.sees_since is None else month >= clock.month_of(scope.sees_since)


def since_moment(scope: Scope, at: Any) -> ColumnElement[bool]:
    """The same for a moment."""
    return true() if scope.sees_from is None else at >= scope.sees_from
