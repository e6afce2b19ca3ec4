"""Give the plan of a year a row of its own, and turns the states of a year's life.

Revision ID: 7a01c3d5e701
Revises: 6f1a2c9d0b12
"""

import sqlalchemy as sa
from alembic import op

from migrations.choices import allow, disallow
from migrations.row_security import protect

revision = "7a01c3d5e701"
down_revision = "6f1a2c9d0b12"

_TURN_STATES = ("planned", "declined", "exchanged", "replaced")


def upgrade() -> None:
    op.create_table(
        "year_plans",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "confirmed",
                name="yearplanstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "confirmed_by"],
            ["memberships.organization_id", "memberships.id"],
            name=op.f("fk_year_plans_organization_id_confirmed_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_year_plans_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_year_plans")),
        sa.UniqueConstraint(
            "organization_id", "year", name=op.f("uq_year_plans_organization_id_year")
        ),
    )
    protect(op, "year_plans")
    allow(op, "turns", "state", "turnstate", _TURN_STATES)
    op.drop_index("uq_turns_standing", "turns")
    op.create_index(
        "uq_turns_ahead",
        "turns",
        ["organization_id", "member_id", "month"],
        unique=True,
        postgresql_where=sa.text("state IN ('planned', 'standing')"),
    )


def downgrade() -> None:
    op.drop_index("uq_turns_ahead", "turns")
    op.create_index(
        "uq_turns_standing",
        "turns",
        ["organization_id", "member_id", "month"],
        unique=True,
        postgresql_where=sa.text("state = 'standing'"),
    )
    disallow(op, "turns", "state", "turnstate", _TURN_STATES)
    op.drop_table("year_plans")
