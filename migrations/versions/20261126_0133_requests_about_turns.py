"""Keep requests about turns with every step, and mark offers that somebody else wrote down.

Revision ID: c4e81b6f2a97
Revises: f1416dc56489
"""

import sqlalchemy as sa
from alembic import op

from migrations.choices import allow, disallow
from migrations.row_security import protect

revision = "c4e81b6f2a97"
down_revision = "f1416dc56489"

_KINDS = ("decline", "swap", "postpone", "replace")
_STATES = ("asked", "agreed", "granted", "refused", "taken_back", "lapsed")
_STEPS = ("ask", "agree", "disagree", "grant", "refuse", "take_back", "lapse")
_NOTICES = (
    "report_withdrawn",
    "turn_requested",
    "turn_request_entered",
    "turn_request_waiting",
    "turn_request_agreed",
    "turn_request_disagreed",
    "turn_request_granted",
    "turn_request_refused",
    "turn_replaced",
    "turn_request_closed",
    "volunteer_entered",
    "volunteer_declined",
)
_EVENTS = (
    "turn_requested",
    "turn_request_agreed",
    "turn_request_disagreed",
    "turn_request_granted",
    "turn_request_refused",
    "turn_request_taken_back",
    "turn_request_lapsed",
    "report_moved",
)


def upgrade() -> None:
    _create_requests()
    _create_events()
    op.add_column(
        "volunteers",
        sa.Column("entered_for", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    allow(op, "notices", "kind", "noticekind", _NOTICES)
    allow(op, "audit_entries", "event", "auditevent", _EVENTS)


def downgrade() -> None:
    disallow(op, "audit_entries", "event", "auditevent", _EVENTS)
    disallow(op, "notices", "kind", "noticekind", _NOTICES)
    op.drop_column("volunteers", "entered_for")
    op.drop_table("turn_request_events")
    op.drop_table("turn_requests")


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", column],
        [f"{target}.organization_id", f"{target}.id"],
        name=op.f(f"fk_{table}_organization_id_{column}"),
    )


def _create_requests() -> None:
    table = "turn_requests"
    op.create_table(
        table,
        sa.Column("turn_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("kind", _choice("requestkind", _KINDS), nullable=False),
        sa.Column("state", _choice("requeststate", _STATES), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_for", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("other_member_id", sa.BigInteger(), nullable=True),
        sa.Column("other_turn_id", sa.BigInteger(), nullable=True),
        sa.Column("other_month", sa.Date(), nullable=True),
        sa.Column("new_turn_id", sa.BigInteger(), nullable=True),
        sa.Column("other_new_turn_id", sa.BigInteger(), nullable=True),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        _reference(table, "turn_id", "turns"),
        _reference(table, "member_id", "memberships"),
        _reference(table, "asked_by", "memberships"),
        _reference(table, "other_member_id", "memberships"),
        _reference(table, "other_turn_id", "turns"),
        _reference(table, "new_turn_id", "turns"),
        _reference(table, "other_new_turn_id", "turns"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f(f"fk_{table}_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f(f"pk_{table}")),
    )
    op.create_index(
        "uq_turn_requests_open",
        table,
        ["organization_id", "turn_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('asked', 'agreed')"),
    )
    op.create_index(op.f(f"ix_{table}_organization_id_month"), table, ["organization_id", "month"])
    protect(op, table)


def _create_events() -> None:
    table = "turn_request_events"
    op.create_table(
        table,
        sa.Column("request_id", sa.BigInteger(), nullable=False),
        sa.Column("step", _choice("requeststep", _STEPS), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("entered_for", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("text_id", sa.BigInteger(), nullable=True),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        _reference(table, "request_id", "turn_requests"),
        _reference(table, "actor_id", "memberships"),
        _reference(table, "text_id", "texts"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f(f"fk_{table}_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f(f"pk_{table}")),
    )
    op.create_index(
        op.f(f"ix_{table}_organization_id_request_id"), table, ["organization_id", "request_id"]
    )
    protect(op, table)
