"""The cookie by which a browser is known: POST /dang-nhap and what makes an account forget it."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests.cast import PASSWORD
from tests.web.accounts.test_slips import by_phone, links_in, reset
from webapp.accounts.models import AccountDevice, SignInTry
from webapp.accounts.signing_in import throttling
from webapp.core.db import db

NEW = "con thuyen nho tren song"


def sign_in(client, person, password=PASSWORD, **more):
    return client.post("/dang-nhap", data={"email": person.email, "password": password}, **more)


def exhaust(as_, person, **more):
    """A stranger at the same address uses up what is free."""
    stranger = as_(None)
    for _ in range(throttling.FREE_FOR_ACCOUNT):
        assert sign_in(stranger, person, "wrong wrong wrong", **more).status_code == 422
    assert sign_in(stranger, person, **more).status_code == 429


def cookie_of(answer):
    return next(
        (c for c in answer.headers.getlist("Set-Cookie") if c.startswith("thiet-bi=")), None
    )


def devices():
    return db.session.scalar(select(func.count(AccountDevice.id)))


def test_a_browser_is_known_after_a_sign_in_and_stays_so_after_signing_out(cast, as_):
    client = as_(None)
    cookie = cookie_of(sign_in(client, cast.lan))
    assert {"HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=15552000"} <= set(cookie.split("; "))
    client.post("/dang-xuat")
    exhaust(as_, cast.lan)
    assert sign_in(client, cast.lan).status_code == 303
    assert devices() == 1


def test_whoever_must_wait_is_told_what_helps_where_it_does(cast, as_):
    stranger, client = as_(None), as_(None)
    sign_in(client, cast.lan)
    for one in (stranger, client):
        for _ in range(throttling.FREE_FOR_ACCOUNT):
            sign_in(one, cast.lan, "wrong wrong wrong")
    helps = "Thiết bị từng đăng nhập và mạng khác không phải đợi."
    assert helps in sign_in(stranger, cast.lan).text
    own = sign_in(client, cast.lan)
    assert own.status_code == 429
    assert helps not in own.text


def test_a_refused_sign_in_makes_nothing_known(cast, as_):
    assert cookie_of(sign_in(as_(None), cast.lan, "wrong wrong wrong")) is None
    assert devices() == 0


def test_only_the_hash_is_stored(cast, as_):
    cookie = cookie_of(sign_in(as_(None), cast.lan))
    stored = db.session.scalars(select(AccountDevice.token_hash)).one()
    assert len(stored) == 32
    assert stored.hex() not in cookie


@pytest.mark.parametrize("made_up", ["", "x", "WyJ4Il0.c2ln", "ă", "." * 3000])
def test_a_made_up_cookie_is_no_device(cast, as_, made_up):
    exhaust(as_, cast.lan)
    client = as_(None)
    client.set_cookie("thiet-bi", made_up)
    assert sign_in(client, cast.lan).status_code == 429


def test_the_cookie_of_another_account_is_none_either(cast, as_):
    client = as_(None)
    sign_in(client, cast.binh)
    exhaust(as_, cast.lan)
    assert sign_in(client, cast.lan).status_code == 429


def test_signing_out_everywhere_forgets_all_devices(cast, as_):
    other, client = as_(None), as_(None)
    sign_in(other, cast.lan)
    sign_in(client, cast.lan)
    assert client.post("/toi/thoat-moi-noi").status_code == 303
    assert devices() == 0
    exhaust(as_, cast.lan)
    assert sign_in(other, cast.lan).status_code == 429


def test_a_new_password_leaves_only_the_device_it_was_set_on(cast, as_):
    other, client = as_(None), as_(None)
    sign_in(other, cast.lan)
    sign_in(client, cast.lan)
    sent = {"old_password": PASSWORD, "new_password": NEW}
    assert client.post("/toi/mat-khau", data=sent).status_code == 303
    assert devices() == 1
    exhaust(as_, cast.lan)
    assert sign_in(other, cast.lan, NEW).status_code == 429
    assert sign_in(client, cast.lan, NEW).status_code == 303


def test_strangers_do_not_keep_a_signed_in_person_from_a_new_password(cast, as_):
    client = as_(None)
    sign_in(client, cast.lan)
    exhaust(as_, cast.lan)
    sent = {"old_password": PASSWORD, "new_password": NEW}
    assert client.post("/toi/mat-khau", data=sent).status_code == 303


def test_a_weak_new_password_is_no_failure_to_sign_in(cast, as_):
    client = as_(None)
    sign_in(client, cast.lan)
    for _ in range(throttling.FREE_FOR_ACCOUNT + 1):
        sent = {"old_password": PASSWORD, "new_password": "short"}
        assert client.post("/toi/mat-khau", data=sent).status_code == 422
    assert False not in db.session.scalars(select(SignInTry.succeeded)).all()


def test_a_password_reset_leaves_only_the_device_it_was_set_on(cast, as_):
    by_phone(cast.binh)
    binh = replace(cast.binh, email=f"09{cast.binh.account_id:08d}")
    other, client = as_(None), as_(None)
    sign_in(other, binh)
    link = links_in(reset(as_(cast.lan), binh))[0]
    assert client.post(link, data={"password": NEW}).status_code == 303
    assert devices() == 1
    exhaust(as_, binh)
    assert sign_in(other, binh, NEW).status_code == 429
    assert sign_in(client, binh, NEW).status_code == 303
