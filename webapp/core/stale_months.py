"""Months whose figures changed since they were last counted; the workers count them again."""

from datetime import date

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core import clock, queue
from webapp.core.db import Base, Instant, db
from webapp.core.tenancy import TenantScope


class StaleMonth(Base):
    """A month of one organization that must be counted again."""

    __tablename__ = "stale_months"

    organization_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("organizations.id"), primary_key=True
    )
    month: Mapped[date] = mapped_column(primary_key=True)
    since: Mapped[Instant]


def mark(scope: TenantScope, month: date) -> None:
    """Ask for a month's figures to be counted again once this transaction has committed."""
    db.session.execute(
        insert(StaleMonth)
        .values(organization_id=scope.organization_id, month=month, since=clock.now())
        .on_conflict_do_update(
            index_elements=["organization_id", "month"], set_={"since": clock.now()}
        )
    )
    queue.after_commit("rollups.refresh_stale")
