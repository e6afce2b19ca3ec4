"""Remember when somebody went on from a link, which shortens its life.

Revision ID: 8d17b3f0a64c
Revises: 5c2e9f41d7a8
"""

import sqlalchemy as sa
from alembic import op

revision = "8d17b3f0a64c"
down_revision = "5c2e9f41d7a8"


def upgrade() -> None:
    op.add_column("invitations", sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("invitations", "opened_at")
