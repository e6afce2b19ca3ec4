"""Run migrations as the owner of the tables, never as the role of the web and worker."""

import os

from alembic import context
from flask import current_app
from sqlalchemy import create_engine, pool, text

from webapp.core.db import Base


def run() -> None:
    """Upgrade or downgrade over one connection, in one transaction per migration."""
    url = os.environ.get("MIGRATION_DATABASE_URL") or current_app.config["MIGRATION_DATABASE_URL"]
    if not url:
        raise SystemExit("MIGRATION_DATABASE_URL is not set: migrations need the owner's role")
    engine = create_engine(url, poolclass=pool.NullPool, hide_parameters=True)
    with engine.connect() as connection:
        connection.execute(text("SET ROLE app_owner"))
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            transaction_per_migration=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    engine.dispose()


run()
