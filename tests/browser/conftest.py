"""One running service and one Chromium for the browser tests of a worker."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium
from tests.browser.running import ROOT, Service
from tests.browser.visits import base, visit  # noqa: F401 - fixtures

#: Where the pictures of the screens go; see tests/README.md.
SCREENSHOTS = ROOT / "instance" / "screenshots"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium."""
    executable = chromium.require()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=executable, args=chromium.ARGUMENTS, headless=True
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def service(servers: Any, browser: Browser, tmp_path_factory: Any) -> Iterator[Service]:
    """The whole service on a database of its own."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    running = Service(
        servers.clone_database(f"browser_{worker}"), Path(tmp_path_factory.mktemp("service"))
    )
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """The folder of pictures."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    return SCREENSHOTS
