"""What strangers try in somebody's name never keeps that person out, and gets them nowhere."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.cast import NOW, PASSWORD
from webapp.accounts import expiry
from webapp.accounts.models import AccountDevice, SignInTry
from webapp.accounts.signing_in import known_devices, throttling
from webapp.accounts.signing_in import service as signing_in
from webapp.core.db import db
from webapp.core.errors import RuleBroken, TooManyTries

HOME, ELSEWHERE = "203.0.113.7", "203.0.113.8"
MINUTE = timedelta(minutes=1)


def attempt(cast, password=PASSWORD, *, address=HOME, now=NOW, devices=()):
    account = signing_in.sign_in(
        cast.lan.email, password, address=address, now=now, devices=devices
    )
    db.session.commit()
    return account


def guess(cast, address, now=NOW, devices=()):
    """Whether a wrong password was looked at; else how long to wait."""
    try:
        attempt(cast, "wrong wrong wrong", address=address, now=now, devices=devices)
    except TooManyTries as refused:
        return refused.facts["seconds"]
    except RuleBroken:
        return 0
    raise AssertionError("a wrong password opened the account")


def device_of(cast, now=NOW):
    kept = known_devices.remember(cast.lan.account_id, [], now)
    db.session.commit()
    return kept


def botnet(cast, many=throttling.CEILING, each=1):
    for number in range(many):
        for _ in range(each):
            assert guess(cast, f"198.51.{number // 250}.{number % 250}") == 0


def test_a_known_device_waits_for_nobody_even_at_the_address_of_the_stranger(cast):
    devices = device_of(cast)
    for _ in range(throttling.FREE_FOR_ACCOUNT):
        guess(cast, HOME)
    assert guess(cast, HOME) > 0
    assert attempt(cast, devices=devices).id == cast.lan.account_id
    # What was right on the device says nothing about the stranger.
    assert db.session.scalar(select(func.count()).where(SignInTry.succeeded.is_(False))) == 5


def test_nor_in_a_network_that_tries_many_accounts(cast):
    devices = device_of(cast)
    for number in range(throttling.FREE_FOR_ADDRESS):
        with pytest.raises(RuleBroken):
            signing_in.sign_in(f"n{number}@example.vn", "wrong", address=HOME, now=NOW)
    assert guess(cast, HOME) > 0
    assert attempt(cast, devices=devices).id == cast.lan.account_id


def test_errors_on_a_known_device_delay_that_device_alone_and_briefly(cast):
    devices = device_of(cast)
    for _ in range(throttling.FREE_FOR_ACCOUNT):
        assert guess(cast, HOME, devices=devices) == 0
    assert guess(cast, HOME, devices=devices) == 11
    assert guess(cast, ELSEWHERE, devices=devices) == 11
    assert attempt(cast, address=HOME).id == cast.lan.account_id
    assert attempt(cast, now=NOW + timedelta(seconds=11), devices=devices)


def test_under_attack_from_many_addresses_a_fresh_device_elsewhere_still_waits_for_nothing(cast):
    botnet(cast)
    for _ in range(throttling.FREE_FOR_ACCOUNT - 1):
        assert guess(cast, HOME) == 0
    assert attempt(cast).id == cast.lan.account_id


def test_and_the_attackers_wait_long_from_their_sixth_guess_on(cast):
    botnet(cast, many=20, each=throttling.FREE_FOR_ACCOUNT)
    assert guess(cast, "198.51.0.3") == throttling.LONGEST.total_seconds() + 1
    later = NOW + throttling.LONGEST - MINUTE
    assert guess(cast, "198.51.0.3", now=later) > 0


def test_one_who_has_a_large_network_is_no_thousand_people(cast):
    taken = [guess(cast, f"2001:db8:7:{number:x}::1") for number in range(200)]
    assert taken.count(0) == throttling.FREE_FOR_NETWORK
    assert attempt(cast, address="2001:db8:8::1").id == cast.lan.account_id


def test_what_is_known_is_the_account_and_not_the_browser(cast):
    """Somebody who signs in on a computer first doesn't learn what the next one is known by."""
    planted = known_devices.remember(cast.mai.account_id, [], NOW)
    kept = known_devices.remember(cast.lan.account_id, planted, NOW)
    db.session.commit()
    assert kept[1:] == planted
    assert known_devices.find(cast.lan.account_id, planted, NOW) is None
    assert known_devices.find(cast.lan.account_id, kept, NOW) is not None
    assert known_devices.find(cast.mai.account_id, kept, NOW) is not None


def test_an_account_knows_ten_devices_and_a_browser_five_accounts(cast):
    first = device_of(cast)
    for number in range(known_devices.MOST_FOR_ACCOUNT):
        device_of(cast, NOW + MINUTE * (number + 1))
    assert db.session.scalar(select(func.count(AccountDevice.id))) == known_devices.MOST_FOR_ACCOUNT
    assert known_devices.find(cast.lan.account_id, first, NOW) is None
    many = [f"token {number}" for number in range(9)]
    assert len(known_devices.remember(cast.lan.account_id, many, NOW)) == 5


def test_a_device_is_forgotten_half_a_year_after_its_last_sign_in(cast):
    devices = device_of(cast)
    just, after = NOW + known_devices.KEPT - MINUTE, NOW + known_devices.KEPT
    assert known_devices.find(cast.lan.account_id, devices, just) is not None
    assert known_devices.find(cast.lan.account_id, devices, after) is None
    expiry.forget_expired(after + MINUTE)
    assert db.session.scalars(select(AccountDevice)).all() == []


def test_tries_of_a_forgotten_device_go_with_it(cast):
    devices = device_of(cast)
    guess(cast, HOME, devices=devices)
    known_devices.forget_all(cast.lan.account_id)
    assert db.session.scalars(select(SignInTry)).all() == []
    assert known_devices.find(cast.lan.account_id, devices, NOW) is None
