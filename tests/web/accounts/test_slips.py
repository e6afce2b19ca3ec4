"""Slips: chosen, shown once on paper, used once by whoever has no e-mail address."""

import re

import pytest
from sqlalchemy import select

from tests.as_owner import change_account
from tests.cast import join
from webapp.accounts.models import Invitation, Membership
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db

SLIPS = "/o/k1/thanh-vien/phieu-moi"
PASSWORD = "con duong xua em di"


@pytest.fixture
def two(cast):
    """Sơn and Hòa of K1 have no account."""
    ids = [join(cast.k1, name, None, None) for name in ("Đặng Văn Sơn", "Đỗ Thị Hòa")]
    tenancy.bind(cast.k1.id)
    return ids


def links_in(page):
    return re.findall(r"http://localhost(/moi/[\w-]+)", page.text)


def events():
    return db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.position)).all()


def test_everybody_without_an_account_is_ticked_at_first(cast, as_, two):
    page = as_(cast.lan).get(SLIPS)
    assert page.text.count("checked") == 2
    assert "Đỗ Thị Hòa" in page.text
    assert "Phạm Thị Mai" not in page.text


def test_the_sheet_has_a_slip_for_each_with_a_code_and_is_made_once(cast, as_, two):
    client, form = as_(cast.lan), {"member_ids": two, "idempotency_key": "one form"}
    page = client.post(SLIPS, data=form)
    assert page.status_code == 200
    assert (len(links_in(page)), page.text.count("<svg")) == (2, 2)
    assert not re.search(r"<svg[^>]*style=|<style|<script(?![^>]*src)", page.text)
    again = client.post(SLIPS, data=form)
    assert (again.status_code, links_in(again)) == (303, [])
    assert events() == [AuditEvent.MEMBER_INVITED] * 2
    assert len(db.session.scalars(select(Invitation.id)).all()) == 2


def test_nobody_chosen_is_said_and_what_was_ticked_is_kept(cast, as_, two):
    answer = as_(cast.lan).post(SLIPS, data={"member_ids": "x"})
    assert answer.status_code == 422
    assert "Cần chọn ít nhất một người." in answer.text
    assert answer.text.count("checked") == 0
    assert events() == []


@pytest.mark.parametrize("who", ["hung", "mai"])
def test_only_those_who_lead_make_slips(cast, as_, two, who):
    client = as_(getattr(cast, who))
    assert client.get(SLIPS).status_code == 404
    assert client.post(SLIPS, data={"member_ids": two}).status_code == 404


def test_a_slip_leads_in_by_phone_number_once(cast, as_, two):
    link = links_in(as_(cast.lan).post(SLIPS, data={"member_ids": two[0]}))[0]
    client = as_(None)
    client.post(f"{link}/tiep-tuc")
    assert "địa chỉ e-mail hoặc số điện thoại" in client.get(link).text
    typed = {"sign_in_name": "0912 345 678", "password": PASSWORD}
    answer = client.post(link, data=typed)
    assert (answer.status_code, answer.location) == (303, "/o/k1/")
    assert client.get("/o/k1/bao-cao").status_code == 200
    assert as_(None).post(link, data=typed).status_code == 404
    signed_in = as_(None).post("/dang-nhap", data={"email": "0912345678", "password": PASSWORD})
    assert signed_in.status_code == 303
    assert "0912345678" in client.get("/toi").text


def test_a_wrong_name_to_sign_in_with_is_said_beside_its_box(cast, as_, two):
    link = links_in(as_(cast.lan).post(SLIPS, data={"member_ids": two[0]}))[0]
    answer = as_(None).post(link, data={"sign_in_name": "12", "password": PASSWORD})
    assert answer.status_code == 422
    assert 'id="sign_in_name-error"' in answer.text
    assert 'value="12"' in answer.text
    joined = select(Membership.account_id).where(Membership.id == two[0])
    assert db.session.scalar(joined) is None


def by_phone(person):
    """The person's account has no address; nothing can be sent to it."""
    change_account(person.account_id, email=None, phone=f"09{person.account_id:08d}")


def reset(client, person, **more):
    address = f"/o/k1/thanh-vien/{person.member_id}/dat-lai-mat-khau"
    return client.post(address, data=more)


def test_a_reset_slip_lets_the_member_alone_set_a_password(cast, as_):
    by_phone(cast.binh)
    page = reset(as_(cast.lan), cast.binh, idempotency_key="one form")
    assert "PHIẾU ĐẶT LẠI MẬT KHẨU" in page.text
    link, elsewhere, client = links_in(page)[0], as_(cast.binh), as_(None)
    client.post(f"{link}/tiep-tuc")
    assert "Mật khẩu mới" in client.get(link).text
    assert client.post(link, data={"password": "ngan"}).status_code == 422
    assert client.post(link, data={"password": PASSWORD}).status_code == 303
    assert client.get("/o/k1/bao-cao").status_code == 200
    assert elsewhere.get("/o/k1/bao-cao").status_code == 303
    assert events() == [AuditEvent.RESET_STARTED, AuditEvent.PASSWORD_RESET]
    assert as_(None).get(link).status_code == 404


def test_for_an_account_used_elsewhere_the_slip_answers_like_a_used_one(cast, as_):
    by_phone(cast.mai)
    page = reset(as_(cast.lan), cast.mai)
    assert page.status_code == 200
    answer = as_(None).get(links_in(page)[0])
    assert answer.status_code == 404
    assert "Liên kết mời không dùng được" in answer.text


def test_a_reset_is_for_those_who_lead_and_not_for_oneself(cast, as_):
    assert reset(as_(cast.hung), cast.binh).status_code == 404
    answer = reset(as_(cast.lan), cast.lan)
    assert answer.status_code == 422
    assert "ở trang “Tôi”" in answer.text
    assert events() == []
