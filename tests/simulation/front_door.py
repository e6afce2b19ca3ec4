"""The front door under load, as shipped: `python -m tests.simulation.front_door`.

`… front_door addresses`, `silent`, `guessing` or `rightful` plays one part. Everything stays on
this machine: guests come from addresses of 127.0.0.0/8. Prints what was measured, also to
`instance/front_door.txt`; 1 if anybody was held up who should not be. Some ten minutes.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import insert, select

from tests.cast import PASSWORD
from tests.conftest import settings_for_tests
from tests.front_door import nginx
from tests.front_door.house import House, open_house
from tests.front_door.load import (
    SILENT,
    Came,
    guess,
    held,
    keep_guessing,
    p95,
    page_times,
    people_come,
)
from tests.servers import OwnServers
from webapp import create_app
from webapp.accounts.models import Account, AccountSession, SignInTry
from webapp.accounts.signing_in import passwords, throttling
from webapp.core import clock
from webapp.core.db import db
from webapp.local.run_settings import PROJECT

PEOPLE = 1_000
GUESSES = 1_000
ROUNDS = 10
#: How much slower pages may become while others hold connections.
BAR = 1.5
WRONG = "wrong wrong wrong"


@dataclass(frozen=True)
class Scene:
    """The running service, a thousand accounts, and a view of the database."""

    house: House
    app: Flask
    emails: list[str]


def main() -> int:
    """Play the parts that are asked for, all if none is."""
    if nginx.missing():
        sys.stderr.write(f"not found: {', '.join(nginx.missing())}\n")
        return 2
    parts = {"addresses": addresses, "silent": silent, "guessing": guessing, "rightful": rightful}
    chosen = sys.argv[1:] or list(parts)
    if set(chosen) - set(parts):
        sys.stderr.write(f"parts: {', '.join(parts)}\n")
        return 2
    with scene() as here:
        said = [line for name in chosen for line in _played(name, parts[name], here)]
    (PROJECT / "instance").mkdir(exist_ok=True)
    (PROJECT / "instance" / "front_door.txt").write_text("\n".join(said) + "\n")
    return 1 if any(line.startswith("FAILED") for line in said) else 0


def _played(name: str, part: Callable[[Scene], Iterator[str]], here: Scene) -> Iterator[str]:
    began = time.monotonic()
    for line in part(here):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
        yield line
    sys.stdout.write(f"      ({name}: {time.monotonic() - began:.0f} s)\n")


def _verdict(is_good: bool, text: str) -> str:
    return f"{'ok    ' if is_good else 'FAILED'} {text}"


@contextmanager
def scene() -> Iterator[Scene]:
    """Servers of one's own, accounts, web server and proxy, until the end of the block."""
    own = OwnServers()
    try:
        databases = own.start().clone_database("front_door")
        app = create_app(settings_for_tests(databases.app_url, databases.redis_url))
        emails = [f"nguoi{number}@example.vn" for number in range(PEOPLE)]
        with app.app_context():
            stored, now = passwords.hash_of(PASSWORD), clock.now()
            rows = [
                {"email": e, "full_name": "Người", "password_hash": stored, "created_at": now}
                for e in emails
            ]
            db.session.execute(insert(Account), [row | {"is_operator": False} for row in rows])
            db.session.commit()
        with (
            tempfile.TemporaryDirectory(prefix="house-") as folder,
            open_house(databases, Path(folder)) as house,
        ):
            yield Scene(house, app, emails)
        with app.app_context():
            db.engine.dispose()
    finally:
        own.stop()


def addresses(here: Scene) -> Iterator[str]:
    """Sessions and tries have the addresses people come from, whatever they claim."""
    came = [f"127.0.9.{number}" for number in range(1, 21)]
    for address, email in zip(came, here.emails, strict=False):
        guest = here.house.guest(address)
        guest.get("/dang-nhap", X_Forwarded_For="203.0.113.9", Forwarded="for=203.0.113.9")
        guest.try_to_sign_in(email, PASSWORD)
    with here.app.app_context():
        for model in (AccountSession, SignInTry):
            found = sorted(db.session.scalars(select(model.address)))
            yield _verdict(found == sorted(came), f"{len(found)} right in {model.__tablename__}")


def silent(here: Scene) -> Iterator[str]:
    """Pages are as quick while sixty hold connections and say nothing, or little."""
    guest = here.house.guest("127.0.0.2")
    guest.try_to_sign_in(here.emails[0], PASSWORD)
    page_times(guest, "/toi", 50)
    for kind in SILENT:
        alone, beside = [], []
        # By turns, so that whatever else this machine does slows both alike.
        for _ in range(4):
            alone += page_times(guest, "/toi", 75)
            with held(here.house, kind, 60):
                beside += page_times(guest, "/toi", 75)
        times = p95(beside) / p95(alone)
        told = f"60 × {kind}: p95 {p95(alone):.0f} ms alone, {p95(beside):.0f} ms beside them"
        yield _verdict(times <= BAR, f"{told}, {times:.2f} ×")


def guessing(here: Scene) -> Iterator[str]:
    """A thousand wrong passwords from one address hold up none of a thousand others."""
    quiet, disturbed, guesses = Came(), Came(), list[int]()
    many = len(here.emails) // ROUNDS
    # By turns, so that whatever else this machine does slows both alike.
    for turn in range(ROUNDS):
        people = here.emails[turn * many : (turn + 1) * many]
        quiet += people_come(here.house, people[: many // 4], f"127.{turn + 100}")
        with keep_guessing(here.house, "127.0.0.3", here.emails, GUESSES // ROUNDS) as taken:
            disturbed += people_come(here.house, people, f"127.{turn + 1}")
        guesses += taken
    yield _verdict(set(quiet.statuses) == {303}, f"undisturbed: {quiet}")
    yield _verdict(set(disturbed.statuses) == {303}, f"while somebody guesses: {disturbed}")
    looked_at = guesses.count(422)
    told = f"{len(guesses)} wrong passwords from one address, {looked_at} of them looked at"
    # After the free ones a few, as the waits between them double.
    is_bounded = len(guesses) >= GUESSES and looked_at <= throttling.FREE_FOR_ADDRESS + 10
    yield _verdict(is_bounded, told)


def rightful(here: Scene) -> Iterator[str]:
    """Whoever has the right password gets in while two hundred addresses guess at it."""
    email, stranger = here.emails[1], "127.0.4.1"
    known = here.house.guest(stranger)
    known.try_to_sign_in(email, PASSWORD)
    device = {name: v for name, v in known.cookies.items() if name.endswith("thiet-bi")}
    with ThreadPoolExecutor(4) as at_once:
        answers = at_once.map(lambda n: guess(here.house, f"127.0.4.{n}", email, 6), range(1, 201))
        taken = sum(statuses.count(422) for statuses in answers)
    yield _verdict(taken <= 200 * throttling.FREE_FOR_ACCOUNT, f"{taken} of 1200 guesses taken")
    again = here.house.guest(stranger, cookies=device).try_to_sign_in(email, PASSWORD)
    yield _verdict(again.status == 303, "known device at a stranger's address: no wait")
    fresh = here.house.guest("127.0.5.1")
    errors = [fresh.try_to_sign_in(email, WRONG).status for _ in range(4)]
    is_in = fresh.try_to_sign_in(email, PASSWORD).status == 303
    yield _verdict(errors == [422] * 4 and is_in, "fresh device elsewhere, fifth try: no wait")


if __name__ == "__main__":
    sys.exit(main())
