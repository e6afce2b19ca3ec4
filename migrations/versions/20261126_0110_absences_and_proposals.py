"""Let members tell when they are away, and plans of a year say why they were changed.

Revision ID: bb0e35b2f989
Revises: 58d0f3a6be91
"""

import sqlalchemy as sa
from alembic import op

from migrations.choices import allow, disallow
from migrations.row_security import protect

revision = "bb0e35b2f989"
down_revision = "58d0f3a6be91"

_EVENTS = (
    "year_plan_drawn",
    "year_plan_confirmed",
    "foreseen_turn_dropped",
    "absence_told",
    "absence_ended",
)
_NOTICES = ("turn_foreseen", "turn_not_foreseen", "absence_told")


def upgrade() -> None:
    op.create_table(
        "blocked_periods",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "leave",
                "illness",
                "away",
                "other",
                name="absencekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("told_by", sa.BigInteger(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("from_on <= until_on", name=op.f("ck_blocked_periods_days")),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_blocked_periods_organization_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "told_by"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_blocked_periods_organization_id_told_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_blocked_periods_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_blocked_periods")),
    )
    op.create_index(
        op.f("ix_blocked_periods_organization_id_member_id"),
        "blocked_periods",
        ["organization_id", "member_id"],
    )
    protect(op, "blocked_periods")
    op.add_column("year_plans", sa.Column("reason_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_year_plans_organization_id_reason_id"),
        "year_plans",
        "texts",
        ["organization_id", "reason_id"],
        ["organization_id", "id"],
    )
    allow(op, "audit_entries", "event", "auditevent", _EVENTS)
    allow(op, "notices", "kind", "noticekind", _NOTICES)


def downgrade() -> None:
    disallow(op, "notices", "kind", "noticekind", _NOTICES)
    disallow(op, "audit_entries", "event", "auditevent", _EVENTS)
    op.drop_column("year_plans", "reason_id")
    op.drop_table("blocked_periods")
