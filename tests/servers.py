"""Private servers for one run of the suite: real PostgreSQL and Valkey, gone when it ends.

They start when the first test needs them (with several workers: before the workers), are shared
by all workers, and are migrated once; each worker gets a copy of that database of its own.
"""

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType

import psutil
import psycopg
import pytest
from psycopg import sql

from webapp.local import account, postgres_files
from webapp.local.child import Child
from webapp.local.postgres import FORGETFUL, PostgresServer
from webapp.local.roles import SIGNING_IN, close_to_strangers, prepare_database
from webapp.local.valkey import ValkeyServer

TEMPLATE = "nenmong_template"
SECRET_KEY = "a-key-for-the-tests-and-nothing-else"
_PROJECT = Path(__file__).resolve().parents[1]
_FOLDERS = "nen-mong-tests-"
#: Bytes that the databases of several workers take at the most.
_ROOM = 2 * 1024**3


@dataclass(frozen=True)
class Databases:
    """One worker's database, seen by each role, and its part of the broker."""

    app_url: str
    migrate_url: str
    backup_url: str
    superuser_url: str
    redis_url: str


@dataclass(frozen=True)
class Servers:
    """The running servers; what a worker is told about them."""

    admin_dsn: str
    redis_server: str

    def clone_database(self, worker: str) -> Databases:
        """A fresh copy of the migrated database, named after the worker."""
        name = sql.Identifier(f"test_{worker}")
        with psycopg.connect(self.admin_dsn, autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            server.execute(copy.format(name, sql.Identifier(TEMPLATE)))
            # Rights on a database itself are not copied with it.
            close_to_strangers(server, f"test_{worker}")
        return self._databases(f"test_{worker}", worker)

    def urls(self, database: str) -> dict[str, str]:
        """The address of a database for every role that signs in."""
        place = self.admin_dsn.rpartition("@")[2].rpartition("/")[0]
        return {
            role: f"postgresql+psycopg://{role}:{role}@{place}/{database}" for role in SIGNING_IN
        }

    def seen(self, database: str) -> Databases:
        """A database of the server that is no copy of the migrated one."""
        return self._databases(database, "alone")

    def _databases(self, database: str, worker: str) -> Databases:
        urls = self.urls(database)
        admin = self.admin_dsn.rpartition("/")[0].replace("postgresql:", "postgresql+psycopg:")
        # Workers are gw0, gw1, …; one alone takes the last of the sixteen databases of a broker.
        number = int(worker[2:]) % 15 if worker.startswith("gw") else 15
        return Databases(
            app_url=urls["app_rw"],
            migrate_url=urls["app_migrate"],
            backup_url=urls["app_backup"],
            superuser_url=f"{admin}/{database}",
            redis_url=f"{self.redis_server}/{number}",
        )


class OwnServers:
    """Starts both servers in a folder of this run and takes everything away again."""

    def __init__(self) -> None:
        base = _in_memory() or Path(tempfile.gettempdir())
        if account.is_other() and not account.may("-x", base):
            base = Path("/var/tmp")  # noqa: S108 - its name is made by mkdtemp
        _sweep(base)
        self._folder = Path(tempfile.mkdtemp(prefix=f"{_FOLDERS}{os.getpid()}-", dir=base))
        self._folder.chmod(0o755)
        self._children: list[Child] = []

    def start(self) -> Servers:
        """Start, prepare the roles, migrate the template once."""
        settings = {**FORGETFUL, "jit": "off", "max_connections": "200"}
        home = postgres_files.data_home(self._folder / "postgres")
        postgres = PostgresServer(home, "postgres", self._folder / "postgres.log", settings)
        valkey = ValkeyServer(
            self._folder / "valkey", "valkey", self._folder / "valkey.log", durable=False
        )
        for server in (valkey, postgres):
            self._children.append(server.start())
        for server, child in zip((valkey, postgres), self._children, strict=True):
            server.wait_until_ready(child)
        servers = Servers(postgres.admin_dsn, valkey.url.rpartition("/")[0])
        prepare_database(postgres.admin_dsn, TEMPLATE, {role: role for role in SIGNING_IN})
        _migrate(servers)
        return servers

    def stop(self) -> None:
        """End both servers and remove their folder; a second time does nothing."""
        for child in self._children:
            child.ask_to_end()
        for child in self._children:
            child.end(10)
        self._children = []
        shutil.rmtree(self._folder, ignore_errors=True)


def _in_memory() -> Path | None:
    """A folder that lives in memory: emptying tables for each test makes and drops many files."""
    folder = Path("/dev/shm")  # noqa: S108 - its name is made by mkdtemp
    if not os.access(folder, os.W_OK | os.X_OK) or shutil.disk_usage(folder).free < _ROOM:
        return None
    return folder


def _sweep(base: Path) -> None:
    """Remove folders of runs that were killed; their servers ended with them."""
    for folder in base.glob(f"{_FOLDERS}*"):
        pid = folder.name.removeprefix(_FOLDERS).partition("-")[0]
        if pid.isdigit() and not psutil.pid_exists(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)


def _migrate(servers: Servers) -> None:
    urls = servers.urls(TEMPLATE)
    environment = {
        **os.environ,
        "APP_ENV": "test",
        "SECRET_KEY": SECRET_KEY,
        "DATABASE_URL": urls["app_rw"],
        "MIGRATION_DATABASE_URL": urls["app_migrate"],
        "REDIS_URL": f"{servers.redis_server}/15",
    }
    command = [sys.executable, "-m", "flask", "--app", "webapp", "db", "upgrade"]
    done = subprocess.run(
        command, env=environment, cwd=_PROJECT, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        pytest.exit(f"The migrations failed:\n{done.stdout}{done.stderr}", returncode=3)


_OWN = pytest.StashKey[OwnServers]()
_RUNNING = pytest.StashKey[Servers]()


def _running(config: pytest.Config) -> Servers:
    """The servers of this run, started now if they aren't yet."""
    if _RUNNING not in config.stash:
        own = config.stash[_OWN] = OwnServers()
        atexit.register(own.stop)
        config.stash[_RUNNING] = own.start()
    return config.stash[_RUNNING]


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def pytest_configure(config: pytest.Config) -> None:
    """End in order also when asked by a signal and not from the keyboard."""
    if not hasattr(config, "workerinput"):
        signal.signal(signal.SIGTERM, _interrupt)
        signal.signal(signal.SIGHUP, _interrupt)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:  # type: ignore[no-untyped-def]
    """Tell a worker of pytest-xdist where the servers are."""
    node.workerinput["servers"] = asdict(_running(node.config))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    if _OWN in config.stash:
        config.stash[_OWN].stop()


@pytest.fixture(scope="session")
def servers(pytestconfig: pytest.Config) -> Servers:
    """The servers of this run."""
    told = getattr(pytestconfig, "workerinput", {}).get("servers")
    return Servers(**told) if told else _running(pytestconfig)


@pytest.fixture(scope="session")
def databases(servers: Servers) -> Databases:
    """This worker's own migrated database."""
    return servers.clone_database(os.environ.get("PYTEST_XDIST_WORKER", "alone"))
