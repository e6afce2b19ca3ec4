"""A text that can't be sent waits for its writer alone; nobody else sees it or sends it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.cast import NOW, PASSWORD
from tests.conftest import HTMX, mark_in
from tests.web.reports.conftest import FORM
from webapp.accounts.models import AccountSession, Membership
from webapp.core.db import db
from webapp.meetings.models import Opinion
from webapp.texts.models import Text, TextKind
from webapp.unsent.models import UnsentForm

WORDS = 'Dòng một "trích"\r\n<b>Dòng hai</b>'
MEMBER = {
    "full_name": "Đặng Văn Sơn",
    "email": "son@example.vn",
    "joined_on": "2026-11-01",
    "status": "official",
    "role": "chair",
    "idempotency_key": "a key",
}


@pytest.fixture
def review(cast, as_):
    """The page on which the committee remarks on Mai's report; Hùng has it open."""
    address = f"/o/k1/bao-cao/{cast.report.id}"
    as_(cast.mai).post(f"{address}/gui", data=FORM | {"based_on": "1.1"})
    return f"{address}/y-kien"


@pytest.fixture
def typed(cast, as_, review):
    """Hùng's remark as his page sends it."""
    mark = mark_in(as_(cast.hung).get(review))
    return {"remark-whole": WORDS, "version": "1", "idempotency_key": "k", "typed_by": mark}


def sealed_in(page):
    """What the sign-in page carries for the writer."""
    return re.search(r'name="kept"[^>]* value="([^"]*)"', page.text).group(1)


def token_in(page):
    return re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)


def sign_in(client, person, page, **more):
    form = {"email": person.email, "password": PASSWORD, "kept": sealed_in(page), "reason": "ended"}
    return client.post("/dang-nhap", data={**form, **more})


def drafts():
    return db.session.execute(select(UnsentForm.member_id, UnsentForm.address)).all()


def test_a_text_sent_too_late_waits_sealed_on_the_sign_in_page(cast, as_, review, typed):
    page = as_(None).post(review, data=typed)
    assert page.status_code == 401
    assert "Phiên làm việc đã hết." in page.text
    assert sealed_in(page)
    assert "Dòng" not in page.text


def test_its_writer_finds_it_in_the_form_and_sends_it(cast, as_, review, typed):
    client = as_(None)
    page = client.post(review, data=typed)
    answer = sign_in(client, cast.hung, page)
    assert (answer.status_code, answer.location) == (303, review)
    assert drafts() == [(cast.hung.member_id, review)]
    form = client.get(review)
    assert "&lt;b&gt;Dòng hai&lt;/b&gt;</textarea>" in form.text
    assert "Ý kiến về cả bản" in form.text
    key = re.search(r'name="unsent" value="([^"]+)"', form.text).group(1)
    sent = typed | {"unsent": key, "unsent_of": review}
    assert client.post(review, data=sent).status_code == 303
    assert "Dòng hai&lt;/b&gt;</textarea>" not in client.get(review).text
    stored = select(func.count()).where(Text.kind == TextKind.UNSENT)
    assert db.session.scalar(stored) == 0


def test_another_account_gets_its_own_first_page_and_nothing_of_it(cast, as_, review, typed):
    client = as_(None)
    page = client.post(review, data=typed)
    for other in (cast.lan, cast.binh, cast.khanh):
        answer = sign_in(client, other, page, next=review)
        home = f"/o/{other.organization.code}/"
        assert (answer.status_code, answer.location) == (303, home)
        assert "Dòng" not in client.get(home).text
    assert "Dòng" not in client.get(review).text
    # Its writer finds it all the same, once, beside whatever else is there.
    assert drafts() == [(cast.hung.member_id, review)]
    assert "Dòng hai" in as_(cast.hung).get(review).text


def test_a_wrong_password_in_between_keeps_it_too(cast, as_, review, typed):
    client = as_(None)
    page = client.post(review, data=typed)
    wrong = sign_in(client, cast.hung, page, password="wrong wrong")
    assert (wrong.status_code, "Dòng" in wrong.text) == (422, False)
    assert sealed_in(wrong) == sealed_in(page)
    assert sign_in(client, cast.hung, wrong).location == review


def test_a_seal_that_was_tampered_with_opens_nothing(cast, as_, review, typed):
    client = as_(None)
    client.post(review, data=typed)
    for kept in ("x", "ố", "gAAAA" + "A" * 200):
        form = {"email": cast.hung.email, "password": PASSWORD, "kept": kept}
        assert client.post("/dang-nhap", data=form).location == "/o/k1/"
    assert drafts() == []


def test_a_writer_who_left_meanwhile_gets_nothing_back(cast, as_, review, typed, moment):
    client = as_(None)
    page = client.post(review, data=typed)
    member = db.session.get(Membership, (cast.hung.organization.id, cast.hung.member_id))
    member.account_id = None
    db.session.commit()
    assert sign_in(client, cast.hung, page).location == "/toi"
    assert drafts() == []


def test_a_page_of_another_account_sends_nothing_in_the_name_of_this_one(cast, as_, review, typed):
    lan = as_(cast.lan)
    page = lan.post(review, data=typed)
    assert page.status_code == 403
    assert "được mở bằng một tài khoản khác" in page.text
    assert "Dòng" not in page.text
    # Its writer still finds it: whoever signs in there takes over the browser.
    assert sign_in(lan, cast.hung, page).location == review
    assert "Dòng hai" in lan.get(review).text
    of_lan = select(AccountSession.id).where(AccountSession.account_id == cast.lan.account_id)
    assert db.session.scalar(of_lan) is None


def test_so_does_a_piece_of_such_a_page(cast, as_, review, typed):
    answer = as_(cast.lan).post(review, data=typed, headers=HTMX)
    assert (answer.status_code, "Dòng" in answer.text) == (403, False)
    assert db.session.scalar(select(func.count(Opinion.id))) == 0


@pytest.mark.parametrize(
    ("address", "page"),
    [("/o/k1/thanh-vien/them", "/o/k1/thanh-vien/them"), ("/o/k1/thiet-lap", "/o/k1/thiet-lap")],
)
def test_members_and_settings_are_never_offered_again(cast, as_, address, page):
    lan = as_(cast.lan)
    typed = MEMBER | {"typed_by": mark_in(lan.get("/o/k1/"))}
    asked = as_(None).post(address, data=typed)
    assert (asked.status_code, sealed_in(asked)) == (401, "")
    assert "Sơn" not in asked.text
    client = as_(None)
    form = {"email": cast.lan.email, "password": PASSWORD, "next": page, "reason": "ended"}
    assert client.post("/dang-nhap", data=form).location == page
    shown = client.get(page).text
    assert "Việc vừa bấm chưa được thực hiện." in shown
    assert "Sơn" not in shown


def test_a_member_without_a_valid_token_is_not_echoed(app, cast, as_, monkeypatch):
    lan = as_(cast.lan)
    typed = MEMBER | {"typed_by": mark_in(lan.get("/o/k1/"))}
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    page = lan.post("/o/k1/thanh-vien/them", data=typed)
    assert (page.status_code, "Sơn" in page.text) == (400, False)
    assert 'href="/o/k1/thanh-vien/them"' in page.text


def test_an_ended_sign_in_is_told_before_the_token_that_ended_with_it(
    app, cast, as_, review, typed, monkeypatch
):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    assert as_(None).post(review, data=typed).status_code == 401
    assert as_(None).post(review, data=typed, headers=HTMX).status_code == 401


def test_a_sign_in_page_older_than_another_sign_in_keeps_the_text(
    app, cast, as_, review, typed, monkeypatch
):
    client = as_(None)
    page = client.post(review, data=typed)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    again = sign_in(client, cast.hung, page)
    assert (again.status_code, sealed_in(again)) == (400, sealed_in(page))
    assert "Nội dung vừa viết được giữ lại" in again.text
    assert PASSWORD not in again.text
    assert sign_in(client, cast.hung, again, csrf_token=token_in(again)).location == review
    assert "Dòng hai" in client.get(review).text


def test_nothing_is_sent_to_another_site(cast, as_):
    sent = {"email": cast.lan.email, "password": PASSWORD, "next": "https://evil.example/"}
    answer = as_(None).post("/dang-nhap", data=sent)
    assert (answer.status_code, answer.location) == (303, "/o/k1/")


def test_a_typed_password_is_never_kept(as_):
    sent = {"old_password": "old old old old", "new_password": "new new new new"}
    page = as_(None).post("/toi/mat-khau", data=sent)
    assert (page.status_code, sealed_in(page)) == (401, "")
    assert "old old" not in page.text


@pytest.fixture
def expired(cast, as_, moment):
    client = as_(cast.lan)
    moment(NOW + timedelta(minutes=16))
    return client


def test_htmx_is_led_to_the_sign_in_page(expired):
    headers = {**HTMX, "HX-Current-URL": "http://localhost/o/k1/thanh-vien"}
    answer = expired.get("/o/k1/thanh-vien", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/dang-nhap?next=%2Fo%2Fk1%2Fthanh-vien"


def test_reading_leads_to_the_sign_in_page_and_back(expired):
    answer = expired.get("/o/k1/nhat-ky")
    assert (answer.status_code, answer.location) == (303, "/dang-nhap?next=%2Fo%2Fk1%2Fnhat-ky")


def test_a_page_asks_whose_sign_in_the_browser_has(cast, as_):
    lan = as_(cast.lan)
    told = lan.get("/phien").json
    assert told["typed_by"] == mark_in(lan.get("/o/k1/"))
    assert told["csrf_token"]
    answer = as_(None).get("/phien")
    assert answer.json == {"typed_by": "", "csrf_token": ""}
    assert "Set-Cookie" not in answer.headers
