"""Let a letter wait for corrections, and be as old as the moment when it was first due.

Revision ID: 1d7f52c8ae34
Revises: 5d1c0f72ab94
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.choices import allow, disallow

revision = "1d7f52c8ae34"
down_revision = "5d1c0f72ab94"

_KINDS = ("unit_invitation_failed",)

# Each failed round moves send_after; rows from before this migration only have that.
_OLDEST_WAITING = """
    CREATE OR REPLACE FUNCTION app.oldest_waiting(moment timestamptz) RETURNS timestamptz
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT min(coalesce(n.first_due_at, n.send_after)) FROM public.notices n
        WHERE n.state = 'waiting' AND coalesce(n.first_due_at, n.send_after) <= moment
    $$
"""
_OLDEST_BEFORE = """
    CREATE OR REPLACE FUNCTION app.oldest_waiting(moment timestamptz) RETURNS timestamptz
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT min(n.send_after) FROM public.notices n
        WHERE n.state = 'waiting' AND n.send_after <= moment
    $$
"""


def upgrade() -> None:
    op.add_column("notices", sa.Column("topic", sa.String(60)))
    op.add_column("notices", sa.Column("earlier", JSONB))
    op.add_column("notices", sa.Column("first_due_at", sa.DateTime(timezone=True)))
    op.create_index(
        "ix_notices_topic",
        "notices",
        ["organization_id", "topic"],
        postgresql_where=sa.text("topic IS NOT NULL"),
    )
    op.execute(_OLDEST_WAITING)
    allow(op, "notices", "kind", "noticekind", _KINDS)


def downgrade() -> None:
    disallow(op, "notices", "kind", "noticekind", _KINDS)
    op.execute(_OLDEST_BEFORE)
    op.drop_index("ix_notices_topic", "notices")
    op.drop_column("notices", "first_due_at")
    op.drop_column("notices", "earlier")
    op.drop_column("notices", "topic")
