"""Give the reports there are the days they were due on: by their meeting, or its usual day.

Revision ID: c93f0b6e17d2
Revises: 7a1c5de20b84
"""

import sqlalchemy as sa
from alembic import op

revision = "c93f0b6e17d2"
down_revision = "7a1c5de20b84"

#: The settings the days follow from, with what held where nobody chose.
_DEFAULTS = {
    "draft_due_days": 7,
    "committee_days": 5,
    "supplement_days": 3,
    "final_days": 7,
    "meeting_day": 27,
    "meeting_week": 0,
    "meeting_weekday": 4,
}

#: What the nearest one of an organization and its superiors chose.
_CHOSEN = """
coalesce((
  SELECT (above.settings->>'{name}')::int FROM organizations AS above
  WHERE own.path LIKE above.path || '%' AND above.settings->>'{name}' IS NOT NULL
  ORDER BY length(above.path) DESC LIMIT 1
), {default}) AS {name}
"""

#: The usual day: a date of the month, or a weekday of the first to fourth or the last week.
_USUAL = """
CASE
  WHEN meeting_week = 0 THEN months.month + least(meeting_day, last_day) - 1
  WHEN meeting_week >= 5 THEN months.month + last_day - 1
    - (extract(isodow FROM months.month + last_day - 1)::int - 1 - meeting_weekday + 7) % 7
  ELSE months.month + (meeting_weekday - extract(isodow FROM months.month)::int + 8) % 7
    + 7 * (meeting_week - 1)
END
"""

_FILL = """
WITH chosen AS (
  SELECT own.id, {chosen} FROM organizations AS own
), months AS (
  SELECT DISTINCT organization_id, month,
    extract(day FROM month + interval '1 month' - interval '1 day')::int AS last_day
  FROM self_reports
), meetings AS (
  SELECT months.organization_id, months.month, chosen.*,
    coalesce(planned.meeting_on, {usual}) AS held
  FROM months JOIN chosen ON chosen.id = months.organization_id
  LEFT JOIN plan_months AS planned
    ON planned.organization_id = months.organization_id AND planned.month = months.month
)
UPDATE self_reports AS report SET
  draft_on = held - draft_due_days,
  committee_on = held - committee_days,
  supplement_on = held - supplement_days,
  final_on = held + final_days,
  draft_judged_on = CASE WHEN first_submitted_at IS NOT NULL THEN held - draft_due_days END,
  final_judged_on = CASE WHEN filed_at IS NOT NULL THEN held + final_days END
FROM meetings
WHERE meetings.organization_id = report.organization_id AND meetings.month = report.month
"""


def upgrade() -> None:
    # The owner is held by row-level security; the role that migrates is not.
    op.execute("RESET ROLE")
    op.execute("SET LOCAL row_security = off")
    chosen = ", ".join(_CHOSEN.format(name=n, default=d) for n, d in _DEFAULTS.items())
    op.execute(sa.text(_FILL.format(chosen=chosen, usual=_USUAL)))
    op.execute("SET ROLE app_owner")


def downgrade() -> None:
    """Leave the days: the step before takes their columns away."""
