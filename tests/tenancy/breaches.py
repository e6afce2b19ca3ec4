"""Ways to open a door in a database, one statement each, and what the refusal says of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Breach:
    """What somebody does, what takes it back, and a part of a line that tells it."""

    done: str
    undone: str
    told: str
    #: Whether setting owners and rights anew mends it; the rest takes a whole restore.
    repaired: bool = True


#: About roles, which belong to the whole server: never committed where other tests run beside.
OF_SERVER = {
    "the service passes the policies": Breach(
        "ALTER ROLE app_rw BYPASSRLS",
        "ALTER ROLE app_rw NOBYPASSRLS",
        "extra: ALTER ROLE app_rw NOSUPERUSER NOCREATEDB NOCREATEROLE INHERIT LOGIN"
        " NOREPLICATION BYPASSRLS",
    ),
    "the service is the owner": Breach(
        "GRANT app_owner TO app_rw",
        "REVOKE app_owner FROM app_rw",
        "extra: GRANT app_owner TO app_rw",
    ),
    "the service begins inside an organization": Breach(
        "ALTER ROLE app_rw SET app.organization_id = '1'",
        "ALTER ROLE app_rw RESET app.organization_id",
        "extra: -- setting of app_rw: app.organization_id=1",
        repaired=False,
    ),
    "triggers off by a setting": Breach(
        "GRANT SET ON PARAMETER session_replication_role TO app_rw",
        "REVOKE SET ON PARAMETER session_replication_role FROM app_rw",
        "extra: GRANT SET ON PARAMETER session_replication_role TO app_rw",
    ),
}

OF_DATABASE = {
    "a policy dropped": Breach(
        "DROP POLICY tenant ON memberships",
        "CREATE POLICY tenant ON memberships USING (organization_id = (SELECT"
        " app.current_organization())) WITH CHECK (organization_id = (SELECT"
        " app.current_organization()))",
        "missing: CREATE POLICY tenant ON public.memberships",
        repaired=False,
    ),
    "a policy widened": Breach(
        "ALTER POLICY tenant ON texts USING (true)",
        "ALTER POLICY tenant ON texts USING (organization_id = (SELECT"
        " app.current_organization()))",
        "extra: CREATE POLICY tenant ON public.texts FOR ALL TO PUBLIC USING (true)",
        repaired=False,
    ),
    "a policy too many": Breach(
        "CREATE POLICY all_of_it ON texts FOR SELECT TO app_rw USING (true)",
        "DROP POLICY all_of_it ON texts",
        "extra: CREATE POLICY all_of_it ON public.texts",
        repaired=False,
    ),
    "a right too many": Breach(
        "GRANT UPDATE ON audit_entries TO app_rw",
        "REVOKE UPDATE ON audit_entries FROM app_rw",
        "extra: GRANT INSERT, SELECT, UPDATE ON TABLE public.audit_entries TO app_rw",
    ),
    "a right too few": Breach(
        "REVOKE SELECT ON notices FROM app_lookup",
        "GRANT SELECT ON notices TO app_lookup",
        "missing: GRANT SELECT ON TABLE public.notices TO app_lookup",
    ),
    "a right on one column too many": Breach(
        "GRANT UPDATE (facts) ON audit_entries TO app_rw",
        "REVOKE UPDATE (facts) ON audit_entries FROM app_rw",
        "extra: GRANT INSERT, SELECT, UPDATE (facts) ON TABLE public.audit_entries TO app_rw",
    ),
    "a right for everybody": Breach(
        "GRANT SELECT ON texts TO PUBLIC",
        "REVOKE SELECT ON texts FROM PUBLIC",
        "extra: GRANT SELECT ON TABLE public.texts TO PUBLIC",
    ),
    "truncation": Breach(
        "GRANT TRUNCATE ON texts TO app_rw",
        "REVOKE TRUNCATE ON texts FROM app_rw",
        "TRUNCATE",
    ),
    "a function of another owner": Breach(
        "ALTER FUNCTION app.organizations_of(bigint, date) OWNER TO app_owner",
        "ALTER FUNCTION app.organizations_of(bigint, date) OWNER TO app_lookup",
        "missing: ALTER FUNCTION app.organizations_of(account bigint, day date) OWNER TO",
    ),
    "a function anybody calls": Breach(
        "GRANT EXECUTE ON FUNCTION app.stale_organizations() TO PUBLIC",
        "REVOKE EXECUTE ON FUNCTION app.stale_organizations() FROM PUBLIC",
        "extra: GRANT EXECUTE ON FUNCTION app.stale_organizations() TO PUBLIC",
    ),
    "a function that obeys the caller's path": Breach(
        "ALTER FUNCTION app.stale_organizations() RESET search_path",
        "ALTER FUNCTION app.stale_organizations() SET search_path = pg_catalog, pg_temp",
        "missing: -- function app.stale_organizations()",
        repaired=False,
    ),
    "a function with other powers": Breach(
        "ALTER FUNCTION app.current_path() SECURITY DEFINER",
        "ALTER FUNCTION app.current_path() SECURITY INVOKER",
        "extra: -- function app.current_path()",
        repaired=False,
    ),
    "a function too many": Breach(
        "CREATE FUNCTION app.door() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "DROP FUNCTION app.door()",
        "extra: -- function app.door()",
        repaired=False,
    ),
    "row-level security not forced": Breach(
        "ALTER TABLE turns NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE turns FORCE ROW LEVEL SECURITY",
        "missing: ALTER TABLE public.turns FORCE ROW LEVEL SECURITY",
    ),
    "row-level security off": Breach(
        "ALTER TABLE turns DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE turns ENABLE ROW LEVEL SECURITY",
        "missing: ALTER TABLE public.turns ENABLE ROW LEVEL SECURITY",
    ),
    "a trigger switched off": Breach(
        "ALTER TABLE audit_entries DISABLE TRIGGER refuse",
        "ALTER TABLE audit_entries ENABLE TRIGGER refuse",
        "extra: ALTER TABLE public.audit_entries DISABLE TRIGGER refuse",
    ),
    "references not checked": Breach(
        "ALTER TABLE role_grants DISABLE TRIGGER ALL",
        "ALTER TABLE role_grants ENABLE TRIGGER ALL",
        "extra: ALTER TABLE public.role_grants DISABLE TRIGGER",
    ),
    "a reference dropped": Breach(
        "ALTER TABLE role_grants DROP CONSTRAINT fk_role_grants_organization_id_member_id",
        "ALTER TABLE role_grants ADD CONSTRAINT fk_role_grants_organization_id_member_id"
        " FOREIGN KEY (organization_id, member_id) REFERENCES memberships"
        " (organization_id, id)",
        "missing: -- constraint fk_role_grants_organization_id_member_id",
        repaired=False,
    ),
    "announcing by a function": Breach(
        "GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO PUBLIC",
        "REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC",
        "extra: GRANT EXECUTE ON FUNCTION pg_catalog.set_config",
    ),
    "files of the server": Breach(
        "GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO app_rw",
        "REVOKE EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) FROM app_rw",
        "extra: GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO app_rw",
    ),
    "tables made by the service": Breach(
        "GRANT CREATE ON SCHEMA public TO app_rw",
        "REVOKE CREATE ON SCHEMA public FROM app_rw",
        "extra: GRANT CREATE, USAGE ON SCHEMA public TO app_rw",
    ),
    "wider rights on tables to come": Breach(
        "ALTER DEFAULT PRIVILEGES FOR ROLE app_owner GRANT TRUNCATE ON TABLES TO app_rw",
        "ALTER DEFAULT PRIVILEGES FOR ROLE app_owner REVOKE TRUNCATE ON TABLES FROM app_rw",
        "extra: ALTER DEFAULT PRIVILEGES FOR ROLE app_owner GRANT",
    ),
    "a view": Breach(
        "CREATE VIEW everything AS SELECT * FROM texts",
        "DROP VIEW everything",
        "extra: -- view public.everything",
        repaired=False,
    ),
}
