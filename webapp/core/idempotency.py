"""A form sent twice acts once: each act that creates something spends the key of its form."""

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core import clock
from webapp.core.db import Base, Instant, TenantOwned, db
from webapp.core.tenancy import TenantScope


class UsedKey(TenantOwned, Base):
    """The key of a form that has been carried out."""

    __tablename__ = "used_keys"
    __table_args__ = (UniqueConstraint("organization_id", "key"),)

    key: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[Instant] = mapped_column(index=True)


def spend(scope: TenantScope, key: str) -> bool:
    """Whether this form is carried out for the first time; an empty key is always new."""
    if not key:
        return True
    spent = db.session.execute(
        insert(UsedKey)
        .values(organization_id=scope.organization_id, key=key[:64], used_at=clock.now())
        .on_conflict_do_nothing()
        .returning(UsedKey.id)
    )
    return spent.first() is not None
