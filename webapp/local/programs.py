"""The programs of the service itself, and the commands run before them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from webapp.local import mail_catcher
from webapp.local.child import Program
from webapp.local.machine_secrets import KeptSecrets, write_private
from webapp.local.ports import free_port
from webapp.local.problems import CannotRun
from webapp.local.run_settings import PROJECT, RunSettings
from webapp.local.servers import Addresses

#: Settings for commands that make tables; web and worker never get them.
_ONLY_FOR_COMMANDS = ("MIGRATION_DATABASE_URL", "ADMIN_DATABASE_URL", "BACKUP_DATABASE_URL")

_FOR_A_TERMINAL = (
    *("APP_ENV", "BASE_URL", "SECRET_KEY", "DATABASE_URL", "MIGRATION_DATABASE_URL"),
    "CHECKPOINT_KEY",
    *("REDIS_URL", "SMTP_HOST", "SMTP_PORT", "SMTP_TLS", "FLASK_APP"),
)


class Service:
    """How each program of one run is started."""

    def __init__(self, settings: RunSettings, addresses: Addresses, secrets: KeptSecrets) -> None:
        self._settings = settings
        self._mail_port = 0 if settings.smtp_host else free_port()
        self._command_environment = {
            "APP_ENV": "local",
            "BASE_URL": settings.base_url,
            "SECRET_KEY": secrets["secret_key"],
            "CHECKPOINT_KEY": secrets["checkpoint_key"],
            **os.environ,
            **self._mail(),
            "DATABASE_URL": addresses.database_url,
            "MIGRATION_DATABASE_URL": addresses.migration_database_url,
            "REDIS_URL": addresses.redis_url,
            "FLASK_APP": "webapp",
            "PYTHONUNBUFFERED": "1",
        }
        self._environment = {
            name: value
            for name, value in self._command_environment.items()
            if name not in _ONLY_FOR_COMMANDS
        }

    def flask(self, *arguments: str) -> str:
        """Run one command of the service and return its output. Raises CannotRun when it fails."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", *arguments],
            env=self._command_environment,
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            said = "\n".join((done.stdout + done.stderr).splitlines()[-30:])
            raise CannotRun(f"`flask {' '.join(arguments)}` failed:\n{said}")
        return done.stdout

    def programs(self) -> Iterator[Program]:
        """Everything that runs until the end, in the order of starting."""
        if self._mail_port:
            folder = self._settings.instance / "mail"
            yield self._python("mail", "-P", mail_catcher.__file__, self._mail_port, folder)
        yield self._python("web", "-m", "gunicorn", *self._gunicorn(), "webapp.wsgi:app")
        # Threads need a quarter of the memory of processes.
        pool = ("--pool", "threads", "--concurrency", "4")
        yield self._celery("worker", *pool, "--without-gossip", "--without-mingle")
        yield self._celery("beat", "--schedule", self._settings.instance / "beat-schedule")

    def write_environment(self) -> None:
        """Write the settings for a second terminal: `set -a; . instance/environment; set +a`."""
        known = self._command_environment
        lines = [f"{name}='{known[name]}'\n" for name in _FOR_A_TERMINAL if name in known]
        write_private(self._settings.instance / "environment", "".join(lines))

    def _mail(self) -> dict[str, str]:
        if not self._mail_port:
            return {}
        return {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(self._mail_port), "SMTP_TLS": "none"}

    def _gunicorn(self) -> tuple[str, ...]:
        return (
            *("--bind", f"{self._settings.host}:{self._settings.port}"),
            *("--worker-class", "gthread", "--workers", "2", "--threads", "4"),
            *("--graceful-timeout", "1", "--no-control-socket"),
            # Only the application reads headers of proxies (TRUSTED_PROXIES).
            *("--forwarded-allow-ips", ""),
        )

    def _celery(self, kind: str, *options: str | Path) -> Program:
        return self._python(
            kind, "-m", "celery", "-A", "tasks.app:celery", kind, "--loglevel", "INFO", *options
        )

    def _python(self, name: str, *arguments: str | int | Path) -> Program:
        return Program(
            name=name,
            command=[sys.executable, *(str(argument) for argument in arguments)],
            log=self._settings.logs / f"{name}.log",
            environment=self._environment,
            folder=PROJECT,
        )
