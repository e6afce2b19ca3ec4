"""Let notes, helpers and meetings stand in the history of a weakness.

Revision ID: c94e7b20d1f6
Revises: 7a01c3d5e701
"""

import sqlalchemy as sa
from alembic import op

from migrations.choices import allow, disallow

revision = "c94e7b20d1f6"
down_revision = "7a01c3d5e701"

_EVENTS = "weakness_events"
_NOTICES = ("weakness_helper_named", "weakness_arranged", "weakness_noted", "remedy_confirmed")


def upgrade() -> None:
    op.add_column(_EVENTS, sa.Column("seen_on", sa.Date(), nullable=True))
    op.add_column(_EVENTS, sa.Column("helper_id", sa.BigInteger(), nullable=True))
    op.add_column(_EVENTS, sa.Column("meeting_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_weakness_events_organization_id_helper_id"),
        _EVENTS,
        "memberships",
        ["organization_id", "helper_id"],
        ["organization_id", "id"],
    )
    op.create_foreign_key(
        op.f("fk_weakness_events_organization_id_meeting_id"),
        _EVENTS,
        "meetings",
        ["organization_id", "meeting_id"],
        ["organization_id", "id"],
    )
    op.create_index(
        op.f("ix_weaknesses_organization_id_helper_id"),
        "weaknesses",
        ["organization_id", "helper_id"],
    )
    allow(op, _EVENTS, "step", "weaknessstep", ("note",))
    allow(op, "audit_entries", "event", "auditevent", ("weakness_noted",))
    allow(op, "notices", "kind", "noticekind", _NOTICES)


def downgrade() -> None:
    disallow(op, "notices", "kind", "noticekind", _NOTICES)
    disallow(op, "audit_entries", "event", "auditevent", ("weakness_noted",))
    disallow(op, _EVENTS, "step", "weaknessstep", ("note",))
    op.drop_index(op.f("ix_weaknesses_organization_id_helper_id"), "weaknesses")
    op.drop_constraint(
        op.f("fk_weakness_events_organization_id_meeting_id"), _EVENTS, type_="foreignkey"
    )
    op.drop_constraint(
        op.f("fk_weakness_events_organization_id_helper_id"), _EVENTS, type_="foreignkey"
    )
    for column in ("meeting_id", "helper_id", "seen_on"):
        op.drop_column(_EVENTS, column)
