"""Leave the service's role only what it writes: no other column, no other table, no removal.

Revision ID: d07b5e63c1f4
Revises: 9c41f7d2a6e8
"""

from alembic import op

revision = "d07b5e63c1f4"
down_revision = "9c41f7d2a6e8"

#: Of an account, everything but the hash of its password.
_SHOWN = "id, email, phone, full_name, is_operator, created_at, disabled_at"

#: Tables in which the service changes these columns and no other one.
CHANGED = {
    "account_sessions": "seen_at",
    "heartbeats": "at",
    "invitations": "used_at, opened_at, expires_at",
    "membership_statuses": "status, from_on, until_on, reason",
    "organizations": "name, former_names, settings, member_count, suspended_at, closed_on,"
    " closed_reason, merged_into_id, is_new",
    "read_entries": "last_at",
    "role_grants": "from_on, until_on",
    "sign_in_tries": "succeeded",
    "stale_months": "since",
}
#: Tables whose rows are written once and never changed.
NEVER_CHANGED = (
    "accounts",
    "commendations",
    "commitment_notes",
    "commitment_years",
    "conclusions",
    "import_pages",
    "plan_changes",
    "remarks",
    "thematic_materials",
    "thematic_preparers",
    "turn_request_events",
    "used_keys",
    "weakness_events",
)
#: Tables from which the service removes nothing.
NEVER_REMOVED = (
    "accounts",
    "arrivals",
    "attendances",
    "carried_threads",
    "commendations",
    "commitment_notes",
    "commitment_versions",
    "commitment_years",
    "commitments",
    "conclusions",
    "departures",
    "heartbeats",
    "meetings",
    "member_imports",
    "memberships",
    "monthly_facts",
    "notices",
    "opinions",
    "organizations",
    "plan_changes",
    "plan_months",
    "read_entries",
    "remarks",
    "report_versions",
    "role_grants",
    "self_reports",
    "thematic_sessions",
    "turn_request_events",
    "turn_requests",
    "turns",
    "volunteers",
    "weakness_events",
    "weaknesses",
    "year_plans",
)


def upgrade() -> None:
    op.execute("REVOKE SELECT, INSERT ON accounts FROM app_rw")
    op.execute(f"GRANT SELECT ({_SHOWN}) ON accounts TO app_rw")
    op.execute(f"REVOKE UPDATE ON {', '.join((*NEVER_CHANGED, *CHANGED))} FROM app_rw")
    for table, columns in CHANGED.items():
        op.execute(f"GRANT UPDATE ({columns}) ON {table} TO app_rw")
    op.execute(f"REVOKE DELETE ON {', '.join(NEVER_REMOVED)} FROM app_rw")


def downgrade() -> None:
    for table, columns in CHANGED.items():
        op.execute(f"REVOKE UPDATE ({columns}) ON {table} FROM app_rw")
    op.execute(f"REVOKE ALL ({_SHOWN}) ON accounts FROM app_rw")
    op.execute("GRANT SELECT, INSERT ON accounts TO app_rw")
    op.execute(f"GRANT UPDATE ON {', '.join((*NEVER_CHANGED, *CHANGED))} TO app_rw")
    op.execute(f"GRANT DELETE ON {', '.join(NEVER_REMOVED)} TO app_rw")
