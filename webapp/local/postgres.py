"""Our own PostgreSQL server: made once, started on a free port, stopped in order."""

import shutil
import signal
import subprocess
import time
from pathlib import Path

import psutil
import psycopg

from webapp.local import account, postgres_files
from webapp.local.child import Child, Program
from webapp.local.ports import free_port
from webapp.local.problems import CannotRun

SUPERUSER = "postgres"
_START_SECONDS = 60
#: The server's log would quote rows and texts in errors, which the service logs without them.
_QUIET = {"log_min_messages": "log", "log_error_verbosity": "terse"}
#: For tests: nothing has to survive a power cut.
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}


class PostgresServer:
    """One server over one data folder; only this machine can connect, with a password."""

    def __init__(
        self, home: Path, password: str, log: Path, settings: dict[str, str] | None = None
    ) -> None:
        self._home = home
        self._password = password
        self._log = log
        self._settings = settings or {}
        self._programs = postgres_files.reachable_programs()
        self.is_new = not self._data.exists()
        self.port = 0

    @property
    def _data(self) -> Path:
        return self._home / "data"

    @property
    def admin_dsn(self) -> str:
        """How the superuser connects; only preparing roles and databases needs it."""
        return f"postgresql://{SUPERUSER}:{self._password}@127.0.0.1:{self.port}/postgres"

    def start(self) -> Child:
        """Start the server; `wait_until_ready` tells when it answers."""
        if self.is_new:
            self._make()
        else:
            self._refuse_other_version()
            _forget_dead_postmaster(self._data)
        self.port = free_port()
        settings = {
            "port": str(self.port),
            "listen_addresses": "127.0.0.1",
            # A socket file's path is limited to 107 bytes and folders may be deep.
            "unix_socket_directories": "",
            **_QUIET,
            **self._settings,
        }
        options = [f"--{name}={value}" for name, value in settings.items()]
        return Child(
            Program(
                name="postgres",
                command=[self._programs / "postgres", "-D", self._data, *options],
                log=self._log,
                identity=account.identity(),
                farewell=signal.SIGINT,
            )
        )

    def wait_until_ready(self, child: Child) -> None:
        """Return when the server takes connections."""
        address = f"host=127.0.0.1 port={self.port}".encode()
        until = time.monotonic() + _START_SECONDS
        while psycopg.pq.PGconn.ping(address) != psycopg.pq.Ping.OK:
            child.refuse_dead()
            if time.monotonic() > until:
                raise CannotRun(f"PostgreSQL did not start in {_START_SECONDS} s; see {self._log}")
            time.sleep(0.03)

    def _make(self) -> None:
        """Create the data folder beside its final place, so that a half-made one is never used."""
        unfinished = self._home / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        password_file = self._home / "initial-password"
        password_file.write_text(self._password, "utf-8")
        password_file.chmod(0o600)
        account.hand_over(password_file)
        command: list[str | Path] = [
            self._programs / "initdb",
            *("-U", SUPERUSER, "-E", "UTF8", "--auth=scram-sha-256", *self._locale()),
            *("-D", str(unfinished), "--pwfile", str(password_file)),
            *(["--no-sync"] if self._settings.get("fsync") == "off" else []),
        ]
        try:
            made = subprocess.run(
                command, capture_output=True, text=True, check=False, cwd="/",
                **account.identity(),
            )  # fmt: skip
        finally:
            password_file.unlink()
        if made.returncode != 0:
            raise CannotRun(f"initdb failed:\n{made.stdout}{made.stderr}")
        unfinished.replace(self._data)

    def _major(self) -> int:
        version = subprocess.run(
            [self._programs / "postgres", "--version"], capture_output=True, text=True, check=True,
            cwd="/",
        )  # fmt: skip
        return int(version.stdout.split()[2].split(".")[0])

    def _locale(self) -> list[str]:
        # We sort by our own keys; the database only has to compare bytes, the same everywhere.
        if self._major() >= 17:
            return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return ["--locale=C.UTF-8"]

    def _refuse_other_version(self) -> None:
        made_by = int((self._data / "PG_VERSION").read_text("ascii"))
        if made_by != self._major():
            raise CannotRun(
                f"{self._data} was made by PostgreSQL {made_by}, but the programs found are of\n"
                f"version {self._major()}. Name those of version {made_by} by PG_BINDIR, or\n"
                "move the data away to begin anew."
            )


def _forget_dead_postmaster(data: Path) -> None:
    """Remove the lock of a killed server whose process number now belongs to something else.

    PostgreSQL sees only that such a process exists, and would refuse to start.
    """
    lock = data / "postmaster.pid"
    try:
        pid = int(lock.read_text("utf-8").splitlines()[0])
        names_folder = str(data) in psutil.Process(pid).cmdline()
    except (FileNotFoundError, ValueError, IndexError):
        return
    except psutil.Error:
        names_folder = False
    if names_folder:
        raise CannotRun(f"PostgreSQL already runs on {data} (process {pid}); end it first.")
    _wait_for_orphans(data)
    lock.unlink()


def _wait_for_orphans(data: Path) -> None:
    """Wait for the processes of a killed server to end.

    They hold its shared memory for a moment, beside which a new server refuses to start.
    """
    folder, until = str(data.resolve()), time.monotonic() + _START_SECONDS
    while any(_works_in(folder, process) for process in psutil.process_iter()):
        if time.monotonic() > until:
            raise CannotRun(f"A killed PostgreSQL still has processes in {data}; end them first.")
        time.sleep(0.05)


def _works_in(folder: str, process: psutil.Process) -> bool:
    try:
        return bool(process.cwd() == folder)
    except psutil.Error:
        return False
