"""What stands in an invitation link, and what a device is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.accounts.invitations.inviting import organization_in, token_of
from webapp.accounts.signing_in.device_names import device_name


@given(st.integers(min_value=1, max_value=2**53), st.text("abcXYZ-_09", min_size=1, max_size=43))
def test_a_link_names_its_organization(organization_id, secret):
    assert organization_in(token_of(organization_id, secret)) == organization_id


@pytest.mark.parametrize("token", ["", "-", "-abc", "7-", "7", "A1-abc", "7_abc", "1" * 13 + "-a"])
def test_anything_else_names_none(token):
    assert organization_in(token) is None


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_links(text):
    found = organization_in(text)
    assert found is None or found >= 0


def test_a_device_is_called_what_people_call_it():
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
    assert device_name(agent) == "Chrome trên Android"
    assert device_name("") == "thiết bị khác"
