"""Give notices a column for the page they lead to, named by endpoint and values.

The paths stay for one release more, for who has to go back to the code before this.

Revision ID: 5e2a90c7d31b
Revises: d07b5e63c1f4
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "5e2a90c7d31b"
down_revision = "d07b5e63c1f4"


def upgrade() -> None:
    op.add_column("notices", sa.Column("leads_to", postgresql.JSONB(), nullable=True))
    op.alter_column("notices", "link", server_default="")


def downgrade() -> None:
    op.alter_column("notices", "link", server_default=None)
    op.drop_column("notices", "leads_to")
