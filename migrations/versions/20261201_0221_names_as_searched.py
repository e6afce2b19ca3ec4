"""Let names be found however they are typed: no apostrophes, i for y.

Revision ID: 8e4d2b90c6f1
Revises: 5b1f0c7e9a34
"""

from alembic import op

revision = "8e4d2b90c6f1"
down_revision = "5b1f0c7e9a34"


def upgrade() -> None:
    # The owner is held by row-level security; the role that migrates is not.
    op.execute("RESET ROLE")
    op.execute("SET LOCAL row_security = off")
    # What translate has no letter for, it leaves out.
    op.execute(
        "UPDATE memberships SET search_text = translate(search_text, 'yð''’ʼ‘ʻ`´′＇', 'id')"
        " WHERE search_text ~ '[yð''’ʼ‘ʻ`´′＇]'"
    )
    op.execute("SET ROLE app_owner")


def downgrade() -> None:
    """Leave the keys: the step before finds most names by them, and names are stored beside."""
