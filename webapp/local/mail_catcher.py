"""A mail server for one machine: every message becomes a file, none leaves.

Started as a program of its own, `python mail_catcher.py PORT FOLDER`, and not as a module of
the package, so that it carries nothing of the service in memory.
"""

import asyncio
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from aiosmtpd.controller import UnthreadedController
from aiosmtpd.smtp import SMTP, Envelope, Session


class Catcher:
    """Writes each message it is handed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = count(1)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep one message; files sort by the moment of arrival."""
        moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        name = f"{moment}-{next(self._number):06}.eml"
        unfinished = self._folder / f".{name}"
        content = envelope.content or b""
        unfinished.write_bytes(content if isinstance(content, bytes) else content.encode())
        unfinished.rename(self._folder / name)
        return "250 kept"


def main(port: int, folder: Path) -> None:
    """Serve until the process is ended."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    controller = UnthreadedController(Catcher(folder), hostname="127.0.0.1", port=port, loop=loop)
    controller.begin()  # type: ignore[no-untyped-call]
    loop.run_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
