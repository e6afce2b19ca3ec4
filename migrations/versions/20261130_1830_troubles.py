"""Remember what does not work outside the service, such as the mail server.

Revision ID: 5c2e9f41d7a8
Revises: e1d5a0c7b342
"""

import sqlalchemy as sa
from alembic import op

revision = "5c2e9f41d7a8"
down_revision = "e1d5a0c7b342"


def upgrade() -> None:
    op.create_table(
        "troubles",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_troubles")),
    )


def downgrade() -> None:
    op.drop_table("troubles")
