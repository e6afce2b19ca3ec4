"""Forge history a thousand times: `python -m tests.simulation.tampering`.

`… tampering 100` fewer. Loads the demo, has a checkpoint made in every organization with a trail,
and then, as the owner of the database with every trigger off, changes something at random: final
words, rows, entries, the end of a trail. After each change the check behind the page, the command
and, where entries were touched, the program people take home must say so; then it is undone and
everything must be whole. Some twenty minutes of a core; the suite plays every kind of change.
"""

import sys
import tempfile
from collections import Counter
from contextlib import redirect_stdout
from datetime import UTC, datetime
from io import BytesIO, TextIOWrapper
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select

from tests.conftest import settings_for_tests
from tests.servers import OwnServers
from tests.simulation.forger import Forger
from tests.simulation.forging import CHANGES, Change
from webapp import create_app
from webapp.accounts.queries import task_scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.proofs import exporting, queries, sending, statements
from webapp.proofs.choosing import SETTING
from webapp.proofs.models import TrailCheckpoint
from webapp.proofs.offline import verify_checkpoint

_MOMENT = datetime(2026, 12, 3, 2, 0, tzinfo=UTC)
_SEED = 20_261_130


def main() -> int:
    """Load, forge, look; 1 if anything was missed."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    own = OwnServers()
    try:
        databases = own.start().clone_database("tampering")
        app = create_app(settings_for_tests(databases.app_url, databases.redis_url))
        with clock.stopped(_MOMENT):
            done = app.test_cli_runner().invoke(args=["admin", "demo"])
            assert done.exit_code == 0, done.exception
            with app.app_context(), tempfile.TemporaryDirectory() as folder:
                return _play(app, Forger(databases.superuser_url), wanted, Path(folder))
    finally:
        own.stop()


def _play(app: Any, forger: Forger, wanted: int, folder: Path) -> int:
    units, rng = _checkpoints(app, folder), Random(_SEED)
    forger.keep()
    told: Counter[str] = Counter()
    for number in range(wanted):
        change = CHANGES[number % len(CHANGES)]
        unit = _forge(forger, change, units, rng)
        told["changes"] += 1
        told["found by the check"] += not _verified(unit).is_whole
        told["found by the command"] += _command(app, units[unit]) == 1
        if change.in_trail:
            told["entries changed"] += 1
            told["found without the service"] += _offline(unit, folder) == 1
        forger.put_back(unit)
        told["whole again"] += _verified(unit).is_whole
        if number % 50 == 49:
            _say(f"{number + 1}: {dict(told)}")
    _say(f"tampering: {dict(told)}")
    found = {"found by the check", "found by the command", "whole again"}
    missed = [name for name in found if told[name] != told["changes"]]
    if told["found without the service"] != told["entries changed"]:
        missed.append("found without the service")
    return 1 if missed else 0


def _forge(forger: Forger, change: Change, units: dict[int, str], rng: Random) -> int:
    """Change something in a unit that has such a thing; the unit."""
    for unit in rng.sample(list(units), len(units)):
        if change.act(forger, unit, rng):
            return unit
    raise AssertionError(f"nowhere is anything for: {change.name}")


def _checkpoints(app: Any, folder: Path) -> dict[int, str]:
    """Make a checkpoint in every unit with a trail of some length; their codes by identifier."""
    key = statements.key_of(app.config["CHECKPOINT_KEY"])
    assert key is not None
    units = {}
    for organization in db.session.scalars(select(Organization)).all():
        organization.settings = organization.settings | {SETTING: "luu@example.vn"}
        units[organization.id] = organization.code
    db.session.commit()
    for unit in list(units):
        with tenancy.tenant(unit):
            scope = task_scope(unit)
            if scope is None or queries.verify(scope).entries < 30:
                del units[unit]
                continue
            assert sending.make(scope, key, now=clock.now())
            statement = db.session.scalar(select(TrailCheckpoint.statement))
            (folder / f"{unit}.txt").write_text(str(statement), "utf-8")
            db.session.commit()
    return units


def _verified(unit: int) -> queries.Check:
    with tenancy.tenant(unit):
        scope = task_scope(unit)
        assert scope is not None
        return queries.verify(scope)


def _command(app: Any, code: str) -> int:
    done = app.test_cli_runner().invoke(args=["audit", "verify", "--organization", code])
    return int(done.exit_code)


def _offline(unit: int, folder: Path) -> int:
    """What the program for home says of the exported trail and the checkpoint from before."""
    path = folder / "trail.jsonl"
    with tenancy.tenant(unit):
        scope = task_scope(unit)
        assert scope is not None
        with queries.one_moment() as connection:
            path.write_text("".join(exporting.lines(connection, scope)), "utf-8")
    with redirect_stdout(TextIOWrapper(BytesIO())):
        return verify_checkpoint.main(["--trail", str(path), str(folder / f"{unit}.txt")])


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
