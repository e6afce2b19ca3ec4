"""Tell groups of a trade union from its sections: each has offices of its own.

Revision ID: 5b1e90c4d7f3
Revises: 15d8e3a64f0c
"""

from alembic import op

from migrations.choices import allow, disallow

revision = "5b1e90c4d7f3"
down_revision = "15d8e3a64f0c"

_KINDS = ("union_group",)


def upgrade() -> None:
    allow(op, "organizations", "kind", "organizationkind", _KINDS)
    # Its own name says which of them a unit is.
    op.execute(
        "UPDATE organizations SET kind = 'union_group'"
        " WHERE kind = 'union' AND lower(name) LIKE 'tổ %'"
    )


def downgrade() -> None:
    op.execute("UPDATE organizations SET kind = 'union' WHERE kind = 'union_group'")
    disallow(op, "organizations", "kind", "organizationkind", _KINDS)
