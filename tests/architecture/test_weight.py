"""A web worker loads no library that only commands, workers or rare pages need."""

import os
import subprocess
import sys

from tests.architecture.source import ROOT

HEAVY = ("alembic", "holidays", "icalendar", "phonenumbers", "python_calamine", "xlsxwriter")


def test_what_few_pages_need_is_loaded_by_those_alone():
    program = (
        "import sys; from webapp import create_app; create_app();"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    environment = os.environ | {
        "APP_ENV": "test",
        "SECRET_KEY": "x" * 40,
        "DATABASE_URL": "postgresql+psycopg://nobody@localhost:1/none",
        "REDIS_URL": "redis://localhost:1/0",
    }
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
