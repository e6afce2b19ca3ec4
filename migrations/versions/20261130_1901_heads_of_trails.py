"""Note how far each trail has come, and that the words of before wait for their digests.

Revision ID: b9e2f04c7a31
Revises: a4c17e92d6b8
"""

from alembic import op

revision = "b9e2f04c7a31"
down_revision = "a4c17e92d6b8"

_HEADS = """
INSERT INTO trail_heads (organization_id, position, hash, awaits_seal)
SELECT DISTINCT ON (organization_id) organization_id, position, hash, true
FROM audit_entries ORDER BY organization_id, position DESC
"""


def upgrade() -> None:
    # The owner is held by row-level security; the role that migrates is not.
    op.execute("RESET ROLE")
    op.execute("SET LOCAL row_security = off")
    op.execute(_HEADS)
    op.execute("SET ROLE app_owner")


def downgrade() -> None:
    """Leave the heads: the step before drops their table."""
