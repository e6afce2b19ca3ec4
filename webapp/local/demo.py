"""The demo data: loaded once into each database, by the command that makes it."""

from pathlib import Path
from urllib.parse import urlsplit

from webapp.local.programs import Service
from webapp.local.servers import Addresses


class DemoMark:
    """Remembers in instance/ which databases already have the demo."""

    def __init__(self, path: Path, addresses: Addresses, *, is_ours: bool) -> None:
        self._path = path
        given = urlsplit(addresses.database_url)
        self._name = "our own" if is_ours else f"{given.hostname}:{given.port or 5432}{given.path}"
        if is_ours and addresses.is_new:
            # The data folder was moved away; what was loaded went with it.
            self._write(self._known() - {self._name})

    def load_once(self, service: Service) -> bool:
        """Load the demo unless this database had it before; true if it was loaded now."""
        if self._name in self._known():
            return False
        service.flask("admin", "demo")
        self._write(self._known() | {self._name})
        return True

    def is_loaded(self) -> bool:
        return self._name in self._known()

    def _known(self) -> set[str]:
        try:
            return set(self._path.read_text("utf-8").splitlines())
        except FileNotFoundError:
            return set()

    def _write(self, names: set[str]) -> None:
        self._path.write_text("".join(f"{name}\n" for name in sorted(names)), "utf-8")
