"""The demo is loaded once into each database, and a half of it is never taken for the whole."""

from pathlib import Path
from typing import cast

import pytest

from webapp.local import run_settings
from webapp.local.demo import DemoMark
from webapp.local.problems import CannotRun
from webapp.local.programs import Service


class Commands:
    """Stands for the service's commands; the demo fails as often as told."""

    def __init__(self, failures: int = 0) -> None:
        self._failures = failures
        self.ran: list[tuple[str, ...]] = []

    def flask(self, *arguments: str) -> str:
        self.ran.append(arguments)
        if len(self.ran) <= self._failures:
            raise CannotRun("no room")
        return ""


def mark(instance: Path, url: str = "") -> DemoMark:
    given = {"DATABASE_URL": url, "MIGRATION_DATABASE_URL": url} if url else {}
    return DemoMark(run_settings.read({"INSTANCE": str(instance), **given}))


def service(failures: int = 0) -> Service:
    return cast(Service, Commands(failures))


def test_a_loaded_demo_is_remembered_by_the_next_run(tmp_path: Path) -> None:
    assert not mark(tmp_path).is_loaded
    mark(tmp_path).load(service())
    assert (mark(tmp_path).is_loaded, mark(tmp_path).is_half_loaded) == (True, False)


def test_each_database_has_its_own_mark(tmp_path: Path) -> None:
    mark(tmp_path).load(service())
    mark(tmp_path, "postgresql://app_rw:x@db/one").load(service())
    assert mark(tmp_path, "postgresql://app_rw:y@db:5432/one").is_loaded
    assert not mark(tmp_path, "postgresql://app_rw:x@db/two").is_loaded


def test_a_demo_cut_off_is_known_as_half_loaded(tmp_path: Path) -> None:
    with pytest.raises(CannotRun):
        mark(tmp_path).load(service(failures=1))
    assert (mark(tmp_path).is_loaded, mark(tmp_path).is_half_loaded) == (False, True)


def test_an_empty_database_has_neither(tmp_path: Path) -> None:
    mark(tmp_path).load(service())
    mark(tmp_path).forget()
    assert (mark(tmp_path).is_loaded, mark(tmp_path).is_half_loaded) == (False, False)
