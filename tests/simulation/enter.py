"""Press Enter in every kind of field of every form: `python -m tests.simulation.enter`.

Prints what was asked for, with and without scripts; 1 if any press did something else than the
form says. Some minutes of a core; the suite presses fewer.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium
from tests.browser.visits import let_in, served
from tests.cast import NOW, Cast, assemble
from tests.conftest import CastClient, settings_for_tests
from tests.servers import OwnServers
from tests.walk.furnished import furnish
from tests.walk.pressing import Press, Pressing, by_person
from tests.walk.walking import Walk, walk
from webapp import create_app
from webapp.core import clock


def main() -> int:
    """Walk, press, print."""
    with _application() as app, sync_playwright() as playwright:
        cast = assemble()
        found = walk(app, cast, furnish(cast))
        launched = playwright.chromium.launch(
            executable_path=chromium.path(), args=chromium.ARGUMENTS
        )
        presses = [
            press
            for script in (True, False)
            for press in _pressed(app, cast, found, launched, script=script)
        ]
        launched.close()
    wrong = [press for press in presses if not press.is_right]
    for press in sorted(presses, key=str):
        sys.stdout.write(f"{'' if press.is_right else 'WRONG '}{press}\n")
    sys.stdout.write(
        f"{found.opened} pages, {len(found.posts)} forms, {len(found.distinct)} kinds of forms,"
        f" {len(presses)} presses, {len(wrong)} wrong\n"
    )
    return 1 if wrong or found.broken else 0


@contextmanager
def _application() -> Iterator[Any]:
    """The application at the moment of the tests, on servers of its own."""
    own = OwnServers()
    try:
        databases = own.start().clone_database("enter")
        app = create_app(settings_for_tests(databases.app_url, databases.redis_url))
        app.test_client_class = CastClient
        # Requests run in threads of their own, so the clock is stopped for all of them.
        with app.app_context(), patch.object(clock, "now", lambda: NOW):
            yield app
    finally:
        own.stop()


def _pressed(
    app: Any, cast: Cast, found: Walk, launched: Browser, *, script: bool
) -> Iterator[Press]:
    forms = [seen for seen in found.distinct if seen.form.entered]
    with served(app) as base:
        for person, met in by_person(forms):
            context = launched.new_context(base_url=base, java_script_enabled=script)
            if person:
                let_in(app, context, cast.people[person], base)
            pressing = Pressing(context.new_page(), script=script)
            for seen in met:
                yield from pressing.every_kind(seen)
            context.close()


if __name__ == "__main__":
    sys.exit(main())
