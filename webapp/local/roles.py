"""The roles of the database and their rights, on which row-level security rests.

One machine, the tests and production use the same preparation; running it again changes nothing.
"""

from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

#: Nobody signs in as an owner. The web and worker role `app_rw` is bound by every row-level policy;
#: only migrations, the backup and one narrow look-up see across tenants. `app_guard` owns the
#: functions that write what the service may not: passwords, the tree.
ROLES = {
    "app_owner": sql.SQL("NOLOGIN NOBYPASSRLS"),
    "app_lookup": sql.SQL("NOLOGIN BYPASSRLS"),
    "app_guard": sql.SQL("NOLOGIN NOBYPASSRLS"),
    "app_migrate": sql.SQL("LOGIN BYPASSRLS"),
    "app_rw": sql.SQL("LOGIN NOBYPASSRLS"),
    "app_backup": sql.SQL("LOGIN BYPASSRLS"),
}
#: The roles that sign in and therefore have a password.
SIGNING_IN = ("app_migrate", "app_rw", "app_backup")
#: The advisory lock that is held while roles are prepared.
_LOCK = 5_203_114

_NO_ROLE_MAY = sql.SQL("NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION")

_MEMBERSHIPS = """
GRANT app_owner TO app_migrate;
-- So that a migration, as the owner, can hand a SECURITY DEFINER function over to a narrow role.
GRANT app_lookup, app_guard TO app_owner;
"""

_INSIDE = """
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO app_owner, app_lookup;
GRANT USAGE ON SCHEMA public TO app_guard, app_migrate, app_rw, app_backup;

ALTER DEFAULT PRIVILEGES FOR ROLE app_owner
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO app_rw;
ALTER DEFAULT PRIVILEGES FOR ROLE app_owner GRANT USAGE ON SEQUENCES TO app_rw;
ALTER DEFAULT PRIVILEGES FOR ROLE app_owner GRANT SELECT ON TABLES TO app_backup;
ALTER DEFAULT PRIVILEGES FOR ROLE app_owner GRANT SELECT ON SEQUENCES TO app_backup;

-- One injected call could otherwise name another organization, in the middle of a statement.
REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC;
REVOKE UPDATE ON pg_catalog.pg_settings FROM PUBLIC;
-- pg_dump calls it first thing, and a restore does.
GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO app_backup, app_migrate;
"""


def prepare_database(admin_dsn: str, database: str, passwords: Mapping[str, str]) -> None:
    """Create the roles and the database where they are missing, and set all rights."""
    with psycopg.connect(libpq(admin_dsn), autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        for role in ROLES:
            _prepare_role(server, role, passwords.get(role))
        server.execute(_MEMBERSHIPS)
        known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if known.fetchone() is None:
            creation = sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0")
            server.execute(creation.format(sql.Identifier(database)))
        close_to_strangers(server, database)
    with psycopg.connect(libpq(admin_dsn), dbname=database) as inside:
        inside.execute(_INSIDE)


def drop_database(admin_dsn: str, database: str) -> None:
    """Remove a database with everything in it, also while somebody is connected."""
    with psycopg.connect(libpq(admin_dsn), autocommit=True) as server:
        name = sql.Identifier(database)
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def close_to_strangers(server: psycopg.Connection, database: str) -> None:
    """Let only our roles connect; a database copied from a template starts without this."""
    statement = """
        REVOKE ALL ON DATABASE {name} FROM PUBLIC;
        GRANT CONNECT ON DATABASE {name} TO app_migrate, app_rw, app_backup;
        GRANT CREATE ON DATABASE {name} TO app_owner;
    """
    server.execute(sql.SQL(statement).format(name=sql.Identifier(database)))


def passwords_in(urls: Mapping[str, str]) -> dict[str, str]:
    """The passwords in the addresses of roles. Raises ValueError for a wrong role."""
    passwords = {}
    for role, url in urls.items():
        parts = urlsplit(url)
        if parts.username != role or not parts.password:
            raise ValueError(f"the address for {role} must have the form postgresql://{role}:...@")
        passwords[role] = unquote(parts.password)
    return passwords


def database_in(url: str) -> str:
    """The name of the database in an address."""
    return unquote(urlsplit(url).path.lstrip("/"))


def libpq(url: str) -> str:
    """An address for libpq, without the name of a Python driver."""
    scheme, rest = url.split("://", 1)
    return f"{scheme.split('+')[0]}://{rest}"


def _prepare_role(server: psycopg.Connection, role: str, password: str | None) -> None:
    known = server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verb = sql.SQL("CREATE ROLE {}" if known is None else "ALTER ROLE {}")
    parts = [verb.format(sql.Identifier(role)), _NO_ROLE_MAY, ROLES[role]]
    # A role that signs in keeps the password it has when none is given.
    if password is not None:
        parts.append(sql.SQL("PASSWORD {}").format(sql.Literal(password)))
    server.execute(sql.SQL(" ").join(parts))
