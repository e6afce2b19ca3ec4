"""Keep the days that were given to people: on the report, and the expected day on the month.

Revision ID: 7a1c5de20b84
Revises: e40b7c19d5a2
"""

import sqlalchemy as sa
from alembic import op

revision = "7a1c5de20b84"
down_revision = "e40b7c19d5a2"

_DAYS = (
    "draft_on",
    "committee_on",
    "supplement_on",
    "final_on",
    "draft_judged_on",
    "final_judged_on",
)


def upgrade() -> None:
    for name in _DAYS:
        op.add_column("self_reports", sa.Column(name, sa.Date()))
    op.add_column("plan_months", sa.Column("expected_on", sa.Date()))


def downgrade() -> None:
    op.drop_column("plan_months", "expected_on")
    for name in _DAYS:
        op.drop_column("self_reports", name)
