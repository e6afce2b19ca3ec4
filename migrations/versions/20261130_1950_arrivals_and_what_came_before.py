"""Let the people of a merged unit arrive one by one.

Revision ID: 5c8e2a7f4d19
Revises: c41f7a90be26
"""

import sqlalchemy as sa
from alembic import op

from migrations.choices import allow, disallow

revision = "5c8e2a7f4d19"
down_revision = "c41f7a90be26"

_NOTICES = ("merger_received", "merger_not_received")


def upgrade() -> None:
    allow(op, "notices", "kind", "noticekind", _NOTICES)
    for table in ("arrivals", "departures"):
        allow(op, table, "kind", "transferkind", ("merged",))
    op.add_column(
        "arrivals",
        sa.Column("wants_email", sa.Boolean(), server_default=sa.text("true"), nullable=False),
    )
    op.add_column("arrivals", sa.Column("status", _STATUS, nullable=True))
    op.add_column("carried_threads", sa.Column("arrival_id", sa.BigInteger(), nullable=True))
    op.alter_column("carried_threads", "member_id", nullable=True)
    op.create_foreign_key(
        op.f("fk_carried_threads_organization_id_arrival_id"),
        "carried_threads",
        "arrivals",
        ["organization_id", "arrival_id"],
        ["organization_id", "id"],
    )


_STATUS = sa.Enum(
    "official",
    "probationary",
    "exempt",
    "suspended",
    "temporarily_here",
    "temporarily_elsewhere",
    "left",
    name="memberstatus",
    native_enum=False,
    length=40,
    create_constraint=True,
)


def downgrade() -> None:
    op.drop_constraint(
        op.f("fk_carried_threads_organization_id_arrival_id"), "carried_threads", type_="foreignkey"
    )
    op.alter_column("carried_threads", "member_id", nullable=False)
    op.drop_column("carried_threads", "arrival_id")
    op.drop_column("arrivals", "status")
    op.drop_column("arrivals", "wants_email")
    for table in ("arrivals", "departures"):
        disallow(op, table, "kind", "transferkind", ("merged",))
    disallow(op, "notices", "kind", "noticekind", _NOTICES)
