"""Settings of a run on this machine, from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from webapp.local.problems import CannotRun

#: The checkout this package lies in; data goes to its instance/ folder.
PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class RunSettings:
    """Addresses given from outside, and where the rest is kept."""

    instance: Path
    host: str
    port: int
    database_url: str
    migration_database_url: str
    admin_database_url: str
    redis_url: str
    smtp_host: str
    demo: bool

    @property
    def base_url(self) -> str:
        """The address to open in a browser on this machine."""
        host = "localhost" if self.host in ("127.0.0.1", "0.0.0.0", "::") else self.host  # noqa: S104
        return f"http://{host}:{self.port}"

    @property
    def logs(self) -> Path:
        return self.instance / "log"


def read(environ: Mapping[str, str] = os.environ) -> RunSettings:
    """The settings of this run. Raises CannotRun for values that make no sense."""
    port = environ.get("PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise CannotRun(f"PORT must be a number from 1 to 65535, not {port!r}.")
    settings = RunSettings(
        instance=Path(environ.get("INSTANCE") or PROJECT / "instance").absolute(),
        host=environ.get("HOST") or "127.0.0.1",
        port=int(port),
        database_url=environ.get("DATABASE_URL", ""),
        migration_database_url=environ.get("MIGRATION_DATABASE_URL", ""),
        admin_database_url=environ.get("ADMIN_DATABASE_URL", ""),
        redis_url=environ.get("REDIS_URL", ""),
        smtp_host=environ.get("SMTP_HOST", ""),
        demo=environ.get("DEMO", "1") != "0",
    )
    if settings.database_url and not settings.migration_database_url:
        raise CannotRun(
            "DATABASE_URL is set, but not MIGRATION_DATABASE_URL, by which tables are made:\n"
            "    DATABASE_URL=postgresql://app_rw:PASSWORD@HOST/NAME\n"
            "    MIGRATION_DATABASE_URL=postgresql://app_migrate:PASSWORD@HOST/NAME\n"
            "Where these roles don't exist yet, set ADMIN_DATABASE_URL to the address of a\n"
            "superuser as well: roles and database are then prepared with those passwords.\n"
            "Or set none of the three, and a PostgreSQL server of our own is started."
        )
    return settings
