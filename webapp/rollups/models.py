"""Monthly figures published upward."""

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.core.db import Base, Instant, Ref, choice, optional
from webapp.rollups.measures import Measure


class MonthlyFact(Base):
    """One number of one organization in one month; carries the position it had then.

    Readable by the organization and by everything above it on that path.
    """

    __tablename__ = "monthly_facts"
    __table_args__ = (
        # A superior reads its units' rows, none of what lies deeper, and no noughts.
        Index(
            None,
            "parent_id",
            "measure",
            "month",
            postgresql_include=["organization_id", "value", "path"],
            postgresql_where=text("value > 0"),
        ),
    )

    organization_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("organizations.id"), primary_key=True
    )
    month: Mapped[date] = mapped_column(primary_key=True)
    measure: Mapped[Measure] = mapped_column(choice(Measure), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)
    path: Mapped[str] = mapped_column(String(400, collation="C"))
    #: The superior on that path; none for a root.
    parent_id: Mapped[Ref | None] = optional()
    computed_at: Mapped[Instant]
