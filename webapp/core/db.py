"""The database: column types, what every tenant's row has, and the one commit rule."""

import time
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, dataclass_transform

from flask import Flask, Response, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Engine,
    Enum,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    MetaData,
    event,
)
from sqlalchemy.exc import InvalidatePoolError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from webapp.core import tenancy

#: A moment with its time zone.
Instant = Annotated[datetime, mapped_column(DateTime(timezone=True))]
#: A column that holds the identifier of another row.
Ref = Annotated[int, mapped_column(BigInteger)]
#: A column the constructor may be called without: it is NULL then, or what the database writes.
optional = mapped_column


@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(mapped_column,))
class Base(DeclarativeBase):
    """Base of all tables. Type checkers read the arguments of a constructor from its columns."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


#: Errors name no parameters: they are members' data, and errors are shown and written down.
db = SQLAlchemy(model_class=Base, engine_options={"hide_parameters": True})

_WROTE = "wrote something"
_RESTING_SINCE = "resting since"
_REST_SECONDS = 3.0


def identity() -> Mapped[int]:
    """Declare the identifier of a row; the database gives it, so no constructor takes it."""
    return mapped_column(BigInteger, Identity(), primary_key=True)


class TenantOwned(Base):
    """A row that belongs to one organization; row-level security follows from this."""

    __abstract__ = True

    organization_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("organizations.id"), primary_key=True
    )
    id = identity()


def choice(enum: type[StrEnum], name: str | None = None) -> Enum:
    """A text column that takes the values of an enum only; a new value is no type migration.

    Where a table has two columns of one enum, each names its check itself.
    """
    return Enum(
        enum,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=name or enum.__name__.lower(),
        values_callable=lambda kinds: [kind.value for kind in kinds],
    )


def refers(column: str, table: str, **options: Any) -> ForeignKeyConstraint:
    """A reference that can't leave the tenant: the organization is part of the key."""
    return ForeignKeyConstraint(
        ["organization_id", column], [f"{table}.organization_id", f"{table}.id"], **options
    )


def seen_through(target: str, column: str, *, by: str = "id", **options: Any) -> Any:
    """A read-only view of the row another column names; queries say when to load it.

    It names the row by its identifier, or by another column that is unique in the organization.
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


def keep_read() -> None:
    """Let this GET commit: somebody's reading was recorded and nothing else was changed."""
    db.session.info["keep_read"] = True


def keep_refusal() -> None:
    """Let this refused write commit: nothing was done but remembering the refusal itself."""
    db.session.info["keep_refusal"] = True


def note_write() -> None:
    """Tell that a function of the database is about to write, which its SELECT does not show."""
    db.session.connection().info[_WROTE] = True


def commit_or_roll_back(response: Response) -> Response:
    """Keep the work of a successful write request; drop everything else."""
    writes = request.method in ("POST", "PUT", "PATCH", "DELETE")
    read_is_kept = db.session.info.pop("keep_read", False)
    refusal_is_kept = db.session.info.pop("keep_refusal", False)
    succeeded = response.status_code < 400 and (writes or read_is_kept)
    if succeeded or refusal_is_kept:
        db.session.commit()
    else:
        _end_reading()
        db.session.rollback()
    return response


def _end_reading() -> None:
    """End a transaction that wrote nothing without a ROLLBACK.

    psycopg forgets its prepared statements on every ROLLBACK, so that each page would have all of
    its statements planned anew. Where anything was written, or went wrong, nothing is done here.
    """
    with suppress(SQLAlchemyError):
        if db.session().in_transaction():
            connection = db.session.connection()
            if not connection.info.get(_WROTE):
                connection.connection.commit()


def _note_writes(engine: Engine) -> None:
    """Remember of each transaction whether it has changed any row."""

    @event.listens_for(engine, "begin")
    def _forget(connection: Connection) -> None:
        connection.info.pop(_WROTE, None)

    @event.listens_for(engine, "before_cursor_execute")
    def _note(
        connection: Connection, _cursor: Any, _sql: str, _values: Any, context: Any, _many: bool
    ) -> None:
        if context is not None and (context.isinsert or context.isupdate or context.isdelete):
            connection.info[_WROTE] = True


def _ping_after_rest(engine: Engine) -> None:
    """Replace connections the server has closed, before they are used again.

    The pool's own way asks before every use, which costs each page a round trip. A server that
    comes back sooner than this fails what it interrupted, and one request more at the most.
    """

    @event.listens_for(engine, "checkin")
    def _rest(_connection: Any, record: Any) -> None:
        record.info[_RESTING_SINCE] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _ping(connection: Any, record: Any, _proxy: Any) -> None:
        since = record.info.pop(_RESTING_SINCE, None)
        if since is None or time.monotonic() - since < _REST_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as lost:
            raise InvalidatePoolError from lost


def plan_anew() -> None:
    """Have every kept plan of this connection made again, after a statement that wrote a lot.

    The plan that checks a reference was perhaps made when the other table had ten rows, and reads
    it from end to end; with thousands of them that takes longer than everything else together.
    """
    db.session.connection().exec_driver_sql("DISCARD PLANS")


def init_app(app: Flask) -> None:
    """Connect the extension, the tenant announcement and the commit rule."""
    db.init_app(app)
    with app.app_context():
        tenancy.announce_on(db.engine)
        _note_writes(db.engine)
        _ping_after_rest(db.engine)
    app.after_request(commit_or_roll_back)
