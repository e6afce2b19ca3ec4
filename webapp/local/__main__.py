"""`make run`: the whole service on one machine, until Ctrl-C."""

import sys
import time

from webapp.local import run_settings
from webapp.local.demo import DemoMark
from webapp.local.leftovers import end_leftovers
from webapp.local.machine_secrets import KeptSecrets
from webapp.local.one_run import only_run
from webapp.local.ports import refuse_taken
from webapp.local.problems import CannotRun
from webapp.local.programs import Service
from webapp.local.ready import wait_until_ready
from webapp.local.run_settings import RunSettings
from webapp.local.servers import provide
from webapp.local.supervisor import AskedToStop, Supervisor


def say(text: str) -> None:
    """Show a line at once, also where the output is a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run until asked to stop; returns 0 then, and 1 where the service can't run."""
    try:
        settings = run_settings.read()
        with only_run(settings.instance, settings.base_url):
            record = settings.instance / "processes.json"
            if ended := end_leftovers(record):
                say(f"Ended {ended} processes that a killed run had left behind.")
            refuse_taken(settings.host, settings.port)
            run(settings, Supervisor(record))
    except CannotRun as problem:
        say(f"\n{problem}")
        return 1
    except KeyboardInterrupt:
        # Nothing was started yet: after that it would be AskedToStop.
        return 0
    return 0


def run(settings: RunSettings, supervisor: Supervisor) -> None:
    """Start everything, print where it is, wait for Ctrl-C, end everything."""
    began = time.monotonic()
    try:
        with supervisor:
            service, has_demo = _prepare(settings, supervisor)
            for program in service.programs():
                supervisor.start(program)
            complaint = wait_until_ready(settings, supervisor)
            say(f"Ready after {time.monotonic() - began:.1f} s.")
            _introduce(settings, service, complaint, has_demo=has_demo)
            supervisor.watch()
    except AskedToStop:
        say("Stopped. The data stay for the next run.")


def _prepare(settings: RunSettings, supervisor: Supervisor) -> tuple[Service, bool]:
    secrets = KeptSecrets(settings.instance / "secrets.json")
    mark = DemoMark(settings)
    say("Starting the database and the broker" if not settings.database_url else "Starting")
    addresses = provide(settings, secrets, supervisor, drop_own=mark.is_half_loaded)
    if addresses.is_new:
        mark.forget()
    service = Service(settings, addresses, secrets)
    service.write_environment()
    say("Bringing the tables up to date")
    service.flask("db", "upgrade")
    if settings.demo and not mark.is_loaded:
        say("Loading the demo: this takes a moment, once")
        mark.load(service)
    return service, mark.is_loaded


def _introduce(settings: RunSettings, service: Service, complaint: str, *, has_demo: bool) -> None:
    if complaint:
        say(f"It runs, but is not ready: {complaint}\nSee the logs in {settings.logs}.")
    say(f"\nNền Móng: {settings.base_url}")
    if has_demo:
        say(service.flask("admin", "demo-accounts").rstrip())
    if not settings.smtp_host:
        say(f"E-mails are written to {settings.instance / 'mail'}")
    say(f"Logs are in {settings.logs}. Ctrl-C stops everything.")


if __name__ == "__main__":
    sys.exit(main())
