"""Web server and proxy together, each started the way production starts it."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.web_server import WebServer
from tests.faults.workers import ROOT
from tests.front_door.guest import Guest
from tests.front_door.nginx import Proxy, before
from webapp.local.ports import free_port


@dataclass(frozen=True)
class House:
    """What runs, and a way for guests to come."""

    web: WebServer
    proxy: Proxy

    def guest(self, address: str = "127.0.0.1", **options: Any) -> Guest:
        """Somebody with a browser of their own at an address of this machine (127.0.0.0/8)."""
        return Guest(self.proxy.port, self.proxy.certificate, address, **options)


def shipped_options() -> list[str]:
    """What the image tells gunicorn, without the place to listen at."""
    command: list[str] = json.loads(
        re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text()).rpartition("\nCMD ")[2]
    )
    assert command[:3] == ["gunicorn", "--bind", "0.0.0.0:8000"]
    assert command[-1] == "webapp.wsgi:app"
    return command[3:-1]


@contextmanager
def open_house(databases: Any, folder: Path) -> Iterator[House]:
    """The service behind its proxy, until the end of the block."""
    port = free_port()
    settings = {
        "APP_ENV": "production",
        "BASE_URL": f"https://localhost:{port}",
        "TRUSTED_PROXIES": "1",
    }
    web = WebServer(
        databases.app_url,
        databases.redis_url,
        folder / "web.log",
        settings=settings,
        options=shipped_options(),
    )
    try:
        web.wait()
        with before(web.port, port, folder) as proxy:
            yield House(web, proxy)
    finally:
        web.stop()
