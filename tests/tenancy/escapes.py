"""What somebody would try who could send any statement as the role of web and worker."""

_WHO = "WHERE id = {account}"

#: Accounts: whose they are, what they may, what opens them.
ACCOUNTS = (
    f"UPDATE accounts SET is_operator = true {_WHO}",
    f"UPDATE accounts SET password_hash = '{{hash}}' {_WHO}",
    f"UPDATE accounts SET password_hash = NULL {_WHO}",
    f"UPDATE accounts SET email = 'ke-gian@example.vn' {_WHO}",
    f"UPDATE accounts SET phone = '0900000000' {_WHO}",
    f"UPDATE accounts SET full_name = 'Ai đó' {_WHO}",
    f"UPDATE accounts SET disabled_at = now() {_WHO}",
    f"UPDATE accounts SET disabled_at = NULL {_WHO}",
    f"UPDATE accounts SET id = 999 {_WHO}",
    "SELECT password_hash FROM accounts",
    "SELECT * FROM accounts",
    "SELECT a FROM accounts a",
    "SELECT row_to_json(a) FROM accounts a",
    "SELECT id FROM accounts ORDER BY password_hash",
    "SELECT id FROM accounts WHERE password_hash LIKE '$argon2id$%'",
    f"SELECT id FROM accounts {_WHO} FOR UPDATE",
    "COPY accounts TO STDOUT",
    "COPY accounts (password_hash) TO STDOUT",
    (
        "INSERT INTO accounts (email, full_name, is_operator, created_at)"
        " VALUES ('a@b.vn', 'A', true, now())"
    ),
    "INSERT INTO accounts (email, full_name, created_at) VALUES ('a@b.vn', 'A', now())",
    (
        "INSERT INTO accounts (email, full_name, is_operator, created_at)"
        " VALUES ('mai@example.vn', 'A', true, now())"
        " ON CONFLICT (email) DO UPDATE SET is_operator = true"
    ),
    "DELETE FROM accounts",
    "TRUNCATE accounts CASCADE",
    "UPDATE account_sessions SET account_id = {account}",
    "UPDATE account_sessions SET token_hash = 'x'",
    "UPDATE account_sessions SET expires_at = now() + interval '1 year'",
    "UPDATE account_sessions SET with_office = false",
    "UPDATE sign_in_tries SET address = '127.0.0.1'",
    "UPDATE sign_in_tries SET at = now() - interval '1 day'",
)
#: Links: whom they are for, and whether they were used.
LINKS = (
    "UPDATE invitations SET token_hash = 'x'",
    "UPDATE invitations SET member_id = {member}",
    "UPDATE invitations SET kind = 'reset'",
    "UPDATE invitations SET email = 'ke-gian@example.vn'",
    "UPDATE invitations SET organization_id = {other}",
)
#: The tree: where a unit stands, and under which name people find it.
TREE = (
    "UPDATE organizations SET path = '{above}/{here}/' WHERE id = {here}",
    "UPDATE organizations SET parent_id = NULL WHERE id = {here}",
    "UPDATE organizations SET parent_id = {here} WHERE id = {other}",
    "UPDATE organizations SET code = 'khac' WHERE id = {here}",
    "UPDATE organizations SET kind = 'committee' WHERE id = {here}",
    "UPDATE organizations SET opened_on = '2000-01-01' WHERE id = {here}",
    "UPDATE organizations SET id = 999 WHERE id = {here}",
    "DELETE FROM organizations WHERE id = {here}",
    "TRUNCATE organizations CASCADE",
    "SELECT app.move_organization({here}, {here})",
    "SELECT app.move_organization({here}, {other})",
    "SELECT app.move_organization({above}, {here})",
    "SELECT app.move_organization({other}, {elsewhere})",
    "SELECT app.move_organization({here}, {above})",
    "SELECT app.move_organization(999, {above})",
)
#: The trails: who did what, who read what, who held which office.
TRAILS = (
    "UPDATE audit_entries SET facts = '{{}}'",
    "UPDATE audit_entries SET hash = ''",
    "DELETE FROM audit_entries",
    "TRUNCATE audit_entries",
    "UPDATE read_entries SET first_at = now()",
    "UPDATE read_entries SET reader_id = {member}",
    "UPDATE read_entries SET day = '2000-01-01'",
    "UPDATE read_entries SET subject_id = 1",
    "DELETE FROM read_entries",
    "TRUNCATE read_entries",
    "UPDATE role_grants SET role = 'chair'",
    "UPDATE role_grants SET member_id = {member}",
    "DELETE FROM role_grants",
    "UPDATE membership_statuses SET member_id = {member}",
    "DELETE FROM memberships",
    "UPDATE alembic_version SET version_num = 'x'",
    "INSERT INTO alembic_version VALUES ('x')",
    "DELETE FROM alembic_version",
    "UPDATE heartbeats SET name = 'x'",
    "DELETE FROM heartbeats",
)
#: What was said and decided.
WORDS = (
    *(
        f"UPDATE {table} SET id = id"
        for table in (
            *("commendations", "conclusions", "remarks", "weakness_events", "commitment_notes"),
            *("plan_changes", "turn_request_events", "commitment_years", "import_pages"),
        )
    ),
    *(
        f"DELETE FROM {table}"
        for table in (
            *("commendations", "conclusions", "remarks", "weakness_events", "opinions"),
            *("meetings", "self_reports", "report_versions", "turns", "weaknesses"),
            *("monthly_facts", "notices", "commitments", "departures", "arrivals"),
        )
    ),
)
#: The walls themselves.
WALLS = (
    "SET ROLE app_owner",
    "SET ROLE app_guard",
    "SET ROLE app_lookup",
    "SET ROLE app_migrate",
    "SET SESSION AUTHORIZATION app_owner",
    "GRANT app_owner TO app_rw",
    "ALTER ROLE app_rw BYPASSRLS",
    "ALTER TABLE texts DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE texts NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE audit_entries DISABLE TRIGGER refuse",
    "DROP TRIGGER keep ON read_entries",
    "DROP POLICY tenant ON texts",
    "CREATE POLICY all_of_it ON texts USING (true)",
    "CREATE FUNCTION app.door() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION public.door() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION app.current_path() RETURNS text LANGUAGE sql AS 'SELECT null'",
    "ALTER FUNCTION app.password_of(text) OWNER TO app_rw",
    "DROP FUNCTION app.current_path()",
    "CREATE TABLE others (id int)",
    "CREATE TEMPORARY TABLE organizations (id int)",
    "CREATE SCHEMA elsewhere",
    "CREATE EVENT TRIGGER door ON ddl_command_end EXECUTE FUNCTION app.refuse_change()",
    "SET session_replication_role = replica",
    "SELECT set_config('app.organization_id', '{other}', true)",
    "UPDATE pg_settings SET setting = '{other}' WHERE name = 'app.organization_id'",
    "COPY texts TO PROGRAM 'cat'",
    "SELECT pg_read_file('PG_VERSION')",
    "SELECT * FROM pg_authid",
)

FORBIDDEN = (*ACCOUNTS, *LINKS, *TREE, *TRAILS, *WORDS, *WALLS)
