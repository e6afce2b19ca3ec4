"""Keys and passwords of this machine: made once, stored in instance/ for its owner only."""

import json
import os
import secrets
from pathlib import Path

from webapp.local.problems import CannotRun


class KeptSecrets:
    """The secrets in one file; a name asked for the first time gets a random value."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._values: dict[str, str] = json.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            self._values = {}
        except ValueError:
            raise CannotRun(f"{path} can't be read; restore it from a copy.") from None

    def __getitem__(self, name: str) -> str:
        if name not in self._values:
            self._values[name] = secrets.token_urlsafe(36)
            write_private(self._path, json.dumps(self._values, indent=2) + "\n")
        return self._values[name]


def write_private(path: Path, text: str) -> None:
    """Replace a file in one step by one that only its owner can read."""
    unfinished = path.with_name(path.name + ".new")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    unfinished.replace(path)
