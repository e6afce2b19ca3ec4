"""A form sent twice acts once: each act that creates something spends the key of its form."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint, delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core import clock, tenancy
from webapp.core.db import Instant, TenantOwned, db
from webapp.core.tenancy import TenantScope


class UsedKey(TenantOwned):
    """The key of a form that has been carried out."""

    __tablename__ = "used_keys"
    __table_args__ = (UniqueConstraint("organization_id", "key"),)

    key: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[Instant] = mapped_column(index=True)


def spend(scope: TenantScope, key: str) -> bool:
    """Use up the key of a form; false where it was used before. An empty key is always new."""
    if not key:
        return True
    spent = db.session.execute(
        insert(UsedKey)
        .values(organization_id=scope.organization_id, key=key[:64], used_at=clock.now())
        .on_conflict_do_nothing()
        .returning(UsedKey.id)
    )
    return spent.first() is not None


def forget_before(scope: TenantScope, moment: datetime) -> None:
    """Remove the keys of forms that are too old to be sent twice by mistake."""
    db.session.execute(
        delete(UsedKey).where(tenancy.within(scope, UsedKey), UsedKey.used_at < moment)
    )
