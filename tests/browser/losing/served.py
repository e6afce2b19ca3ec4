"""The application for the web server, at the moment of the cast and with a clock that runs on."""

import os
from datetime import UTC, datetime, timedelta

from argon2 import PasswordHasher

from webapp.accounts.signing_in import passwords
from webapp.core import clock

SHIFT = "SHIFTED_BY_SECONDS"
_by = timedelta(seconds=float(os.environ.get(SHIFT, "0")))


def shifted() -> datetime:
    """This moment on the clock of the cast."""
    return datetime.now(UTC) + _by


if SHIFT in os.environ:
    clock.now = shifted
    # People sign in often here; nobody guesses these passwords.
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    from webapp.wsgi import app  # noqa: F401 - what the web server asks for
