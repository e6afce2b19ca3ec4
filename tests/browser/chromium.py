"""Where the machine's Chromium is, and what is done when there is none."""

import os
import shutil

import pytest

#: As root Chromium needs to be told; the rest keeps it from calling home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


def path() -> str | None:
    """The executable, or none."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = (shutil.which(name) for name in names)
    return os.environ.get("CHROMIUM") or next((place for place in found if place), None)


def require() -> str:
    """The executable; without it the test is skipped loudly, or fails where it is required."""
    found = path()
    if found is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("Chromium is required here (REQUIRE_BROWSER=1) and was not found")
        pytest.skip("NO BROWSER: Chromium was not found, so nothing of what people see was tested")
    return found
