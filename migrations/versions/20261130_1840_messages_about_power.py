"""Let the owner of an account be told of power used over it.

Revision ID: 9d2f64b1c0a7
Revises: e1d5a0c7b342
"""

from alembic import op

from migrations.choices import allow, disallow

revision = "9d2f64b1c0a7"
down_revision = "e1d5a0c7b342"

_NOTICES = ("office_given", "office_ended", "reset_started", "password_changed")


def upgrade() -> None:
    allow(op, "notices", "kind", "noticekind", _NOTICES)


def downgrade() -> None:
    disallow(op, "notices", "kind", "noticekind", _NOTICES)
