"""How long somebody waits before trying to sign in again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.accounts.signing_in.throttling import (
    CEILING,
    FREE_FOR_ACCOUNT,
    FREE_FOR_ADDRESS,
    FREE_FOR_NETWORK,
    LONGEST,
    LONGEST_WHERE_KNOWN,
    Failures,
    Lately,
    Standing,
    network_of,
    seconds_to_wait,
    spoken,
    wide_network_of,
)

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
NONE = Failures()
counts = st.integers(min_value=0, max_value=10_000)


def failed(count, ago=0):
    return Failures(count, NOW - timedelta(seconds=ago)) if count else NONE


def wait(here, address=NONE, network=NONE, everywhere=0, standing=Standing.STRANGER):
    return seconds_to_wait(Lately(here, address, network, everywhere), standing, NOW)


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


@given(counts, counts, counts, st.sampled_from([Standing.DEVICE, Standing.ADDRESS]))
def test_failures_of_others_never_delay_where_the_account_is_known(one, other, third, standing):
    assert wait(NONE, failed(one), failed(other), third, standing) == 0


@given(counts, st.sampled_from([Standing.DEVICE, Standing.ADDRESS]))
def test_even_failures_in_its_own_name_delay_a_known_place_only_briefly(count, standing):
    assert wait(failed(count), standing=standing) <= LONGEST_WHERE_KNOWN.total_seconds() + 1


@given(st.integers(min_value=0, max_value=FREE_FOR_ACCOUNT - 1), counts)
def test_however_many_strangers_guess_the_first_tries_elsewhere_are_free(own, everywhere):
    assert wait(failed(own), everywhere=everywhere) == 0


def test_from_the_ceiling_on_no_wait_of_a_stranger_is_short():
    here = failed(FREE_FOR_ACCOUNT)
    assert wait(here, everywhere=CEILING - 1) == 11
    assert wait(here, everywhere=CEILING) == LONGEST.total_seconds() + 1


def test_a_network_in_one_hand_waits_as_a_whole():
    assert wait(NONE, network=failed(FREE_FOR_NETWORK - 1)) == 0
    assert wait(NONE, network=failed(FREE_FOR_NETWORK)) > 0


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


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", ""),
        ("::ffff:203.0.113.7", ""),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::"),
        ("2001:db8:1:ffff::1", "2001:db8:1::"),
        ("nonsense", ""),
    ],
)
def test_only_addresses_that_come_by_the_thousand_have_a_network(address, network):
    assert wide_network_of(address) == network


def test_waits_are_said_as_people_say_them():
    assert (spoken(40), spoken(60), spoken(61)) == ("40 giây", "1 phút", "2 phút")
