"""Let no report be without the days given for it.

Revision ID: 15d8e3a64f0c
Revises: c93f0b6e17d2
"""

from alembic import op

revision = "15d8e3a64f0c"
down_revision = "c93f0b6e17d2"

_DAYS = ("draft_on", "committee_on", "supplement_on", "final_on")


def upgrade() -> None:
    for name in _DAYS:
        op.alter_column("self_reports", name, nullable=False)


def downgrade() -> None:
    for name in _DAYS:
        op.alter_column("self_reports", name, nullable=True)
