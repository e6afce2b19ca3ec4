"""Signing in: one answer for everything that doesn't fit, and waits that lock nobody out."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.as_owner import change_account, password_kept
from tests.cast import NOW, PASSWORD
from webapp.accounts.models import SignInTry
from webapp.accounts.signing_in import passwords, throttling
from webapp.accounts.signing_in import service as signing_in
from webapp.core.db import db
from webapp.core.errors import RuleBroken, TooManyTries

HOME, STRANGER = "203.0.113.7", "198.51.100.9"


def attempt(email="lan@example.vn", password=PASSWORD, address=HOME, now=NOW, devices=()):
    account = signing_in.sign_in(email, password, address=address, now=now, devices=devices)
    # As at the end of a request; tries are counted over a connection of their own.
    db.session.commit()
    return account


def fail(times=1, **options):
    for _ in range(times):
        with pytest.raises(RuleBroken, match="sign_in.refused"):
            attempt(password="wrong wrong wrong", **options)


def test_the_right_password_opens_the_account_however_the_address_is_typed(cast):
    assert attempt("  Lan@Example.VN ").id == cast.lan.account_id


def test_known_and_unknown_accounts_cost_one_hash_each(cast, monkeypatch):
    run, real = [], passwords.matches
    monkeypatch.setattr(passwords, "matches", lambda s, p: run.append(s) or real(s, p))
    fail()
    fail(email="nobody@example.vn")
    assert [bool(stored) for stored in run] == [True, False]
    assert not passwords.is_outdated(passwords.NOBODY)


def test_a_disabled_account_answers_like_an_unknown_one(cast):
    change_account(cast.lan.account_id, disabled_at=NOW)
    with pytest.raises(RuleBroken, match="sign_in.refused"):
        attempt()


def test_an_invited_account_without_a_password_answers_the_same(cast):
    change_account(cast.lan.account_id, password_hash=None)
    with pytest.raises(RuleBroken, match="sign_in.refused"):
        attempt()


@pytest.mark.parametrize("email", ["lan@example.vn", "nobody@example.vn"])
def test_too_many_failures_make_known_and_unknown_wait_alike(cast, email):
    fail(throttling.FREE_FOR_ACCOUNT, email=email)
    with pytest.raises(TooManyTries) as refused:
        attempt(email)
    assert refused.value.facts == {"seconds": 11, "wait": "11 giây"}


def test_after_the_wait_the_next_try_is_taken(cast):
    fail(throttling.FREE_FOR_ACCOUNT)
    assert attempt(now=NOW + timedelta(seconds=11)).id == cast.lan.account_id


def test_a_success_forgets_the_failures_before_it(cast):
    fail(throttling.FREE_FOR_ACCOUNT - 1)
    attempt()
    fail(throttling.FREE_FOR_ACCOUNT - 1)
    attempt()
    kept = db.session.scalars(select(SignInTry.succeeded)).all()
    assert kept == [True]


def test_strangers_lock_nobody_out(cast):
    fail(throttling.FREE_FOR_ACCOUNT, address=STRANGER)
    assert attempt(address=HOME).id == cast.lan.account_id


def test_colleagues_failures_do_not_delay_an_address_known_to_the_account(cast):
    attempt()
    for number in range(throttling.FREE_FOR_ADDRESS):
        fail(email=f"nobody{number}@example.vn")
    assert attempt().id == cast.lan.account_id
    with pytest.raises(TooManyTries):
        attempt("mai@example.vn")


def test_an_old_hash_is_made_anew_at_sign_in(cast):
    assert passwords.is_outdated(password_kept(cast.lan.account_id))
    account = attempt()
    assert not passwords.is_outdated(password_kept(account.id))
    assert attempt().id == account.id


def test_the_address_tried_is_stored_as_a_hash_only(cast):
    fail(email="secret@example.vn")
    kept = db.session.scalars(select(SignInTry.account_key)).one()
    assert kept == signing_in.key_of("secret@example.vn")
    assert "secret" not in kept
