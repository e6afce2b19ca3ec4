"""Forge history a thousand times: `python -m tests.simulation.tampering`.

`… tampering 100` fewer. Lets a branch live until every kind of final words is there, has the
checkpoint of the day made, and then, as the owner of the database with every trigger off, changes
something at random: words, rows, entries, the end of the trail. After each change the check behind
the page, the command and, where entries were touched, the program people take home must say so;
then it is undone, and everything is whole. Some five minutes of a core; the suite plays every kind
of change.
"""

import sys
import tempfile
from collections import Counter
from contextlib import redirect_stdout
from datetime import datetime
from io import BytesIO, TextIOWrapper
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select

from tests import cast as people
from tests.conftest import settings_for_tests
from tests.servers import OwnServers
from tests.simulation.forger import Forger
from tests.simulation.forging import CHANGES
from tests.simulation.sealed_life import live
from webapp import create_app
from webapp.accounts.scope import Scope
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.proofs import (
    checkpoint_address,
    checkpoint_sending,
    queries,
    signed_checkpoint,
    trail_export,
)
from webapp.proofs.models import TrailCheckpoint
from webapp.proofs.offline import verify_checkpoint

_SEED = 20_261_130


def main() -> int:
    """Live, forge, look; 1 if anything was missed."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    own = OwnServers()
    try:
        databases = own.start().clone_database("tampering")
        app = create_app(settings_for_tests(databases.app_url, databases.redis_url))
        with app.app_context(), tempfile.TemporaryDirectory() as folder:
            scope = _lived(app, Path(folder))
            forger = Forger(databases.superuser_url)
            told = _play(app, scope, forger, wanted, Path(folder))
            forger.close()
    finally:
        own.stop()
    _say(f"tampering: {dict(told)}")
    found = ("found by the check", "found by the command", "whole again")
    everything = all(told[name] == told["changes"] for name in found)
    return 0 if everything and told["found at home"] == told["entries touched"] else 1


def _lived(app: Any, folder: Path) -> Scope:
    """Branch K1 after some months, with a checkpoint of its trail; Lan's scope."""
    _travel(people.NOW)
    cast = people.assemble()
    db.session.commit()
    tenancy.bind(cast.organizations["k1"].id)
    live(cast, people.scope_of, _travel)
    scope = people.scope_of(cast.people["lan"])
    key = signed_checkpoint.key_of(app.config["CHECKPOINT_KEY"])
    assert key is not None
    checkpoint_address.choose(scope, "luu@example.vn", based_on="", now=clock.now())
    assert checkpoint_sending.make_checkpoint(scope, key, now=clock.now())
    statement = db.session.scalar(select(TrailCheckpoint.statement))
    (folder / "checkpoint.txt").write_text(str(statement), "utf-8")
    db.session.commit()
    return scope


def _travel(to: datetime) -> None:
    clock.now = lambda: to


def _play(app: Any, scope: Scope, forger: Forger, wanted: int, folder: Path) -> Counter[str]:
    told: Counter[str] = Counter()
    rng, unit = Random(_SEED), scope.organization_id
    forger.keep()
    for number in range(wanted):
        change = CHANGES[number % len(CHANGES)]
        assert change.act(forger, unit, rng), f"nothing to forge: {change.name}"
        checked, ended = not queries.verify(scope).is_whole, _command(app) == 1
        told["changes"] += 1
        told["found by the check"] += checked
        told["found by the command"] += ended
        if change.in_trail:
            told["entries touched"] += 1
            told["found at home"] += _at_home(scope, folder) == 1
        forger.put_back(unit)
        told["whole again"] += queries.verify(scope).is_whole
        if not (checked and ended):
            _say(f"missed: {change.name}, number {number}")
        if number % 100 == 99:
            _say(f"{number + 1}: {dict(told)}")
    return told


def _command(app: Any) -> int:
    """How the command ends for the branch."""
    arguments = ["audit", "verify", "--organization", "k1"]
    here = tenancy.bound()
    done = app.test_cli_runner().invoke(args=arguments)
    tenancy.bind(here)
    return int(done.exit_code)


def _at_home(scope: Scope, folder: Path) -> int:
    """What the program for home says of the exported trail and the checkpoint from before."""
    path = folder / "trail.jsonl"
    with queries.one_moment() as connection:
        path.write_text("".join(trail_export.lines(connection, scope)), "utf-8")
    with redirect_stdout(TextIOWrapper(BytesIO())):
        return verify_checkpoint.main(["--trail", str(path), str(folder / "checkpoint.txt")])


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
