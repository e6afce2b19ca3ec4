"""Remember the day a member asks for, let the committee answer, and end threads of who left.

Revision ID: 5b1f0c7e9a34
Revises: 5b1e90c4d7f3
"""

import sqlalchemy as sa
from alembic import op

from migrations.choices import allow, disallow

revision = "5b1f0c7e9a34"
down_revision = "5b1e90c4d7f3"

_STEPS = ("ask_day", "accept_day", "keep_day", "end")
_STATES = ("ended",)
_EVENTS = ("weakness_ended",)
_NOTICES = ("weakness_day_answered",)
#: The columns of a weakness that go on changing.
_OPEN = ("state", "due_on", "helper_id", "closed_on")


def _let_change(*columns: str) -> None:
    listed = ", ".join(f"'{column}'" for column in columns)
    op.execute("DROP TRIGGER final ON weaknesses")
    op.execute(
        "CREATE TRIGGER final BEFORE UPDATE OR DELETE ON weaknesses FOR EACH ROW"
        f" WHEN (true) EXECUTE FUNCTION app.refuse_final_row({listed})"
    )


def upgrade() -> None:
    op.add_column("weaknesses", sa.Column("asked_due_on", sa.Date(), nullable=True))
    _let_change(*_OPEN, "asked_due_on")
    allow(op, "weakness_events", "step", "weaknessstep", _STEPS)
    allow(op, "weaknesses", "state", "weaknessstate", _STATES)
    allow(op, "audit_entries", "event", "auditevent", _EVENTS)
    allow(op, "notices", "kind", "noticekind", _NOTICES)


def downgrade() -> None:
    disallow(op, "notices", "kind", "noticekind", _NOTICES)
    disallow(op, "audit_entries", "event", "auditevent", _EVENTS)
    disallow(op, "weaknesses", "state", "weaknessstate", _STATES)
    disallow(op, "weakness_events", "step", "weaknessstep", _STEPS)
    _let_change(*_OPEN)
    op.drop_column("weaknesses", "asked_due_on")
