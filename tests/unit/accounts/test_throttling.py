"""How long somebody waits before trying to sign in again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.accounts.throttling import (
    FREE_FOR_ACCOUNT,
    FREE_FOR_ADDRESS,
    LONGEST,
    LONGEST_WHERE_KNOWN,
    Failures,
    network_of,
    seconds_to_wait,
    spoken,
)

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
NONE = Failures()
counts = st.integers(min_value=0, max_value=10_000)


def failed(count, ago=0):
    return Failures(count, NOW - timedelta(seconds=ago)) if count else NONE


def wait(here, address=NONE, *, is_known=False):
    return seconds_to_wait(here, address, is_known=is_known, now=NOW)


@given(st.integers(min_value=0, max_value=FREE_FOR_ACCOUNT - 1))
def test_typing_errors_cost_nothing(count):
    assert wait(failed(count)) == 0


@given(counts, counts)
def test_waits_never_shrink_with_more_failures(one, other):
    fewer, more = sorted((one, other))
    assert wait(failed(fewer)) <= wait(failed(more))


@given(counts, counts)
def test_no_wait_is_longer_than_the_longest(here, address):
    assert wait(failed(here), failed(address)) <= LONGEST.total_seconds() + 1


@given(counts)
def test_waiting_long_enough_always_opens_the_door(count):
    ago = int(LONGEST.total_seconds()) + 1
    assert wait(failed(count, ago), failed(count, ago)) == 0


@given(counts)
def test_failures_of_others_never_delay_a_known_address(others):
    assert wait(NONE, failed(others), is_known=True) == 0


@given(counts)
def test_even_failures_in_its_own_name_delay_a_known_address_only_briefly(count):
    assert wait(failed(count), is_known=True) <= LONGEST_WHERE_KNOWN.total_seconds() + 1


def test_an_address_that_tries_many_accounts_waits_for_all_of_them():
    assert wait(NONE, failed(FREE_FOR_ADDRESS - 1)) == 0
    assert wait(NONE, failed(FREE_FOR_ADDRESS)) > 0


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("nonsense", "nonsense"),
    ],
)
def test_one_customer_of_ipv6_counts_as_one_address(address, counted_as):
    assert network_of(address) == counted_as


def test_waits_are_said_as_people_say_them():
    assert (spoken(40), spoken(60), spoken(61)) == ("40 giây", "1 phút", "2 phút")
