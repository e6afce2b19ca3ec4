"""Load the demo as of one day in each month of a year: `python -m tests.simulation.demo`.

The story is told from the day it is loaded on, and must not trip over a thematic month, a holiday
or the turn of a year. Too slow for the suite, which loads it on one day.
"""

import sys
import time
from datetime import date, datetime, timedelta

from tests.clean_database import Slate
from tests.conftest import settings_for_tests
from tests.servers import OwnServers
from webapp import create_app
from webapp.core import clock

DAYS = [date(2026, 12, 3) + timedelta(days=33 * n) for n in range(12)]


def main() -> int:
    """Load it day by day; 1 if any day fails."""
    own, failed = OwnServers(), 0
    try:
        databases = own.start().clone_database("demo")
        app = create_app(settings_for_tests(databases.app_url, databases.redis_url))
        slate = Slate(databases.superuser_url)
        for day in [date.fromisoformat(text) for text in sys.argv[1:]] or DAYS:
            moment = datetime(day.year, day.month, day.day, 2, 0, tzinfo=clock.UTC)
            slate.wipe()
            began = time.process_time()
            with clock.stopped(moment):
                done = app.test_cli_runner().invoke(args=["admin", "demo"])
            failed += done.exit_code != 0
            said = "" if done.exit_code == 0 else repr(done.exception)
            sys.stdout.write(f"{day}: {time.process_time() - began:.0f} s {said}\n")
            sys.stdout.flush()
    finally:
        own.stop()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
