"""Name the pages that stored notices lead to by endpoint and values instead of by path.

Revision ID: 8c41d6f7a290
Revises: 5e2a90c7d31b
"""

import sqlalchemy as sa
from alembic import op

revision = "8c41d6f7a290"
down_revision = "5e2a90c7d31b"

_KEY, _MONTH, _CODE = "([0-9]+)", "([0-9]{4}-[0-9]{2})", "([^/?#]+)"

#: The pages in an organization to which notices have led so far: what stands behind its code, the
#: endpoint, and the names of the values in the order of the path.
_PAGES = (
    ("", "home.show", ()),
    ("ban-giao", "handover.show", ()),
    (f"bao-cao/{_KEY}", "reports.show", ("report_id",)),
    (f"bao-cao/{_KEY}/viet", "reports.edit", ("report_id",)),
    (f"buoi-hop/{_KEY}", "meetings.show", ("meeting_id",)),
    (f"chuyen-de/{_MONTH}", "thematic.show", ("month",)),
    (rf"dang-ky\?nam={_KEY}", "commitments.mine", ("nam",)),
    (f"dang-ky/{_KEY}/{_KEY}", "commitments.show", ("member_id", "year")),
    (f"doi-luot/{_KEY}", "exchanges.show", ("request_id",)),
    (f"doi-luot/luot/{_KEY}", "exchanges.turn", ("turn_id",)),
    (f"don-vi/{_CODE}", "units.show", ("unit",)),
    ("ke-hoach", "plans.show", ()),
    (rf"ke-hoach\?nam={_KEY}#month-[0-9-]+", "plans.show", ("nam",)),
    ("ke-hoach/bao-vang", "plans.absences", ()),
    (f"ke-hoach/{_MONTH}", "plans.month", ("month",)),
    ("nguoi-dung-dau", "nominations.show", ()),
    ("nhat-ky/moc-kiem-tra", "proofs.checkpoints", ()),
    (f"phan-cong/{_MONTH}", "assigning.show", ("month",)),
    ("thanh-vien/chuyen-den", "transfers.index", ()),
    (f"thanh-vien/chuyen-den/{_KEY}", "transfers.arrival", ("arrival_id",)),
    (f"thanh-vien/nhap/{_KEY}", "imports.show", ("import_id",)),
    ("theo-doi", "followups.index", ()),
    (f"theo-doi/{_KEY}", "followups.show", ("weakness_id",)),
    ("tu-don-vi-cu", "units.carried_threads", ()),
)

#: The code of the notice's own organization is left out; another one's is a value like any other.
_NAME = sa.text("""
UPDATE notices SET leads_to = jsonb_build_object(
  'endpoint', CAST(:endpoint AS text),
  'anchor', split_part(notices.link, '#', 2),
  'values', (
    SELECT coalesce(jsonb_object_agg(name, CASE
      WHEN value ~ '^[1-9][0-9]{0,17}$' THEN to_jsonb(value::bigint) ELSE to_jsonb(value)
    END), '{}')
    FROM unnest(CAST(:names AS text[]), regexp_match(notices.link, :pattern)) AS part (name, value)
    WHERE name IS NOT NULL AND NOT (name = 'organization' AND value = own.code)
  )
)
FROM organizations AS own
WHERE own.id = notices.organization_id AND notices.link ~ :pattern
""")

_TO_THE_INBOX = sa.text("""
UPDATE notices
SET leads_to = jsonb_build_object(
  'endpoint', 'notices.inbox', 'values', jsonb_build_object(), 'anchor', ''
)
WHERE leads_to IS NULL AND link <> ''
""")


def upgrade() -> None:
    # The owner is held by row-level security; the role that migrates is not.
    op.execute("RESET ROLE")
    op.execute("SET LOCAL row_security = off")
    connection = op.get_bind()
    for page, endpoint, names in _PAGES:
        found = {"pattern": f"^/o/{_CODE}/{page}$", "names": ["organization", *names]}
        connection.execute(_NAME, found | {"endpoint": endpoint})
    every_unit = {"pattern": "^/toi$", "names": [], "endpoint": "accounts.profile"}
    connection.execute(_NAME, every_unit)
    connection.execute(_TO_THE_INBOX)
    op.execute("SET ROLE app_owner")


def downgrade() -> None:
    """Leave the addresses: the step before takes their column away, and the paths still stand."""
