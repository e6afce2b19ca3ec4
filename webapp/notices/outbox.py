"""Rows that are sent as e-mails, notices and checkpoints alike: which are due, and how they end.

Such a row has a state, send_after, lease_until, tries and a reason.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, update

from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.tenancy import TenantScope
from webapp.notices.delivery_rules import retry_at
from webapp.notices.rules import DeliveryState


def is_due(scope: TenantScope, model: Any, now: datetime) -> ColumnElement[bool]:
    """Whether a row waits, may leave, and is not leased to another sender."""
    return and_(
        tenancy.within(scope, model),
        model.state == DeliveryState.WAITING,
        model.send_after <= now,
        or_(model.lease_until.is_(None), model.lease_until < now),
    )


def settle(scope: TenantScope, model: Any, ids: Sequence[int], **changes: Any) -> None:
    """Change rows that still wait; unless the changes name another lease, their lease ends."""
    db.session.execute(
        update(model)
        .where(
            tenancy.within(scope, model), model.id.in_(ids), model.state == DeliveryState.WAITING
        )
        .values({"lease_until": None, **changes})
        .execution_options(synchronize_session=False)
    )


def after_refusal(tries: int, reason: str, now: datetime) -> dict[str, Any]:
    """What changes after so many refusals: a longer wait, or the last state."""
    again = retry_at(tries, now)
    changed = {"state": DeliveryState.DEAD} if again is None else {"send_after": again}
    return {"tries": tries, "reason": reason, **changed}
