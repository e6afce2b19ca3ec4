"""Let those who lead remind whoever is late.

Revision ID: 5d1c0f72ab94
Revises: 5b9e02c7d4f1
"""

from alembic import op

from migrations.choices import allow, disallow

revision = "5d1c0f72ab94"
down_revision = "5b9e02c7d4f1"

_KINDS = ("reminded",)
_EVENTS = ("members_reminded", "reminder_taken_back")


def upgrade() -> None:
    allow(op, "notices", "kind", "noticekind", _KINDS)
    allow(op, "audit_entries", "event", "auditevent", _EVENTS)


def downgrade() -> None:
    disallow(op, "audit_entries", "event", "auditevent", _EVENTS)
    disallow(op, "notices", "kind", "noticekind", _KINDS)
