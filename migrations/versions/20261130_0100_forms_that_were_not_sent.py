"""Keep what members type and have not sent yet, each for its writer alone.

Revision ID: 3b7d5e90c1a4
Revises: bb0e35b2f989
"""

import sqlalchemy as sa
from alembic import op

from migrations.choices import allow, disallow
from migrations.row_security import protect

revision = "3b7d5e90c1a4"
down_revision = "bb0e35b2f989"

_TABLE = "unsent_forms"


def upgrade() -> None:
    op.create_table(
        _TABLE,
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("address", sa.String(300), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.BigInteger(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_from", sa.String(16), nullable=True),
        sa.Column("sent_after", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sent_digest", sa.String(64), nullable=True),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        _reference("member_id", "memberships"),
        _reference("text_id", "texts"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f(f"fk_{_TABLE}_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f(f"pk_{_TABLE}")),
        sa.UniqueConstraint(
            "organization_id",
            "member_id",
            "key",
            name=op.f(f"uq_{_TABLE}_organization_id_member_id_key"),
        ),
    )
    op.create_index(op.f(f"ix_{_TABLE}_saved_at"), _TABLE, ["saved_at"])
    op.create_index(
        f"ix_{_TABLE}_live",
        _TABLE,
        ["organization_id", "member_id", "address"],
        postgresql_where=sa.text("text_id IS NOT NULL"),
    )
    protect(op, _TABLE)
    allow(op, "texts", "kind", "textkind", ("unsent",))


def downgrade() -> None:
    op.drop_table(_TABLE)
    disallow(op, "texts", "kind", "textkind", ("unsent",))


def _reference(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", column],
        [f"{target}.organization_id", f"{target}.id"],
        name=op.f(f"fk_{_TABLE}_organization_id_{column}"),
    )
