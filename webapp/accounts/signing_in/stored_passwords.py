"""The only module that reads and writes stored passwords.

The service can't read the column. Functions of the database return the hash for one name, and
write only with the old hash or a link that may be used; see migrations.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Text, column, func, select
from sqlalchemy.dialects.postgresql import BIGINT

from webapp.accounts.models import Account
from webapp.core.db import db
from webapp.core.transactions import note_write


@dataclass(frozen=True)
class Known:
    """An account that may sign in, and the hash of its password, if it has one."""

    account: Account
    kept: str | None


def find(sign_in_name: str) -> Known | None:
    """The account of an e-mail address or a phone number; none for a disabled one."""
    found = func.app.password_of(sign_in_name).table_valued(
        column("account_id", BIGINT), column("password_hash", Text)
    )
    query = select(Account, found.c.password_hash).join(found, found.c.account_id == Account.id)
    row = db.session.execute(query).first()
    return Known(row[0], row[1]) if row is not None else None


def replace(account_id: int, old: str, new: str) -> bool:
    """Replace a hash; false if it was replaced by somebody else in between."""
    note_write()
    changed = select(func.app.change_password(account_id, old, new))
    return db.session.scalar(changed) is not None


def reset(token_hash: bytes, new: str, *, now: datetime) -> bool:
    """Write the hash for whom a link to a new password is, and use the link up.

    False for a link that was used, has run out, or is for an operator or a disabled account.
    """
    note_write()
    return db.session.scalar(select(func.app.reset_password(token_hash, new, now))) is not None


def create(
    token_hash: bytes, email: str | None, phone: str | None, new: str, *, now: datetime
) -> int | None:
    """Make the account of an invited member, and use the invitation up; returns its identifier.

    None for an invitation that was used, has run out, or is bound to another address.
    """
    note_write()
    made = select(func.app.create_account(token_hash, email, phone, new, now))
    found: int | None = db.session.scalar(made)
    return found
