"""Database and broker of a run: those the environment names, or our own."""

from dataclasses import dataclass

import psycopg

from webapp.local import postgres_files, roles
from webapp.local.child import Child
from webapp.local.machine_secrets import KeptSecrets
from webapp.local.postgres import PostgresServer
from webapp.local.problems import CannotRun
from webapp.local.run_settings import RunSettings
from webapp.local.supervisor import Supervisor
from webapp.local.valkey import ValkeyServer

DATABASE = "nenmong"


@dataclass(frozen=True)
class Addresses:
    """Where the service finds its database and its broker."""

    database_url: str
    migration_database_url: str
    redis_url: str
    #: Whether this start made the database.
    is_new: bool = False


def provide(
    settings: RunSettings, secrets: KeptSecrets, supervisor: Supervisor, *, drop_own: bool = False
) -> Addresses:
    """Start what the environment doesn't name, both at once, and prepare the roles.

    `drop_own` drops our own database first, never a given one. Raises CannotRun.
    """
    postgres = valkey = None
    waiting: list[tuple[PostgresServer | ValkeyServer, Child]] = []
    if not settings.redis_url:
        home = settings.instance / "valkey"
        valkey = ValkeyServer(home, secrets["valkey"], settings.logs / "valkey.log")
        waiting.append((valkey, supervisor.keep(valkey.start())))
    if not settings.database_url:
        home = postgres_files.data_home(settings.instance / "postgres")
        postgres = PostgresServer(home, secrets["postgres"], settings.logs / "postgres.log")
        waiting.append((postgres, supervisor.keep(postgres.start())))
    for server, child in waiting:
        server.wait_until_ready(child)
    redis_url = valkey.url if valkey else settings.redis_url
    if postgres:
        return _own_database(postgres, secrets, redis_url, drop=drop_own)
    return _given_database(settings, redis_url)


def _own_database(
    postgres: PostgresServer, secrets: KeptSecrets, redis_url: str, *, drop: bool
) -> Addresses:
    passwords = {role: secrets[role] for role in roles.SIGNING_IN}
    if drop and not postgres.is_new:
        roles.drop_database(postgres.admin_dsn, DATABASE)
    _prepare(postgres.admin_dsn, DATABASE, passwords)
    database = f"127.0.0.1:{postgres.port}/{DATABASE}"
    return Addresses(
        database_url=f"postgresql+psycopg://app_rw:{passwords['app_rw']}@{database}",
        migration_database_url=f"postgresql+psycopg://app_migrate:{passwords['app_migrate']}@{database}",
        redis_url=redis_url,
        is_new=postgres.is_new or drop,
    )


def _given_database(settings: RunSettings, redis_url: str) -> Addresses:
    if settings.admin_database_url:
        urls = {"app_rw": settings.database_url, "app_migrate": settings.migration_database_url}
        try:
            passwords = roles.passwords_in(urls)
        except ValueError as error:
            raise CannotRun(f"ADMIN_DATABASE_URL is set, but {error}") from None
        _prepare(settings.admin_database_url, roles.database_in(settings.database_url), passwords)
    return Addresses(settings.database_url, settings.migration_database_url, redis_url)


def _prepare(admin_dsn: str, database: str, passwords: dict[str, str]) -> None:
    try:
        roles.prepare_database(admin_dsn, database, passwords)
    except psycopg.Error as error:
        raise CannotRun(f"The roles of the database can't be prepared: {error}") from None
