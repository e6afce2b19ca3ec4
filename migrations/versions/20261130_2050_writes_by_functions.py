"""Write passwords and places in the tree by functions; keep readings and used links as they are.

Revision ID: 9c41f7d2a6e8
Revises: b9e2f04c7a31
"""

import sqlalchemy as sa
from alembic import op

revision = "9c41f7d2a6e8"
down_revision = "b9e2f04c7a31"

# One hash for one name: nobody reads the hashes of all.
LOOK_UP = """
    CREATE FUNCTION app.password_of(sign_in_name text)
    RETURNS TABLE (account_id bigint, password_hash text) LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT a.id, a.password_hash FROM public.accounts a
        WHERE (a.email = sign_in_name OR a.phone = sign_in_name) AND a.disabled_at IS NULL
    $$
"""

# Whoever changes a password knows the old one: its hash is compared and swapped.
CHANGE = """
    CREATE FUNCTION app.change_password(account bigint, old_hash text, new_hash text)
    RETURNS bigint LANGUAGE sql VOLATILE
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        UPDATE public.accounts a SET password_hash = new_hash
        WHERE a.id = account AND a.password_hash = old_hash AND a.disabled_at IS NULL
        AND starts_with(new_hash, '$argon2id$') RETURNING a.id
    $$
"""

# The link is used up by the same statement, in the announced organization alone.
RESET = """
    CREATE FUNCTION app.reset_password(token bytea, new_hash text, moment timestamptz)
    RETURNS bigint LANGUAGE sql VOLATILE
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        WITH spent AS (
            UPDATE public.invitations i SET used_at = moment
            FROM public.memberships m JOIN public.accounts a ON a.id = m.account_id
            WHERE i.organization_id = app.current_organization() AND i.token_hash = token
            AND i.kind IN ('reset', 'mailed_reset') AND i.used_at IS NULL AND i.expires_at > moment
            AND m.organization_id = i.organization_id AND m.id = i.member_id
            AND NOT a.is_operator AND a.disabled_at IS NULL
            AND starts_with(new_hash, '$argon2id$') RETURNING a.id)
        UPDATE public.accounts a SET password_hash = new_hash FROM spent
        WHERE a.id = spent.id RETURNING a.id
    $$
"""

# Under the name of the member who was invited, and the address the link is bound to, if it is.
CREATE = """
    CREATE FUNCTION app.create_account(
        token bytea, wanted_email text, wanted_phone text, new_hash text, moment timestamptz)
    RETURNS bigint LANGUAGE sql VOLATILE
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        WITH spent AS (
            UPDATE public.invitations i SET used_at = moment
            FROM public.memberships m
            WHERE i.organization_id = app.current_organization() AND i.token_hash = token
            AND i.kind = 'join' AND i.used_at IS NULL AND i.expires_at > moment
            AND (i.email IS NULL OR (i.email = wanted_email AND wanted_phone IS NULL))
            AND m.organization_id = i.organization_id AND m.id = i.member_id
            AND m.account_id IS NULL
            AND starts_with(new_hash, '$argon2id$') RETURNING m.full_name)
        INSERT INTO public.accounts (email, phone, full_name, password_hash, created_at)
        SELECT wanted_email, wanted_phone, spent.full_name, new_hash, moment FROM spent
        RETURNING id
    $$
"""

# A superior of both moves a unit, within one root, and never below itself.
MOVE = """
    CREATE FUNCTION app.move_organization(unit bigint, superior bigint)
    RETURNS SETOF bigint LANGUAGE plpgsql VOLATILE
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE here text := app.current_path(); before text; above text;
    BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('tree', split_part(here, '/', 1)::bigint));
        here := app.current_path();
        SELECT o.path INTO before FROM public.organizations o
            WHERE o.id = unit AND o.closed_on IS NULL;
        SELECT o.path INTO above FROM public.organizations o
            WHERE o.id = superior AND o.closed_on IS NULL AND o.kind = 'committee';
        IF before IS NULL OR above IS NULL OR here IS NULL OR before = here
            OR NOT starts_with(before, here) OR NOT starts_with(above, here)
            OR starts_with(above, before) THEN
            RAISE EXCEPTION 'the unit can''t be moved there' USING ERRCODE = '42501';
        END IF;
        UPDATE public.organizations o SET parent_id = superior WHERE o.id = unit;
        RETURN QUERY UPDATE public.organizations o
            SET path = above || unit || '/' || substr(o.path, length(before) + 1)
            WHERE o.path >= before AND o.path < before || chr(1114111) RETURNING o.id;
    END $$
"""

#: What each function may be called with, and how it is made.
FUNCTIONS = {
    "app.password_of(text)": LOOK_UP,
    "app.change_password(bigint, text, text)": CHANGE,
    "app.reset_password(bytea, text, timestamptz)": RESET,
    "app.create_account(bytea, text, text, text, timestamptz)": CREATE,
    "app.move_organization(bigint, bigint)": MOVE,
}

# The place follows from the superior; nobody names another one.
PLACE = """
    CREATE FUNCTION app.place_organization() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
        new.path := new.id || '/';
        IF new.parent_id IS NOT NULL THEN
            SELECT o.path || new.path INTO new.path FROM public.organizations o
                WHERE o.id = new.parent_id;
        END IF;
        RETURN new;
    END $$
"""

KEEP_READINGS = """
    CREATE FUNCTION app.keep_readings() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
        IF new.last_at < old.last_at THEN
            RAISE EXCEPTION 'a reading is never taken back' USING ERRCODE = '42501';
        END IF;
        RETURN new;
    END $$
"""

KEEP_LINKS = """
    CREATE FUNCTION app.keep_links() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
        IF old.used_at IS NOT NULL THEN
            RAISE EXCEPTION 'a used link stays as it is' USING ERRCODE = '42501';
        ELSIF tg_op = 'DELETE' THEN
            RETURN old;
        ELSIF new.expires_at > old.expires_at THEN
            RAISE EXCEPTION 'a link never lasts longer' USING ERRCODE = '42501';
        END IF;
        RETURN new;
    END $$
"""

#: Name, moment, table and function of each trigger.
TRIGGERS = (
    ("place", "BEFORE INSERT", "organizations", "app.place_organization()", PLACE),
    ("keep", "BEFORE UPDATE", "read_entries", "app.keep_readings()", KEEP_READINGS),
    ("keep", "BEFORE UPDATE OR DELETE", "invitations", "app.keep_links()", KEEP_LINKS),
)


def upgrade() -> None:
    _refuse_unprepared()
    op.alter_column("accounts", "is_operator", server_default=sa.text("false"))
    for name, moment, table, function, body in TRIGGERS:
        op.execute(body)
        op.execute(
            f"CREATE TRIGGER {name} {moment} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}"
        )
    _give_to_functions()
    _make_functions()


def _refuse_unprepared() -> None:
    known = op.get_bind().scalar(sa.text("SELECT 1 FROM pg_roles WHERE rolname = 'app_guard'"))
    if known is None:
        raise SystemExit("the role app_guard is missing: run `flask database prepare` first")


def _give_to_functions() -> None:
    op.execute("GRANT USAGE, CREATE ON SCHEMA app TO app_guard")
    op.execute("GRANT SELECT, UPDATE (password_hash) ON accounts TO app_guard")
    op.execute(
        "GRANT INSERT (email, phone, full_name, password_hash, created_at) ON accounts TO app_guard"
    )
    op.execute("GRANT SELECT, UPDATE (used_at) ON invitations TO app_guard")
    op.execute("GRANT SELECT ON memberships TO app_guard")
    op.execute("GRANT SELECT, UPDATE (parent_id, path) ON organizations TO app_guard")


def _make_functions() -> None:
    for name, body in FUNCTIONS.items():
        op.execute(body)
        op.execute(f"REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {name} TO app_rw")
        op.execute(f"ALTER FUNCTION {name} OWNER TO app_guard")
    op.execute("REVOKE CREATE ON SCHEMA app FROM app_guard")


def downgrade() -> None:
    for name in FUNCTIONS:
        op.execute(f"DROP FUNCTION {name}")
    op.execute("REVOKE ALL ON accounts, invitations, memberships, organizations FROM app_guard")
    op.execute("REVOKE USAGE ON SCHEMA app FROM app_guard")
    for name, _moment, table, function, _body in TRIGGERS:
        op.execute(f"DROP TRIGGER {name} ON {table}")
        op.execute(f"DROP FUNCTION {function}")
    op.alter_column("accounts", "is_operator", server_default=None)
