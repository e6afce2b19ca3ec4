"""Let a notice tell of a duty in the words of its row on the first screen.

Revision ID: e40b7c19d5a2
Revises: d07b5e63c1f4
"""

from alembic import op

from migrations.choices import allow, disallow

revision = "e40b7c19d5a2"
down_revision = "d07b5e63c1f4"

_KINDS = ("duty",)


def upgrade() -> None:
    allow(op, "notices", "kind", "noticekind", _KINDS)


def downgrade() -> None:
    disallow(op, "notices", "kind", "noticekind", _KINDS)
