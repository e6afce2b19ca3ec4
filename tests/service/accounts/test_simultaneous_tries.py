"""Many tries at one moment are no more than as many one after the other."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from tests.cast import NOW
from webapp.accounts.models import SignInTry
from webapp.accounts.signing_in import known_devices, passwords, throttling
from webapp.accounts.signing_in import service as signing_in
from webapp.core.db import db
from webapp.core.errors import RuleBroken, TooManyTries

HOME = "203.0.113.7"


def all_at_once(app, *tries):
    """Let each try at the same moment; "looked at", "wait" or what went wrong, in order."""
    ready, ended = Barrier(len(tries)), [None] * len(tries)

    def run(place, email, address, devices):
        with app.app_context():
            ready.wait(20)
            try:
                signing_in.sign_in(email, "wrong", address=address, now=NOW, devices=devices)
            except TooManyTries:
                ended[place] = "wait"
            except RuleBroken:
                ended[place] = "looked at"

    db.session.commit()
    threads = [Thread(target=run, args=(place, *one)) for place, one in enumerate(tries)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return ended


@pytest.fixture
def hashed(monkeypatch):
    run, real = [], passwords.matches
    monkeypatch.setattr(passwords, "matches", lambda s, p: run.append(s) or real(s, p))
    return run


@pytest.mark.parametrize("email", ["lan@example.vn", "nobody@example.vn"])
def test_of_nine_at_once_five_are_looked_at(app, cast, hashed, email):
    ended = all_at_once(app, *[(email, HOME, ())] * 9)
    assert sorted(ended) == ["looked at"] * 5 + ["wait"] * 4
    assert len(hashed) == throttling.FREE_FOR_ACCOUNT
    assert db.session.scalar(select(func.count(SignInTry.id))) == 5


def test_on_a_known_device_too(app, cast, hashed):
    devices = known_devices.remember(cast.lan.account_id, [], NOW)
    ended = all_at_once(app, *[(cast.lan.email, HOME, devices)] * 9)
    assert sorted(ended) == ["looked at"] * 5 + ["wait"] * 4
    assert len(hashed) == throttling.FREE_FOR_ACCOUNT


def test_of_one_address_fifty_accounts_are_tried(app, cast, monkeypatch):
    monkeypatch.setattr(passwords, "matches", lambda _stored, _password: False)
    for number in range(throttling.FREE_FOR_ADDRESS - 3):
        with pytest.raises(RuleBroken):
            signing_in.sign_in(f"n{number}@example.vn", "wrong", address=HOME, now=NOW)
    ended = all_at_once(app, *[(f"m{number}@example.vn", HOME, ()) for number in range(9)])
    assert sorted(ended) == ["looked at"] * 3 + ["wait"] * 6


def test_crosswise_tries_end_all_the_same(app, cast, monkeypatch):
    monkeypatch.setattr(passwords, "matches", lambda _stored, _password: False)
    pairs = [
        (f"n{number % 2}@example.vn", f"203.0.113.{number // 2 % 2}", ()) for number in range(12)
    ]
    assert all_at_once(app, *pairs) == ["looked at"] * 12
