"""Writing as the owner of the tables, for commands only: they know MIGRATION_DATABASE_URL."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from webapp.core.config import BadSetting


@contextmanager
def as_owner() -> Iterator[Connection]:
    """A separate transaction, committed at the end, that may write what the service may not.

    The role for migrations has the owner's rights and bypasses the policies. Raises BadSetting
    where MIGRATION_DATABASE_URL is not set, as in every process that answers requests.
    """
    url = current_app.config["MIGRATION_DATABASE_URL"]
    if not url:
        raise BadSetting("MIGRATION_DATABASE_URL is not set: this is written as the tables' owner")
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        yield connection
