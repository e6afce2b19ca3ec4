"""Let a notice tell of a duty in the words of its row on the first screen.

Revision ID: e40b7c19d5a2
Revises: 8c41d6f7a290
"""

from alembic import op

from migrations.choices import allow, disallow

revision = "e40b7c19d5a2"
down_revision = "8c41d6f7a290"

_KINDS = ("duty",)


def upgrade() -> None:
    allow(op, "notices", "kind", "noticekind", _KINDS)


def downgrade() -> None:
    disallow(op, "notices", "kind", "noticekind", _KINDS)
