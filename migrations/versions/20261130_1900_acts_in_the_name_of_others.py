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
    "filed_for",
    "filing_waits",
    "filing_settled",
    "filing_undone",
    "filing_rejected",
)
_EVENTS = ("password_changed", "report_filed_for", "report_unfiled", "remedy_taken_back")
_THREAD_STEPS = ("take_back",)
_STATES = ("filed_for",)
_LINKS = ("mailed_reset",)


def upgrade() -> None:
    op.add_column("notices", sa.Column("address", sa.String(length=254), nullable=True))
    allow(op, "invitations", "kind", "invitationkind", _LINKS)
    allow(op, "weakness_events", "step", "weaknessstep", _THREAD_STEPS)
    allow(op, "self_reports", "state", "reportstate", _STATES)
    allow(op, "report_versions", "frozen_as", "frozenas", _STATES)
    allow(op, "notices", "kind", "noticekind", _NOTICES)
    allow(op, "audit_entries", "event", "auditevent", _EVENTS)


def downgrade() -> None:
    disallow(op, "audit_entries", "event", "auditevent", _EVENTS)
    disallow(op, "weakness_events", "step", "weaknessstep", _THREAD_STEPS)
    disallow(op, "report_versions", "frozen_as", "frozenas", _STATES)
    disallow(op, "self_reports", "state", "reportstate", _STATES)
    disallow(op, "notices", "kind", "noticekind", _NOTICES)
    disallow(op, "invitations", "kind", "invitationkind", _LINKS)
    op.drop_column("notices", "address")
