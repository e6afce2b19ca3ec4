"""Send everything bad to everything: `python -m tests.simulation.fuzz [forms] [addresses] …`.

The suite sends a part of it, see `tests/web/fuzz`. Prints how many requests were made and each
answer that says the service failed; 1 if there was any.
"""

import logging
import sys
import time
from unittest.mock import patch

from tests import cast as people
from tests.conftest import CastClient, settings_for_tests
from tests.servers import OwnServers
from tests.tenancy.planted import plant
from tests.web.fuzz import course
from tests.web.fuzz.visitor import Tally, Visitor, keep_nothing
from webapp import create_app
from webapp.core import clock, queue, tenancy


def main() -> int:
    """Try it all; 1 if anything failed."""
    logging.disable(logging.CRITICAL)
    own, tally, began = OwnServers(), Tally(), time.process_time()
    queue.wake = lambda _name, _facts: True
    try:
        databases = own.start().clone_database("fuzz")
        app = create_app(settings_for_tests(databases.app_url, databases.redis_url))
        app.test_client_class = CastClient
        # Each request has a context of its own, in which a stopped clock would run again.
        with patch.object(clock, "now", lambda: people.NOW), app.app_context():
            cast = people.assemble()
            tenancy.bind(cast.organizations["k1"].id)
            ids = plant(cast)
            keep_nothing(app)
            known = [cast.people.get(name) if name else None for name in course.PEOPLE]
            visitors = [Visitor(app, person, ids, tally) for person in known]
            wanted = set(sys.argv[1:]) or {"forms", "addresses", "arguments"}
            if "forms" in wanted:
                course.forms(app, visitors, tally, thorough=True)
            if "addresses" in wanted:
                course.addresses(app, visitors[:3], thorough=True)
            if "arguments" in wanted:
                course.arguments(visitors[:1], thorough=True)
    finally:
        own.stop()
    said = [f"{tally}, {time.process_time() - began:.0f} s\n"]
    sys.stdout.writelines(said + [f"{failure}\n" for failure in tally.failures])
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
