"""What a member who came later sees: nothing that was over before that day.

`permissions.allows` checks one thing; lists take the same condition from here for their statements.
What is about the member is always visible to the member.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, true

from webapp.accounts.scope import Scope
from webapp.core import clock
from webapp.core.tenancy import TenantScope
from webapp.texts import service as texts


def first_day(scope: TenantScope, today: date) -> date | None:
    """The first day a member who comes today sees; None for everything.

    The founding members of a unit come before its first text and see everything.
    """
    return today if texts.any_kept(scope) else None


def since_day(scope: Scope, last_day: Any) -> ColumnElement[bool]:
    """Whether the member sees what was over on a day: `Scope.sees` for a statement."""
    return true() if scope.sees_since is None else last_day >= scope.sees_since


def since_month(scope: Scope, month: Any) -> ColumnElement[bool]:
    """The same for a month, which is over with its last day."""
    return true() if scope.sees_since is None else month >= clock.month_of(scope.sees_since)


def since_moment(scope: Scope, at: Any) -> ColumnElement[bool]:
    """The same for a moment."""
    return true() if scope.sees_from is None else at >= scope.sees_from
