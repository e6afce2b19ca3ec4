"""Strangers who guess passwords, through the shipped proxy and all processes of the image."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from tests.cast import PASSWORD
from webapp.accounts.models import SignInTry
from webapp.accounts.signing_in import throttling
from webapp.core.db import db

pytestmark = [pytest.mark.proxy, pytest.mark.real_time]

WRONG = "wrong wrong wrong"
STRANGER, HOME = "127.0.0.3", "127.0.0.4"


def guess_until_refused(house, person):
    stranger = house.guest(STRANGER)
    for _ in range(throttling.FREE_FOR_ACCOUNT):
        assert stranger.try_to_sign_in(person.email, WRONG).status == 422
    assert stranger.try_to_sign_in(person.email, WRONG).status == 429


def test_whoever_comes_from_elsewhere_or_is_known_waits_for_nothing(house, cast):
    known = house.guest(STRANGER)
    assert known.try_to_sign_in(cast.lan.email, PASSWORD).status == 303
    device = {name: v for name, v in known.cookies.items() if name == "__Host-thiet-bi"}
    assert device
    guess_until_refused(house, cast.lan)
    # At the stranger's own address, on a device that signed in before.
    here = house.guest(STRANGER, cookies=device)
    assert here.try_to_sign_in(cast.lan.email, PASSWORD).status == 303
    # On a new device elsewhere, after some typing errors.
    fresh = house.guest(HOME)
    for _ in range(throttling.FREE_FOR_ACCOUNT - 1):
        assert fresh.try_to_sign_in(cast.lan.email, WRONG).status == 422
    assert fresh.try_to_sign_in(cast.lan.email, PASSWORD).status == 303


def test_a_claimed_address_is_no_way_around(house, cast):
    guess_until_refused(house, cast.lan)
    stranger = house.guest(STRANGER)
    page = stranger.get("/dang-nhap", X_Forwarded_For=HOME)
    assert page.status == 200
    assert stranger.try_to_sign_in(cast.lan.email, PASSWORD).status == 429
    assert set(db.session.scalars(select(SignInTry.address))) == {STRANGER}


def test_of_nine_at_once_five_are_looked_at_by_all_processes_together(house, cast):
    strangers = [house.guest(STRANGER) for _ in range(9)]
    for stranger in strangers:
        stranger.open_the_form()
    with ThreadPoolExecutor(9) as at_once:
        answers = at_once.map(lambda one: one.try_to_sign_in(cast.lan.email, WRONG), strangers)
    assert sorted(answer.status for answer in answers) == [422] * 5 + [429] * 4


def test_guesses_without_end_from_one_address_hold_up_nobody_elsewhere(house, cast):
    people = (cast.lan, cast.hung, cast.mai, cast.binh, cast.khanh, cast.oanh)

    def guess(number):
        stranger = house.guest(STRANGER)
        return [
            stranger.try_to_sign_in(f"n{number}.{i % 7}@example.vn", WRONG).status
            for i in range(18)
        ]

    with ThreadPoolExecutor(4) as strangers:
        guesses = [strangers.submit(guess, number) for number in range(4)]
        for number, person in enumerate(people):
            guest = house.guest(f"127.0.2.{number + 1}")
            assert guest.try_to_sign_in(person.email, PASSWORD).status == 303
        statuses = [status for one in guesses for status in one.result()]
    looked_at = statuses.count(422)
    assert statuses.count(429) == len(statuses) - looked_at
    # On a slow machine the first waits (10 s, 20 s) pass meanwhile.
    assert throttling.FREE_FOR_ADDRESS <= looked_at <= throttling.FREE_FOR_ADDRESS + 3
