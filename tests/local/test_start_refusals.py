"""What a start says when something stands in its way."""

import multiprocessing
import socket
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from webapp.local import ports, run_settings
from webapp.local.machine_secrets import KeptSecrets
from webapp.local.one_run import only_run
from webapp.local.ports import free_port, refuse_taken
from webapp.local.problems import CannotRun


def test_a_taken_port_names_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotRun, match=rf"Port {port} .*(\n.*)+PORT={port + 1} make run"):
            refuse_taken("127.0.0.1", port)


def test_a_free_port_is_no_problem() -> None:
    refuse_taken("127.0.0.1", free_port())


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
def test_a_port_that_cannot_be_meant_is_refused(port: str) -> None:
    with pytest.raises(CannotRun, match="PORT must be a number"):
        run_settings.read({"PORT": port})


def test_a_database_without_the_address_for_migrations_says_what_to_set() -> None:
    with pytest.raises(CannotRun, match=r"(?s)MIGRATION_DATABASE_URL.*ADMIN_DATABASE_URL"):
        run_settings.read({"DATABASE_URL": "postgresql://app_rw:x@db/nenmong"})


def test_database_and_broker_are_chosen_one_by_one() -> None:
    settings = run_settings.read({"REDIS_URL": "redis://broker/0"})
    assert (settings.redis_url, settings.database_url) == ("redis://broker/0", "")


def test_the_address_to_open_is_one_a_browser_understands() -> None:
    settings = run_settings.read({"HOST": "::", "PORT": "8001"})
    assert settings.base_url == "http://localhost:8001"


def _hold(instance: Path, held: Event, done: Event) -> None:
    with only_run(instance, "http://localhost:8000"):
        held.set()
        done.wait(30)


def test_a_second_run_over_the_same_data_is_refused(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(tmp_path, held, done))
    other.start()
    try:
        assert held.wait(30)
        with (
            pytest.raises(CannotRun, match=f"process {other.pid}, http://localhost:8000"),
            only_run(tmp_path, "http://localhost:8001"),
        ):
            pass
    finally:
        done.set()
        other.join()
    with only_run(tmp_path, "http://localhost:8001"):
        pass


def test_secrets_are_made_once_and_readable_by_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    first = KeptSecrets(path)["secret_key"]
    assert KeptSecrets(path)["secret_key"] == first
    assert len(first) >= 32
    assert path.stat().st_mode & 0o777 == 0o600


def test_broken_secrets_are_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    path.write_text("{half", "utf-8")
    with pytest.raises(CannotRun, match="restore it"):
        KeptSecrets(path)
    assert path.read_text("utf-8") == "{half"


def test_a_free_port_is_none_that_outgoing_connections_are_given():
    lowest = 32_768
    assert all(10_000 <= free_port() < lowest for _ in range(200))


def test_a_port_that_is_taken_is_not_free(monkeypatch):
    taken, other = free_port(), free_port()
    with socket.socket() as server:
        server.bind(("127.0.0.1", taken))
        monkeypatch.setattr(
            ports.secrets.SystemRandom, "sample", lambda _self, _of, _count: [taken, other]
        )
        assert free_port() == other
