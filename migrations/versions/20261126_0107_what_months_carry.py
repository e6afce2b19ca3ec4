"""Let months have their own turns, keep changes of an agreed plan, and prepare thematic sessions.

Revision ID: c4e19b7d20f6
Revises: 98a96547bec0
"""

import sqlalchemy as sa
from alembic import op

from migrations.choices import allow, disallow
from migrations.row_security import protect

revision = "c4e19b7d20f6"
down_revision = "98a96547bec0"

_EVENTS = ("year_carried", "thematic_arranged", "thematic_prepared", "thematic_concluded")
_NOTICES = ("plan_changed", "thematic_prepare", "thematic_changed")


def upgrade() -> None:
    op.add_column("plan_months", sa.Column("own_turns", sa.Integer(), nullable=True))
    op.add_column(
        "plan_months",
        sa.Column("revision", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )
    _changes()
    _sessions()
    allow(op, "audit_entries", "event", "auditevent", _EVENTS)
    allow(op, "notices", "kind", "noticekind", _NOTICES)
    allow(op, "texts", "kind", "textkind", ("thematic",))


def _owned(table: str, *columns: sa.Column, references: dict[str, str]) -> None:
    """Create a tenant's table whose references carry the organization."""
    op.create_table(
        table,
        *columns,
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["organization_id", column],
                [f"{other}.organization_id", f"{other}.id"],
                name=op.f(f"fk_{table}_organization_id_{column}"),
            )
            for column, other in references.items()
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f(f"fk_{table}_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f(f"pk_{table}")),
    )
    protect(op, table)


def _unique(table: str, *columns: str) -> None:
    name = "_".join(("uq", table, "organization_id", *columns))
    op.create_unique_constraint(op.f(name), table, ["organization_id", *columns])


def _kind(name: str) -> sa.Column:
    kinds = ("reports", "thematic", "none")
    enum = sa.Enum(*kinds, name=name, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, enum, nullable=False)


def _changes() -> None:
    _owned(
        "plan_changes",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        _kind("kind_before"),
        _kind("kind_after"),
        sa.Column("topic_before", sa.String(length=300), nullable=True),
        sa.Column("topic_after", sa.String(length=300), nullable=True),
        sa.Column("turns_before", sa.Integer(), nullable=False),
        sa.Column("turns_after", sa.Integer(), nullable=False),
        sa.Column("reason_id", sa.BigInteger(), nullable=True),
        references={"changed_by": "memberships", "reason_id": "texts"},
    )
    op.create_index(
        op.f("ix_plan_changes_organization_id_month"), "plan_changes", ["organization_id", "month"]
    )


def _sessions() -> None:
    _owned(
        "thematic_sessions",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("questions_id", sa.BigInteger(), nullable=True),
        sa.Column("conclusion_id", sa.BigInteger(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        references={
            "questions_id": "texts",
            "conclusion_id": "texts",
            "changed_by": "memberships",
        },
    )
    _unique("thematic_sessions", "month")
    _owned(
        "thematic_preparers",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        references={"session_id": "thematic_sessions", "member_id": "memberships"},
    )
    _unique("thematic_preparers", "session_id", "member_id")
    _owned(
        "thematic_materials",
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        references={"session_id": "thematic_sessions"},
    )
    _unique("thematic_materials", "session_id", "position")


def downgrade() -> None:
    disallow(op, "texts", "kind", "textkind", ("thematic",))
    disallow(op, "notices", "kind", "noticekind", _NOTICES)
    disallow(op, "audit_entries", "event", "auditevent", _EVENTS)
    for table in ("thematic_materials", "thematic_preparers", "thematic_sessions", "plan_changes"):
        op.drop_table(table)
    op.drop_column("plan_months", "revision")
    op.drop_column("plan_months", "own_turns")
