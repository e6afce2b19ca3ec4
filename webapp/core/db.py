"""The session, and what all tables are made of: their base, column types and references."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, dataclass_transform

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

#: A moment with its time zone.
Instant = Annotated[datetime, mapped_column(sa.DateTime(timezone=True))]
#: A column that holds the identifier of another row.
Ref = Annotated[int, mapped_column(sa.BigInteger)]
#: A column the constructor may be called without: it is NULL then, or what the database writes.
optional = mapped_column


@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(mapped_column,))
class Base(DeclarativeBase):
    """Base of all tables. Type checkers read the arguments of a constructor from its columns."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


#: Errors hide parameters, which are members' data. Connections the server has closed are replaced
#: before they are used.
db = SQLAlchemy(model_class=Base, engine_options={"hide_parameters": True, "pool_pre_ping": True})


def identity() -> Mapped[int]:
    """Declare the identifier of a row; the database gives it, so no constructor takes it."""
    return mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)


class TenantOwned(Base):
    """A row that belongs to one organization; row-level security follows from this."""

    __abstract__ = True

    organization_id: Mapped[int] = mapped_column(
        sa.BigInteger, sa.ForeignKey("organizations.id"), primary_key=True
    )
    id = identity()


def choice(enum: type[StrEnum], name: str | None = None) -> sa.Enum:
    """A text column for the values of an enum, with a check instead of a type of the database.

    Where a table has two columns of one enum, each gives its check a `name`.
    """
    return sa.Enum(
        enum,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=name or enum.__name__.lower(),
        values_callable=lambda kinds: [kind.value for kind in kinds],
    )


def refers(column: str, table: str, **options: Any) -> sa.ForeignKeyConstraint:
    """A reference to a row of the same organization, which is part of the key."""
    return sa.ForeignKeyConstraint(
        ["organization_id", column], [f"{table}.organization_id", f"{table}.id"], **options
    )


def seen_through(target: str, column: str, *, by: str = "id", **options: Any) -> Any:
    """A read-only view of the row that a column names; queries say when to load it.

    `by` is the column it names the row by, which must be unique in the organization.
    """
    owner, key = column.split(".")
    return relationship(
        target,
        primaryjoin=f"and_({target}.organization_id == foreign({owner}.organization_id), "
        f"{target}.{by} == foreign({owner}.{key}))",
        viewonly=True,
        lazy="raise",
        **options,
    )
