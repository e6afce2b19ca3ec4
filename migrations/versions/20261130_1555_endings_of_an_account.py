"""Let somebody who has left, or is suspended, be told so.

Revision ID: e1d5a0c7b342
Revises: 3b7d5e90c1a4
"""

from alembic import op

revision = "e1d5a0c7b342"
down_revision = "3b7d5e90c1a4"

# Looks across tenants, so it tells nothing but where an account belonged and may not enter now, in
# which status it is there, and since when.
ENDINGS_OF = """
    CREATE FUNCTION app.endings_of(account bigint, day date)
    RETURNS TABLE (organization_id bigint, status text, since date)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT m.organization_id, s.status::text, s.from_on
        FROM public.memberships m
        JOIN LATERAL (
            SELECT e.status, e.from_on FROM public.membership_statuses e
            WHERE e.organization_id = m.organization_id AND e.member_id = m.id
            AND e.from_on <= day AND (e.until_on IS NULL OR e.until_on >= day)
            ORDER BY e.from_on DESC, e.id DESC LIMIT 1) s ON true
        WHERE m.account_id = account AND s.status IN ('left', 'suspended')
    $$
"""
_SIGNATURE = "app.endings_of(bigint, date)"


def upgrade() -> None:
    op.execute("GRANT CREATE ON SCHEMA app TO app_lookup")
    op.execute(ENDINGS_OF)
    op.execute(f"REVOKE EXECUTE ON FUNCTION {_SIGNATURE} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {_SIGNATURE} TO app_rw")
    op.execute(f"ALTER FUNCTION {_SIGNATURE} OWNER TO app_lookup")
    op.execute("REVOKE CREATE ON SCHEMA app FROM app_lookup")


def downgrade() -> None:
    op.execute(f"DROP FUNCTION {_SIGNATURE}")
