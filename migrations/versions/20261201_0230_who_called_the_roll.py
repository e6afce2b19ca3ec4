"""Keep who marked a member as present or absent, and when.

Revision ID: 7d2f90b6a3c1
Revises: 8e4d2b90c6f1
"""

import sqlalchemy as sa
from alembic import op

revision = "7d2f90b6a3c1"
down_revision = "8e4d2b90c6f1"

_KEY = "fk_attendances_organization_id_marked_by"


def upgrade() -> None:
    # Marks of before stay as they are: nobody remembers whose they were.
    op.add_column("attendances", sa.Column("marked_by", sa.BigInteger(), nullable=True))
    op.add_column("attendances", sa.Column("marked_at", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(
        op.f(_KEY),
        "attendances",
        "memberships",
        ["organization_id", "marked_by"],
        ["organization_id", "id"],
    )


def downgrade() -> None:
    op.drop_constraint(op.f(_KEY), "attendances", type_="foreignkey")
    op.drop_column("attendances", "marked_at")
    op.drop_column("attendances", "marked_by")
