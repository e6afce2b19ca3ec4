"""Who a visitor is behind the shipped proxy: address, scheme and host, whatever is claimed."""

import pytest
from sqlalchemy import select

from tests.cast import PASSWORD
from webapp.accounts.models import AccountSession, SignInTry
from webapp.core.db import db

pytestmark = [pytest.mark.proxy, pytest.mark.real_time]

CLAIMS = {
    "X_Forwarded_For": "203.0.113.9",
    "X_Forwarded_Proto": "http",
    "X_Forwarded_Host": "evil.example",
    "X_Forwarded_Prefix": "/elsewhere",
    "X_Real_IP": "203.0.113.9",
    "Forwarded": "for=203.0.113.9;proto=http;host=evil.example",
}


def test_sessions_and_tries_have_the_address_people_come_from(house, cast):
    for number in (11, 12):
        guest = house.guest(f"127.0.0.{number}")
        assert guest.try_to_sign_in(cast.lan.email, "wrong wrong wrong").status == 422
        assert guest.try_to_sign_in(cast.lan.email, PASSWORD).status == 303
    db.session.expire_all()
    addresses = ["127.0.0.11", "127.0.0.12"]
    assert sorted(db.session.scalars(select(AccountSession.address))) == addresses
    assert sorted(set(db.session.scalars(select(SignInTry.address)))) == addresses


def test_what_a_visitor_claims_is_replaced(house, cast):
    guest = house.guest("127.0.0.13")
    page = guest.get("/dang-nhap", **CLAIMS)
    assert page.status == 200
    assert "evil.example" not in page.text
    assert "/elsewhere" not in page.text
    guest.try_to_sign_in(cast.lan.email, PASSWORD)
    claiming = guest.get("/toi", **CLAIMS)
    assert claiming.status == 200
    db.session.expire_all()
    assert db.session.scalars(select(AccountSession.address)).all() == ["127.0.0.13"]


def test_cookies_are_of_this_host_alone_and_secure(house, cast):
    guest = house.guest()
    answer = guest.try_to_sign_in(cast.lan.email, PASSWORD)
    assert answer.cookies
    for cookie in answer.cookies:
        assert cookie.startswith("__Host-")
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert answer.headers["Location"] == "/o/k1/"


def test_a_page_of_another_site_writes_nothing(house, cast):
    answer = house.guest().ask("POST", "/dang-nhap", "email=x", Origin="https://evil.example")
    assert answer.status == 403
    assert db.session.scalars(select(SignInTry)).all() == []
