"""Raise the second wall between tenants: policies, narrow look-ups, an append-only trail.

Revision ID: 6f1a2c9d0b12
Revises: 6f1a2c9d0b11
"""

from alembic import op

from migrations.row_security import protect

revision = "6f1a2c9d0b12"
down_revision = "6f1a2c9d0b11"

TENANT_TABLES = (
    "agenda_items",
    "attendances",
    "audit_entries",
    "commendations",
    "commitment_items",
    "commitments",
    "conclusions",
    "invitations",
    "meetings",
    "membership_statuses",
    "memberships",
    "notices",
    "opinions",
    "plan_months",
    "read_entries",
    "remarks",
    "report_versions",
    "role_grants",
    "self_reports",
    "stale_months",
    "texts",
    "turns",
    "used_keys",
    "volunteers",
    "weakness_events",
    "weaknesses",
)

# '' and NULL both mean that nobody announced an organization: no rows, no writes.
CURRENT_ORGANIZATION = """
    CREATE FUNCTION app.current_organization() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.organization_id', true), '')::bigint $$
"""

CURRENT_PATH = """
    CREATE FUNCTION app.current_path() RETURNS text LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
    AS $$ SELECT path FROM public.organizations WHERE id = app.current_organization() $$
"""

# Looks across tenants, so it tells nothing but which organizations an account may enter, with
# which offices, and whether it wants e-mails from there.
ORGANIZATIONS_OF = """
    CREATE FUNCTION app.organizations_of(account bigint, day date)
    RETURNS TABLE (organization_id bigint, member_id bigint, wants_email boolean, roles text[])
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT m.organization_id, m.id, m.wants_email, ARRAY(
            SELECT g.role::text FROM public.role_grants g
            WHERE g.organization_id = m.organization_id AND g.member_id = m.id
            AND g.from_on <= day AND (g.until_on IS NULL OR g.until_on >= day))
        FROM public.memberships m
        WHERE m.account_id = account AND EXISTS (
            SELECT 1 FROM public.membership_statuses s
            WHERE s.organization_id = m.organization_id AND s.member_id = m.id
            AND s.status NOT IN ('left', 'suspended')
            AND s.from_on <= day AND (s.until_on IS NULL OR s.until_on >= day))
    $$
"""

# Looks across tenants, so it tells nothing but whose e-mails wait.
WAITING_ORGANIZATIONS = """
    CREATE FUNCTION app.waiting_organizations(moment timestamptz)
    RETURNS TABLE (organization_id bigint, waiting bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT n.organization_id, count(*) FROM public.notices n
        WHERE n.state = 'waiting' AND n.send_after <= moment
        AND (n.lease_until IS NULL OR n.lease_until < moment)
        GROUP BY n.organization_id
    $$
"""

# Looks across tenants, so it tells nothing but whose months must be counted again.
STALE_ORGANIZATIONS = """
    CREATE FUNCTION app.stale_organizations()
    RETURNS TABLE (organization_id bigint, months bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT s.organization_id, count(*) FROM public.stale_months s GROUP BY s.organization_id
    $$
"""

# Looks across tenants, so it tells nothing but since when the oldest e-mail waits.
OLDEST_WAITING = """
    CREATE FUNCTION app.oldest_waiting(moment timestamptz) RETURNS timestamptz
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT min(n.send_after) FROM public.notices n
        WHERE n.state = 'waiting' AND n.send_after <= moment
    $$
"""

LOOKUPS = {
    "app.organizations_of(bigint, date)": ORGANIZATIONS_OF,
    "app.waiting_organizations(timestamptz)": WAITING_ORGANIZATIONS,
    "app.oldest_waiting(timestamptz)": OLDEST_WAITING,
    "app.stale_organizations()": STALE_ORGANIZATIONS,
}

# The position is taken under a lock of the organization, so that the chain can't fork.
CHAIN = """
    CREATE FUNCTION app.chain_audit_entry() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE last record;
    BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('audit', new.organization_id));
        SELECT position, hash INTO last FROM public.audit_entries
            WHERE organization_id = new.organization_id ORDER BY position DESC LIMIT 1;
        new.position := coalesce(last.position, 0) + 1;
        new.previous_hash := coalesce(last.hash, ''::bytea);
        new.hash := sha256(new.previous_hash || convert_to(concat_ws('|',
            new.organization_id, new.position, extract(epoch FROM new.at), new.event,
            coalesce(new.actor_id::text, '-'), coalesce(new.member_id::text, '-'),
            coalesce(new.subject_type, '-'), coalesce(new.subject_id::text, '-'),
            new.facts::text), 'UTF8'));
        RETURN new;
    END $$
"""

REFUSE = """
    CREATE FUNCTION app.refuse_change() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'audit entries are never changed'; END $$
"""


def upgrade() -> None:
    op.execute("CREATE SCHEMA app")
    op.execute("GRANT USAGE ON SCHEMA app TO app_rw, app_lookup, app_backup")
    op.execute(CURRENT_ORGANIZATION)
    op.execute(CURRENT_PATH)
    for table in TENANT_TABLES:
        protect(op, table)
    _protect_figures()
    _grant()
    _look_up()
    op.execute(CHAIN)
    op.execute(REFUSE)
    op.execute(
        "CREATE TRIGGER chain BEFORE INSERT ON audit_entries"
        " FOR EACH ROW EXECUTE FUNCTION app.chain_audit_entry()"
    )
    op.execute(
        "CREATE TRIGGER refuse BEFORE UPDATE OR DELETE ON audit_entries"
        " FOR EACH ROW EXECUTE FUNCTION app.refuse_change()"
    )


def _protect_figures() -> None:
    """Figures are read by the organization and all above it, and written by itself alone."""
    own = "organization_id = (SELECT app.current_organization())"
    path = "(SELECT app.current_path())"
    below = f"path >= {path} AND path < {path} || chr(1114111)"
    op.execute("ALTER TABLE monthly_facts ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE monthly_facts FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY read ON monthly_facts FOR SELECT USING ({own} OR ({below}))")
    op.execute(f"CREATE POLICY add ON monthly_facts FOR INSERT WITH CHECK ({own})")
    op.execute(f"CREATE POLICY change ON monthly_facts FOR UPDATE USING ({own}) WITH CHECK ({own})")
    op.execute(f"CREATE POLICY remove ON monthly_facts FOR DELETE USING ({own})")


def _grant() -> None:
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO app_rw")
    op.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO app_rw")
    op.execute("REVOKE UPDATE, DELETE ON audit_entries FROM app_rw")
    op.execute("REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM app_rw")
    op.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO app_backup")


def _look_up() -> None:
    op.execute("GRANT CREATE ON SCHEMA app TO app_lookup")
    op.execute("GRANT SELECT ON memberships, membership_statuses, role_grants TO app_lookup")
    op.execute("GRANT SELECT ON notices, stale_months TO app_lookup")
    for name, body in LOOKUPS.items():
        op.execute(body)
        op.execute(f"REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {name} TO app_rw")
        op.execute(f"ALTER FUNCTION {name} OWNER TO app_lookup")
    op.execute("REVOKE CREATE ON SCHEMA app FROM app_lookup")


def downgrade() -> None:
    op.execute("DROP TRIGGER refuse ON audit_entries")
    op.execute("DROP TRIGGER chain ON audit_entries")
    for table in TENANT_TABLES:
        op.execute(f"DROP POLICY tenant ON {table}")
    for policy in ("read", "add", "change", "remove"):
        op.execute(f"DROP POLICY {policy} ON monthly_facts")
    for table in (*TENANT_TABLES, "monthly_facts"):
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    op.execute("DROP SCHEMA app CASCADE")
