"""Let the owner of an account be told of power used over it.

Revision ID: 9d2f64b1c0a7
Revises: 7c4e1f9a26d8
"""

from alembic import op

from migrations.choices import allow, disallow

revision = "9d2f64b1c0a7"
down_revision = "7c4e1f9a26d8"

_NOTICES = ("office_given", "office_ended", "reset_started", "password_changed")


def upgrade() -> None:
    allow(op, "notices", "kind", "noticekind", _NOTICES)


def downgrade() -> None:
    disallow(op, "notices", "kind", "noticekind", _NOTICES)
