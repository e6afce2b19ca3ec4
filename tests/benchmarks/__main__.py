"""Measure and print; the last line of standard output is one JSON object.

`BENCH=pages` chooses one group. Everything runs on private servers that end with it.
"""

import json
import os
import platform
import sys
import time
from typing import Any

import psycopg

from tests.benchmarks import data, imports, report, rotation
from tests.benchmarks.pages import Pages
from tests.servers import SECRET_KEY, Databases, OwnServers

GROUPS = ("pages", "rotation", "import")


def main() -> int:
    """Run the chosen groups; 2 for one that does not exist."""
    chosen = os.environ.get("BENCH", "")
    if chosen and chosen not in GROUPS:
        sys.stderr.write(f"BENCH must be one of: {', '.join(GROUPS)}\n")
        return 2
    found: dict[str, Any] = {}
    if chosen in ("", "rotation"):
        found["rotation"] = rotation.measure()
    if chosen != "rotation":
        found |= _with_servers(chosen)
    sys.stderr.write(report.table(found))
    sys.stdout.write(json.dumps(found) + "\n")
    return 0


def _with_servers(chosen: str) -> dict[str, Any]:
    """The groups that need a database, each on one of its own."""
    own = OwnServers()
    try:
        servers = own.start()
        databases = servers.clone_database("bench")
        found = {"machine": _machine(databases)}
        if chosen in ("", "pages"):
            found |= _pages(databases)
        if chosen in ("", "import"):
            databases = servers.clone_database("bench_import")
            found["import"] = imports.measure(databases, _dsn(databases))
        return found
    finally:
        own.stop()


def _machine(databases: Databases) -> dict[str, Any]:
    with psycopg.connect(_dsn(databases)) as connection:
        version = connection.execute("SHOW server_version").fetchone()
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "postgres": version[0] if version else "",
    }


def _pages(databases: Databases) -> dict[str, Any]:
    began = time.monotonic()
    world = data.build(databases)
    sys.stderr.write(f"{world.rows} rows written in {time.monotonic() - began:.0f} s\n")
    environment = {
        "APP_ENV": "test",
        "SECRET_KEY": SECRET_KEY,
        "DATABASE_URL": databases.app_url,
        "REDIS_URL": databases.redis_url,
        "BASE_URL": "http://localhost",
        "HTMX_SOURCE": "local",
        "LOG_LEVEL": "WARNING",
    }
    pages = Pages(world, environment, _dsn(databases))
    try:
        return pages.measure()
    finally:
        pages.stop()


def _dsn(databases: Databases) -> str:
    return databases.superuser_url.replace("+psycopg", "")


if __name__ == "__main__":
    sys.exit(main())
