"""The servers of one machine keep their data whatever happened to the run before."""

import os
import shutil
import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from webapp.local import account, mail_catcher, postgres_files
from webapp.local.child import Child, kill_tree
from webapp.local.machine_secrets import KeptSecrets
from webapp.local.ports import free_port
from webapp.local.postgres import PostgresServer
from webapp.local.problems import CannotRun
from webapp.local.valkey import ValkeyServer

Start = Callable[[], tuple[PostgresServer, Child]]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the account of the database can enter, out of the reach of other runs."""
    made = Path(tempfile.mkdtemp(prefix="nen-mong-own-", dir="/var/tmp"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    children: list[Child] = []

    def start() -> tuple[PostgresServer, Child]:
        home = postgres_files.data_home(folder / "postgres", folder / "shared")
        server = PostgresServer(home, "password", folder / "postgres.log")
        children.append(server.start())
        server.wait_until_ready(children[-1])
        return server, children[-1]

    yield start
    for child in children:
        child.ask_to_end()
        child.end(10)


def count(server: PostgresServer) -> int:
    with psycopg.connect(server.admin_dsn) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS visits (n int)")
        connection.execute("INSERT INTO visits VALUES (1)")
        row = connection.execute("SELECT count(*) FROM visits").fetchone()
    assert row is not None
    return int(row[0])


def test_the_database_keeps_its_data_between_runs(start: Start) -> None:
    server, child = start()
    assert (server.is_new, count(server)) == (True, 1)
    child.ask_to_end()
    child.end(20)
    again, _ = start()
    assert (again.is_new, count(again)) == (False, 2)


@pytest.mark.faults
def test_the_database_keeps_its_data_when_killed(start: Start) -> None:
    server, child = start()
    assert count(server) == 1
    kill_tree(child.pid)
    child.end(1)
    again, _ = start()
    assert count(again) == 2


def test_the_lock_of_a_dead_server_does_not_stop_the_next_one(start: Start, folder: Path) -> None:
    _, child = start()
    child.ask_to_end()
    child.end(20)
    lock = folder / "postgres" / "data" / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n", "utf-8")
    account.hand_over(lock)
    again, _ = start()
    assert count(again) == 1


def test_data_of_another_version_are_not_touched(start: Start, folder: Path) -> None:
    _, child = start()
    child.ask_to_end()
    child.end(20)
    (folder / "postgres" / "data" / "PG_VERSION").write_text("9\n", "utf-8")
    with pytest.raises(CannotRun, match="made by PostgreSQL 9"):
        start()


def test_nobody_connects_without_the_password(start: Start) -> None:
    server, _ = start()
    with pytest.raises(psycopg.OperationalError, match="no password|authentication"):
        psycopg.connect(f"host=127.0.0.1 port={server.port} user=postgres dbname=postgres")


@pytest.mark.skipif(not account.is_other(), reason="only root runs PostgreSQL as somebody else")
def test_root_in_a_closed_folder_keeps_the_database_where_it_can_be_reached(folder: Path) -> None:
    closed = folder / "home"
    closed.mkdir(mode=0o700)
    home = postgres_files.data_home(closed / "postgres", folder / "shared")
    assert home.parent == folder / "shared"
    assert str(home) in (closed / "the-database-is-elsewhere.txt").read_text("utf-8")
    assert postgres_files.data_home(closed / "postgres", folder / "shared") == home


@pytest.mark.skipif(not account.is_other(), reason="only root runs PostgreSQL as somebody else")
def test_root_in_a_closed_folder_copies_the_programs(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = folder / "home"
    closed.mkdir(mode=0o700)
    package = postgres_files.programs().parents[1]
    for part in (package, package.with_suffix(".libs")):
        shutil.copytree(part, closed / part.name, symlinks=True)
    monkeypatch.syspath_prepend(closed)
    programs = postgres_files.reachable_programs(folder / "shared")
    assert closed not in programs.parents
    command = [programs / "initdb", "--version"]
    subprocess.run(command, check=True, cwd="/", **account.identity())


@pytest.mark.skipif(not account.is_other(), reason="only root runs PostgreSQL as somebody else")
def test_root_is_told_when_the_named_programs_are_closed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = folder / "home"
    closed.mkdir(mode=0o700)
    (closed / "initdb").touch()
    monkeypatch.setenv("PG_BINDIR", str(closed))
    with pytest.raises(CannotRun, match="open to all by PG_BINDIR"):
        postgres_files.reachable_programs(folder / "shared")


def test_a_folder_without_postgresql_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_BINDIR", str(tmp_path))
    with pytest.raises(CannotRun, match="has no initdb"):
        postgres_files.programs()


def test_the_broker_keeps_messages_between_runs_and_asks_for_a_password(tmp_path: Path) -> None:
    password = KeptSecrets(tmp_path / "secrets.json")["valkey"]
    for expected in (1, 2):
        server = ValkeyServer(tmp_path / "valkey", password, tmp_path / "valkey.log")
        child = server.start()
        try:
            server.wait_until_ready(child)
            with closing(redis.Redis.from_url(server.url)) as broker:
                assert broker.incr("starts") == expected
            with (
                closing(redis.Redis(port=server.port, retry=Retry(NoBackoff(), 0))) as stranger,
                pytest.raises(redis.AuthenticationError),
            ):
                stranger.get("starts")
        finally:
            child.ask_to_end()
            child.end(10)


def test_the_mail_catcher_writes_every_message_to_a_file(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-P", mail_catcher.__file__, str(port), str(tmp_path / "mail")]
    catcher = subprocess.Popen(command)
    try:
        _send(port, "Subject: nhac viec\r\n\r\nXin chao")
        _send(port, "Subject: nhac viec 2\r\n\r\nXin chao")
    finally:
        catcher.terminate()
        catcher.wait()
    kept = sorted((tmp_path / "mail").glob("*.eml"))
    assert len(kept) == 2
    assert kept[0].read_bytes().startswith(b"Subject: nhac viec\r\n")


def _send(port: int, message: str) -> None:
    until = time.monotonic() + 20
    while True:
        try:
            with smtplib.SMTP("127.0.0.1", port) as server:
                server.sendmail("a@localhost", ["b@localhost"], message)
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
