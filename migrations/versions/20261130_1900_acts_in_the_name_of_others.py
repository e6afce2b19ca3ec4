"""Let what is done in a member's name be told, waited for and taken back.

Revision ID: 3c9e5d17a2f0
Revises: 9d2f64b1c0a7
"""

import sqlalchemy as sa
from alembic import op

from migrations.choices import allow, disallow

revision = "3c9e5d17a2f0"
down_revision = "9d2f64b1c0a7"

_NOTICES = (
    "office_corrected",
    "standing_changed",
    "ways_changed",
    "invitation_made",
    "account_opened",
    "new_device",
    "move_written",
    "entered_for",
)
_EVENTS = ("password_changed",)
_LINKS = ("mailed_reset",)


def upgrade() -> None:
    op.add_column("notices", sa.Column("address", sa.String(length=254), nullable=True))
    allow(op, "invitations", "kind", "invitationkind", _LINKS)
    allow(op, "notices", "kind", "noticekind", _NOTICES)
    allow(op, "audit_entries", "event", "auditevent", _EVENTS)


def downgrade() -> None:
    disallow(op, "audit_entries", "event", "auditevent", _EVENTS)
    disallow(op, "notices", "kind", "noticekind", _NOTICES)
    disallow(op, "invitations", "kind", "invitationkind", _LINKS)
    op.drop_column("notices", "address")
