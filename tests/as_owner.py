"""What somebody does to the rows who owns the tables: the service itself has no right to it."""

from typing import Any

from sqlalchemy import select, update

from webapp.accounts.models import Account
from webapp.core.db import db
from webapp.core.table_owner import as_owner


def from_outside(statement: Any) -> Any:
    """Carry out as the owner of the tables what the service itself may not."""
    db.session.commit()
    with as_owner() as tables:
        done = tables.execute(statement)
        found = done.freeze()() if done.returns_rows else None
    db.session.expire_all()
    return found


def change_account(account_id: int, **values: Any) -> None:
    """Write into somebody's account what the service has no act for."""
    from_outside(update(Account).where(Account.id == account_id).values(**values))


def password_kept(account_id: int) -> str | None:
    """The hash of somebody's password."""
    asked = select(Account.password_hash).where(Account.id == account_id)
    return from_outside(asked).scalar_one()
