"""Know the devices in which an account has signed in, and the networks of those who try.

Revision ID: 7c4e1f9a26d8
Revises: 8d17b3f0a64c
"""

import sqlalchemy as sa
from alembic import op

revision = "7c4e1f9a26d8"
down_revision = "8d17b3f0a64c"


def upgrade() -> None:
    op.create_table(
        "account_devices",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_account_devices_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_devices")),
        sa.UniqueConstraint(
            "account_id", "token_hash", name=op.f("uq_account_devices_account_id_token_hash")
        ),
    )
    op.create_index(op.f("ix_account_devices_seen_at"), "account_devices", ["seen_at"])
    op.add_column(
        "sign_in_tries",
        sa.Column("network", sa.String(64), server_default=sa.text("''"), nullable=False),
    )
    op.add_column("sign_in_tries", sa.Column("device_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_sign_in_tries_device_id"),
        "sign_in_tries",
        "account_devices",
        ["device_id"],
        ["id"],
        ondelete="CASCADE",
    )
    op.create_index(op.f("ix_sign_in_tries_device_id_at"), "sign_in_tries", ["device_id", "at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_sign_in_tries_device_id_at"), table_name="sign_in_tries")
    op.drop_constraint(op.f("fk_sign_in_tries_device_id"), "sign_in_tries", type_="foreignkey")
    op.drop_column("sign_in_tries", "device_id")
    op.drop_column("sign_in_tries", "network")
    op.drop_index(op.f("ix_account_devices_seen_at"), table_name="account_devices")
    op.drop_table("account_devices")
