"""Keep months that have begun as months of reports, and take topics of meetings into the plan.

From now on the first month of a quarter is thematic by default; what has begun stays as it was.

Revision ID: 58d0f3a6be91
Revises: c4e19b7d20f6
"""

from alembic import op

revision = "58d0f3a6be91"
down_revision = "c4e19b7d20f6"

#: Months in which a unit met by default and nobody had decided anything. Units that meet less
#: often are left out: their meetings carry reports as before.
_BEGUN = """
INSERT INTO plan_months (organization_id, month, kind)
SELECT unit.id, month::date, 'reports'
FROM organizations AS unit,
  generate_series(
    date_trunc('month', unit.opened_on::timestamp), now() AT TIME ZONE 'Asia/Ho_Chi_Minh', '1 month'
  ) AS month
WHERE unit.kind IN ('party_branch', 'youth')
  AND extract(month FROM month) IN (1, 4, 7, 10)
  AND NOT EXISTS (
    SELECT FROM organizations AS level
    WHERE starts_with(unit.path, level.path)
      AND coalesce((level.settings ->> 'meets_every_months')::int, 1) <> 1
  )
ON CONFLICT (organization_id, month) DO NOTHING
"""

#: Whoever chose something else than reports has decided.
_DECIDED = "UPDATE plan_months SET revision = 1 WHERE kind = 'thematic' OR topic IS NOT NULL"

_TOPICS = """
UPDATE plan_months SET topic = meetings.topic
FROM meetings
WHERE meetings.organization_id = plan_months.organization_id
  AND meetings.month = plan_months.month
  AND meetings.kind IN ('thematic', 'combined')
  AND meetings.topic IS NOT NULL
"""


def upgrade() -> None:
    # The owner is held by row-level security; the role that migrates is not.
    op.execute("RESET ROLE")
    op.execute("SET LOCAL row_security = off")
    for statement in (_BEGUN, _DECIDED, _TOPICS):
        op.execute(statement)
    op.execute("SET ROLE app_owner")


def downgrade() -> None:
    """Leave the months as they are: the earlier schema reads them the same way."""
