"""“Quên mật khẩu”: the same answer for everybody, and a letter for whoever has an account."""

import re

import pytest
from sqlalchemy import select

from tests.web.accounts.test_slips import PASSWORD, links_in
from webapp.accounts.invitations import inviting, mailed_links
from webapp.accounts.models import Invitation
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import Channel
from webapp.organizations.models import Organization

HERE = "/quen-mat-khau"


def letters():
    query = select(Notice).where(Notice.channel == Channel.EMAIL).order_by(Notice.id)
    return db.session.scalars(query).all()


def events():
    return db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.position)).all()


def answer_to(client, email):
    sent = client.post(HERE, data={"email": email})
    return sent.status_code, sent.headers["Location"], main_of(client.get("/dang-nhap"))


def main_of(page):
    return re.sub(r'(value|nonce)="[^"]*"', "", page.text.partition("<main")[2])


def test_the_sign_in_page_leads_there(cast, as_):
    assert HERE in as_(None).get("/dang-nhap").text
    assert "Nhận đường dẫn qua thư" in as_(None).get(HERE).text


def test_known_and_unknown_addresses_get_the_same_answer(cast, as_):
    answers = [answer_to(as_(None), email) for email in ("binh@example.vn", "khong.ai@example.vn")]
    assert answers[0] == answers[1]
    assert "đang được gửi" in answers[0][2]
    assert [letter.address for letter in letters()] == ["binh@example.vn"]
    assert events() == [AuditEvent.RESET_STARTED]


def test_the_letter_opens_the_account_and_its_owner_is_told_of_it(app, cast, as_):
    as_(None).post(HERE, data={"email": "binh@example.vn"})
    (letter,) = letters()
    secret = mailed_links.secret_of(app.config["SECRET_KEY"], letter.facts["nonce"])
    link = f"/moi/{inviting.token_of(cast.k1.id, secret)}"
    client = as_(None)
    assert client.post(link, data={"password": PASSWORD}).status_code == 303
    assert client.get("/o/k1/bao-cao").status_code == 200
    assert events() == [AuditEvent.RESET_STARTED, AuditEvent.PASSWORD_RESET]
    assert "Mật khẩu của tài khoản này đã được đổi" in client.get("/o/k1/thong-bao").text
    assert len(letters()) == 2


def test_the_letter_opens_a_closed_unit_to_read_in(app, cast, as_):
    tenancy.bind(None)
    db.session.get_one(Organization, cast.k2.id).closed_on = clock.today()
    db.session.commit()
    as_(None).post(HERE, data={"email": cast.khanh.email})
    tenancy.bind(cast.k2.id)
    (letter,) = letters()
    secret = mailed_links.secret_of(app.config["SECRET_KEY"], letter.facts["nonce"])
    link = f"/moi/{inviting.token_of(cast.k2.id, secret)}"
    db.session.commit()
    client = as_(None)
    assert client.post(f"{link}/tiep-tuc").status_code == 303
    assert client.post(link, data={"password": PASSWORD}).status_code == 303
    assert "Nội dung chỉ để xem." in client.get("/o/k2/bao-cao").text


@pytest.mark.parametrize("typed", ["", "x" * 300])
def test_nothing_and_too_much_are_refused(cast, as_, typed):
    assert as_(None).post(HERE, data={"email": typed}).status_code == 422
    assert letters() == []


@pytest.mark.parametrize("typed", ["binh@example.vn", "khong.ai@example.vn"])
def test_after_five_tries_one_waits(cast, as_, typed):
    client = as_(None)
    for _ in range(5):
        assert client.post(HERE, data={"email": typed}).status_code == 303
    answer = client.post(HERE, data={"email": typed})
    assert answer.status_code == 429
    assert answer.headers["Retry-After"]


def test_a_chair_who_starts_a_reset_is_shown_no_link(cast, as_):
    lan = as_(cast.lan)
    address = f"/o/k1/thanh-vien/{cast.binh.member_id}/dat-lai-mat-khau"
    assert lan.post(address, data={"idempotency_key": "once"}).status_code == 303
    answer = lan.get(f"/o/k1/thanh-vien/{cast.binh.member_id}")
    assert "hộp thư của chính tài khoản" in answer.text
    assert links_in(answer) == []
    assert [letter.address for letter in letters()] == ["binh@example.vn"]
    assert len(db.session.scalars(select(Invitation)).all()) == 1
    lan.post(address, data={"idempotency_key": "once"})
    assert len(db.session.scalars(select(Invitation)).all()) == 1
    assert as_(cast.hung).post(address, data={"idempotency_key": "other"}).status_code == 404
    assert events() == [AuditEvent.RESET_STARTED]


def test_the_first_page_of_the_mailed_link_speaks_of_the_password_and_invites_nobody(
    app, cast, as_
):
    as_(None).post(HERE, data={"email": "binh@example.vn"})
    (letter,) = letters()
    secret = mailed_links.secret_of(app.config["SECRET_KEY"], letter.facts["nonce"])
    page = as_(None).get(f"/moi/{inviting.token_of(cast.k1.id, secret)}").text
    assert "Đặt lại mật khẩu" in page
    assert "Chủ tài khoản" in page
    assert "Người mời" not in page
    assert "phiếu" not in page
