"""Real dumps, restored rightly and wrongly: every program refuses to run on the second kind."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.faults.web_server import WebServer, serving
from tests.faults.workers import ROOT, wait_for
from tests.servers import SECRET_KEY, Databases, Servers
from webapp.local import postgres_files
from webapp.local.roles import SIGNING_IN, database_in, drop_database, prepare_database

#: Everything that was dumped is there again, and the service may do too much, or nothing.
WRONGLY = {
    "wrongly": ("--no-owner", "--role=app_owner"),
    "without rights": ("--no-privileges",),
    "without walls": ("--section=pre-data", "--section=data"),
}
SENTENCE = "The database is not as the migrations made it, so nothing is served from it:"
LOST = " OWNER TO app_lookup"


@pytest.fixture(scope="module")
def dump(servers: Servers, worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `pg_dump` as the backup role writes of a database with one organization in it."""
    source = servers.clone_database(f"dumped_{worker_id}")
    with psycopg.connect(source.superuser_url.replace("+psycopg", "")) as connection:
        connection.execute(
            "INSERT INTO organizations (kind, code, name, path, opened_on)"
            " VALUES ('committee', 'db', 'Đảng bộ', '1/', '2020-01-01')"
        )
    file = tmp_path_factory.mktemp("dump") / "nenmong.dump"
    _run("pg_dump", "--format=custom", f"--file={file}", source.backup_url)
    return file


@pytest.fixture(scope="module")
def restored(servers: Servers, worker_id: str, dump: Path) -> Iterator[dict[str, Databases]]:
    """Databases made by `prepare`, one for each way."""
    found = {}
    for number, (way, options) in enumerate({"rightly": ("--exit-on-error",), **WRONGLY}.items()):
        name = f"test_restored_{number}_{worker_id}"
        prepare_database(servers.admin_dsn, name, {role: role for role in SIGNING_IN})
        found[way] = servers.seen(name)
        _run("pg_restore", *options, f"--dbname={found[way].superuser_url}", str(dump))
    yield found
    for one in found.values():
        drop_database(servers.admin_dsn, database_in(one.app_url))


def _run(program: str, *arguments: str) -> None:
    """One of PostgreSQL's own programs; a restore goes on past single errors, as for people."""
    plain = [one.replace("postgresql+psycopg:", "postgresql:") for one in arguments]
    done = subprocess.run(
        [postgres_files.programs() / program, *plain], capture_output=True, text=True, check=False
    )
    wrongly = "--no-owner" in arguments
    assert done.returncode == 0 or wrongly, done.stderr


def _environment(databases: Databases, servers: Servers) -> dict[str, str]:
    return {
        **os.environ,
        "APP_ENV": "test",
        "SECRET_KEY": SECRET_KEY,
        "DATABASE_URL": databases.app_url,
        "REDIS_URL": databases.redis_url,
        "ADMIN_DATABASE_URL": servers.admin_dsn,
        "FLASK_APP": "webapp",
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": "1",
    }


def _flask(
    databases: Databases, servers: Servers, *arguments: str
) -> subprocess.CompletedProcess[str]:
    return _python(databases, servers, "flask", *arguments)


def _python(
    databases: Databases, servers: Servers, *arguments: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        env=_environment(databases, servers),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_web_server_refuses_a_database_without_its_owners(
    restored: dict[str, Databases], tmp_path: Path
) -> None:
    wrong = restored["wrongly"]
    server = WebServer(wrong.app_url, wrong.redis_url, tmp_path / "web.log")
    try:
        code = wait_for(lambda: server.process.poll() is not None, 60, "the end of the web server")
    finally:
        server.stop()
    assert code
    assert server.process.returncode == 3
    said = server.log.read_text("utf-8")
    assert SENTENCE in said
    assert LOST in said


@pytest.mark.parametrize("kind", ["worker", "beat"])
def test_celery_refuses_it_too(
    restored: dict[str, Databases], servers: Servers, tmp_path: Path, kind: str
) -> None:
    options = ("--pool", "solo") if kind == "worker" else ("-s", str(tmp_path / "schedule"))
    done = _python(restored["wrongly"], servers, "celery", "-A", "tasks.app:celery", kind, *options)
    assert done.returncode == 1
    assert SENTENCE in done.stderr


@pytest.mark.parametrize(
    "command", [("reminders", "run-once"), ("admin", "demo"), ("run", "--port", "1")]
)
def test_commands_refuse_it_too(
    restored: dict[str, Databases], servers: Servers, command: tuple[str, ...]
) -> None:
    done = _flask(restored["wrongly"], servers, *command)
    assert done.returncode == 1
    assert SENTENCE in done.stderr


@pytest.mark.parametrize(("way", "mends"), [("without rights", True), ("without walls", False)])
def test_other_halves_of_a_dump_are_refused(
    restored: dict[str, Databases], servers: Servers, way: str, mends: bool
) -> None:
    """Rights can be given again; policies and references come back with the dump alone."""
    half = restored[way]
    done = _flask(half, servers, "reminders", "run-once")
    assert (done.returncode, SENTENCE in done.stderr) == (1, True)
    assert (_flask(half, servers, "database", "repair").returncode == 0) == mends
    assert (_flask(half, servers, "reminders", "run-once").returncode == 0) == mends


def test_the_right_way_serves_what_was_dumped(
    restored: dict[str, Databases], servers: Servers, tmp_path: Path
) -> None:
    right = restored["rightly"]
    assert "the walls stand" in _flask(right, servers, "database", "check").stdout
    with serving(right.app_url, right.redis_url, tmp_path / "web.log") as server:
        with urllib.request.urlopen(f"{server.url}/readyz", timeout=20) as answer:  # noqa: S310
            assert answer.status == 200
        assert server.ask("/o/db/")[0] == 303
    assert _flask(right, servers, "reminders", "run-once").returncode == 0


def test_the_wrong_way_is_told_and_mended(restored: dict[str, Databases], servers: Servers) -> None:
    """The last of this file: afterwards the database is sound."""
    wrong = restored["wrongly"]
    checked = _flask(wrong, servers, "database", "check")
    assert checked.returncode == 1
    assert LOST in checked.stderr
    mended = _flask(wrong, servers, "database", "repair")
    assert mended.returncode == 0, mended.stderr
    assert _flask(wrong, servers, "database", "check").returncode == 0
    assert _flask(wrong, servers, "reminders", "run-once").returncode == 0


def test_repairing_needs_the_administrator(
    restored: dict[str, Databases], servers: Servers
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flask", "database", "repair"],
        env=_environment(restored["rightly"], servers) | {"ADMIN_DATABASE_URL": ""},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "ADMIN_DATABASE_URL" in done.stderr
