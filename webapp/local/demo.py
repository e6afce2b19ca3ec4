"""Loads the demo, once into each database."""

from pathlib import Path
from urllib.parse import urlsplit

from webapp.local.programs import Service
from webapp.local.run_settings import RunSettings


class DemoMark:
    """Records in instance/ which databases have the demo, and which have only a part of it."""

    def __init__(self, settings: RunSettings) -> None:
        self._loaded = settings.instance / "demo-loaded.txt"
        self._begun = settings.instance / "demo-begun.txt"
        given = urlsplit(settings.database_url)
        database = f"{given.hostname}:{given.port or 5432}{given.path}"
        self._name = database if settings.database_url else "our own"

    @property
    def is_loaded(self) -> bool:
        """Whether the whole demo is there."""
        return self._name in _names(self._loaded)

    @property
    def is_half_loaded(self) -> bool:
        """Whether loading was cut off, by Ctrl-C or a failure."""
        return self._name in _names(self._begun)

    def forget(self) -> None:
        """Forget the demo of this database, which is empty again."""
        _write(self._loaded, _names(self._loaded) - {self._name})
        _write(self._begun, _names(self._begun) - {self._name})

    def load(self, service: Service) -> None:
        """Load the demo; it counts as loaded only once all of it is there."""
        _write(self._begun, _names(self._begun) | {self._name})
        service.flask("admin", "demo")
        _write(self._loaded, _names(self._loaded) | {self._name})
        _write(self._begun, _names(self._begun) - {self._name})


def _names(path: Path) -> set[str]:
    try:
        return set(path.read_text("utf-8").splitlines())
    except FileNotFoundError:
        return set()


def _write(path: Path, names: set[str]) -> None:
    if names:
        path.write_text("".join(f"{name}\n" for name in sorted(names)), "utf-8")
    else:
        path.unlink(missing_ok=True)
