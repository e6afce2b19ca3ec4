"""GET and POST /dang-nhap, POST /dang-xuat."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.cast import NOW, PASSWORD
from webapp.accounts.models import AccountSession, SignInTry
from webapp.accounts.signing_in import passwords, sessions, throttling
from webapp.core.db import db


def sign_in(client, person=None, password=PASSWORD, **more):
    email = person.email if person else "nobody@example.vn"
    return client.post("/dang-nhap", data={"email": email, "password": password, **more})


def test_the_page_is_open_to_everybody(as_):
    page = as_(None).get("/dang-nhap")
    assert page.status_code == 200
    assert 'autocomplete="current-password"' in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_somebody_of_one_organization_lands_in_it(cast, as_):
    client = as_(None)
    answer = sign_in(client, cast.lan)
    assert (answer.status_code, answer.location) == (303, "/o/k1/")
    assert client.get("/o/k1/thanh-vien").status_code == 200
    assert db.session.scalars(select(SignInTry.succeeded)).all() == [True]


def test_somebody_of_two_organizations_chooses(cast, as_):
    client = as_(None)
    assert sign_in(client, cast.mai).location == "/toi"
    page = client.get("/toi").text
    assert "Chi bộ Khoa Khám bệnh" in page
    assert "Tổ công đoàn Khối hành chính" in page


def test_the_operator_lands_on_the_list_of_organizations(cast, as_):
    assert sign_in(as_(None), cast.van).location == "/van-hanh"


def test_whoever_has_left_everywhere_is_told_so(cast, as_):
    client = as_(None)
    assert sign_in(client, cast.phuc).location == "/toi"
    said = "Đã kết thúc sinh hoạt tại Chi bộ Khoa Khám bệnh từ ngày 01/01/2020"
    assert said in client.get("/toi").text


def test_the_page_that_was_wanted_comes_next(cast, as_):
    answer = sign_in(as_(None), cast.lan, next="/o/k1/thanh-vien?trang=2")
    assert answer.location == "/o/k1/thanh-vien?trang=2"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "/dang-nhap",
    ],
)
def test_no_other_site_comes_next(cast, as_, address):
    assert sign_in(as_(None), cast.lan, next=address).location == "/o/k1/"


@pytest.mark.parametrize("known", [True, False])
def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(cast, as_, known, monkeypatch):
    run, real = [], passwords.matches
    monkeypatch.setattr(passwords, "matches", lambda s, p: run.append(1) or real(s, p))
    answer = sign_in(as_(None), cast.lan if known else None, "wrong wrong wrong")
    assert answer.status_code == 422
    assert "Địa chỉ e-mail hoặc mật khẩu không đúng." in answer.text
    assert f'value="{"lan" if known else "nobody"}@example.vn"' in answer.text
    assert "wrong wrong wrong" not in answer.text
    assert len(run) == 1


@pytest.mark.parametrize("missing", ["email", "password"])
def test_an_empty_box_is_said_beside_it(cast, as_, missing):
    sent = {"email": cast.lan.email, "password": PASSWORD, missing: ""}
    answer = as_(None).post("/dang-nhap", data=sent)
    assert answer.status_code == 422
    assert f'id="{missing}-error"' in answer.text
    assert db.session.scalars(select(SignInTry)).all() == []


def test_after_five_failures_the_wait_is_said_and_the_address_kept(cast, as_, moment):
    client = as_(None)
    for _ in range(throttling.FREE_FOR_ACCOUNT):
        assert sign_in(client, cast.lan, "wrong wrong wrong").status_code == 422
    answer = sign_in(client, cast.lan)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "11"
    assert "Hãy đợi 11 giây" in answer.text
    assert 'value="lan@example.vn"' in answer.text
    moment(NOW + timedelta(seconds=11))
    assert sign_in(client, cast.lan).status_code == 303


def test_a_new_sign_in_is_a_new_session(cast, as_):
    client = as_(cast.binh)
    with client.session_transaction() as cookie:
        before = cookie["_user_id"]
        cookie["planted"] = "by somebody else"
    sign_in(client, cast.lan)
    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != before
        assert "planted" not in cookie
        hashed = sessions.hash_of(cookie["_user_id"])
    kept = db.session.scalars(select(AccountSession.token_hash)).all()
    assert hashed in kept


def test_whoever_is_signed_in_goes_on_at_once(cast, as_):
    answer = as_(cast.lan).get("/dang-nhap?next=/o/k1/nhat-ky")
    assert (answer.status_code, answer.location) == (303, "/o/k1/nhat-ky")


def test_signing_out_ends_the_session_and_clears_the_browser(cast, as_):
    client = as_(cast.lan)
    answer = client.post("/dang-xuat")
    assert (answer.status_code, answer.location) == (303, "/dang-nhap")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert db.session.scalars(select(AccountSession)).all() == []
    assert client.get("/o/k1/thanh-vien").status_code == 303


def test_signing_out_twice_is_no_error(as_):
    assert as_(None).post("/dang-xuat").status_code == 303


def test_signing_out_needs_a_press(cast, as_):
    client = as_(cast.lan)
    assert client.get("/dang-xuat").status_code == 405
    assert client.get("/toi").status_code == 200


def test_a_sign_in_on_another_device_is_told_to_its_person(cast, as_):
    data = {"email": cast.binh.email, "password": PASSWORD}
    for agent in ("Mozilla/5.0 (Windows NT 10.0) Firefox/130.0", "Mozilla/5.0 (iPhone) CriOS/130"):
        client = as_(None)
        sent = client.post("/dang-nhap", data=data, headers={"User-Agent": agent})
        assert sent.status_code == 303
    page = client.get("/o/k1/thong-bao").text
    assert page.count("đăng nhập từ một thiết bị mới") == 1
    assert "Chrome trên iPhone" in page
    wrong = {**data, "password": "sai roi nhe"}
    headers = {"User-Agent": "Mozilla/5.0 (Macintosh) Safari/605"}
    assert as_(None).post("/dang-nhap", data=wrong, headers=headers).status_code == 422
    assert "máy Mac" not in client.get("/o/k1/thong-bao").text
