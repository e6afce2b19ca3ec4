"""Keep on a turn that ended that the figures go on expecting it, and count what was put off.

Revision ID: 5b9e02c7d4f1
Revises: 7d2f90b6a3c1
"""

import sqlalchemy as sa
from alembic import op

from migrations.choices import allow, disallow

revision = "5b9e02c7d4f1"
down_revision = "7d2f90b6a3c1"

_MEASURES = (
    "turns_postponed",
    "turns_withdrawn",
    "turns_given_later",
    "turns_unassigned",
    "thematic_missed",
)


def upgrade() -> None:
    # Turns that ended before stay as the figures of their months had them.
    op.add_column(
        "turns",
        sa.Column("stays_expected", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    allow(op, "monthly_facts", "measure", "measure", _MEASURES)


def downgrade() -> None:
    disallow(op, "monthly_facts", "measure", "measure", _MEASURES)
    op.drop_column("turns", "stays_expected")
