"""A sign-in that ends while somebody writes loses none of what was written."""

import re
from datetime import timedelta

import pytest

from tests.cast import NOW, PASSWORD
from tests.conftest import HTMX

TYPED = {
    "full_name": "Đặng Văn Sơn",
    "email": "son@example.vn",
    "joined_on": "2026-11-01",
    "status": "official",
    "role": "",
    "idempotency_key": "a key",
}
NOTE = 'Dòng một "trích"\r\n<b>Dòng hai</b>'


@pytest.fixture
def expired(cast, as_, moment):
    client = as_(cast.lan)
    moment(NOW + timedelta(minutes=16))
    return client


def hidden(page):
    """The fields a page keeps for later, as a browser would send them."""
    kept = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page, re.DOTALL)
    plain = {"&lt;": "<", "&gt;": ">", "&#34;": '"', "&amp;": "&"}
    return {name: re.sub("|".join(plain), lambda m: plain[m[0]], text) for name, text in kept}


def test_a_form_sent_too_late_waits_on_the_sign_in_page(expired):
    page = expired.post("/o/k1/thanh-vien/them", data=TYPED)
    assert page.status_code == 401
    assert "Phiên làm việc đã hết." in page.text
    assert hidden(page.text) == {f"kept.{name}": text for name, text in TYPED.items()}
    assert 'value="/o/k1/thanh-vien/them"' in page.text


def test_after_signing_in_it_is_sent_again(cast, expired):
    page = expired.post("/o/k1/thanh-vien/them", data=TYPED)
    sent = {"email": cast.lan.email, "password": PASSWORD, "resend": "1", **hidden(page.text)}
    page = expired.post("/dang-nhap", data={**sent, "next": "/o/k1/thanh-vien/them"})
    assert page.status_code == 200
    assert "Gửi lại nội dung vừa viết" in page.text
    assert 'action="/o/k1/thanh-vien/them"' in page.text
    answer = expired.post("/o/k1/thanh-vien/them", data=hidden(page.text))
    assert answer.status_code == 303
    assert "Đặng Văn Sơn" in expired.get("/o/k1/thanh-vien").text


def test_a_wrong_password_in_between_keeps_it_too(cast, expired):
    page = expired.post("/o/k1/thanh-vien/them", data={**TYPED, "note": NOTE})
    sent = {"email": cast.lan.email, "password": "wrong wrong", **hidden(page.text)}
    page = expired.post("/dang-nhap", data={**sent, "next": "/o/k1/thanh-vien/them"})
    assert page.status_code == 422
    assert hidden(page.text)["kept.note"].replace("\r", "") == NOTE.replace("\r", "")
    assert "<b>Dòng hai</b>" not in page.text


def test_an_act_without_text_can_be_done_again(cast, expired):
    page = expired.post("/toi/thu")
    assert page.status_code == 401
    sent = {"email": cast.lan.email, "password": PASSWORD, "resend": "1", "next": "/toi/thu"}
    page = expired.post("/dang-nhap", data=sent)
    assert "Làm lại việc vừa bấm" in page.text


def test_nothing_is_sent_to_another_site(cast, expired):
    sent = {"email": cast.lan.email, "password": PASSWORD, "kept.note": NOTE}
    answer = expired.post("/dang-nhap", data={**sent, "next": "https://evil.example/"})
    assert (answer.status_code, answer.location) == (303, "/o/k1/")


def test_a_typed_password_is_never_kept(expired):
    sent = {"old_password": "old old old old", "new_password": "new new new new"}
    page = expired.post("/toi/mat-khau", data=sent)
    assert page.status_code == 401
    assert "old old" not in page.text
    assert "new new" not in page.text


def test_htmx_is_led_to_the_sign_in_page(expired):
    headers = {**HTMX, "HX-Current-URL": "http://localhost/o/k1/thanh-vien"}
    answer = expired.get("/o/k1/thanh-vien", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/dang-nhap?next=%2Fo%2Fk1%2Fthanh-vien"


def test_reading_leads_to_the_sign_in_page_and_back(expired):
    answer = expired.get("/o/k1/nhat-ky")
    assert (answer.status_code, answer.location) == (303, "/dang-nhap?next=%2Fo%2Fk1%2Fnhat-ky")


def test_a_missing_form_token_keeps_everything_but_passwords(app, cast, as_):
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        sent = {**TYPED, "note": NOTE, "password": "secret secret"}
        page = as_(cast.lan).post("/o/k1/thanh-vien/them", data=sent)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert page.status_code == 400
    assert 'action="/o/k1/thanh-vien/them"' in page.text
    assert hidden(page.text)["full_name"] == "Đặng Văn Sơn"
    assert "secret secret" not in page.text
