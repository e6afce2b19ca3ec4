"""Status, offices and invitation on the page of one member."""

import re

import pytest
from sqlalchemy import select

from tests.cast import NOW, join
from webapp.accounts.invitations import inviting
from webapp.accounts.members import queries as roster
from webapp.accounts.models import Invitation, Membership
from webapp.accounts.rules import Role
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db

PASSWORD = "con duong xua em di"


def page_of(person):
    return f"/o/k1/thanh-vien/{person.member_id}"


@pytest.fixture
def son(cast):
    """Somebody in K1 without an account; their page."""
    member_id = join(cast.k1, "Đặng Văn Sơn", "son@example.vn", None)
    tenancy.bind(cast.k1.id)
    return f"/o/k1/thanh-vien/{member_id}"


def events():
    return db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.position)).all()


def test_the_committee_sees_the_history_and_no_forms(cast, as_):
    page = as_(cast.hung).get(page_of(cast.mai))
    assert "Chính thức" in page.text
    assert "<form" in page.text
    assert "trang-thai" not in page.text
    assert "chuc-vu" not in page.text


def test_a_status_is_written_down(cast, as_):
    change = {"status": "exempt", "from_on": "16/11/2026", "reason": ""}
    client = as_(cast.dung)
    assert client.post(f"{page_of(cast.mai)}/trang-thai", data=change).status_code == 303
    assert "Được miễn sinh hoạt từ 16/11/2026" in client.get(page_of(cast.mai)).text
    assert events() == [AuditEvent.STATUS_CHANGED]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"status": "left", "from_on": "2026-11-16"}, "Cần ghi lý do."),
        ({"status": "exempt", "from_on": "2019-12-31"}, "trước ngày về đơn vị"),
        ({"status": "exempt", "from_on": "2099-01-01"}, "xa quá một năm"),
        ({"status": "exempt", "from_on": ""}, "Cần điền mục này."),
        ({"status": "official", "from_on": "2026-11-16"}, "chọn một trong các mục"),
        ({"status": "exempt", "from_on": "2026-11-16", "reason": "a" * 201}, "200 ký tự"),
    ],
)
def test_a_status_that_cannot_be_is_said_beside_its_box(cast, as_, change, said):
    answer = as_(cast.lan).post(f"{page_of(cast.mai)}/trang-thai", data=change)
    assert answer.status_code == 422
    assert said in answer.text
    assert '<details class="fold" open>' in answer.text
    assert events() == []


def test_a_deputy_does_not_remove_the_chair(cast, as_):
    change = {"status": "left", "from_on": "2026-11-16", "reason": "Không rõ"}
    answer = as_(cast.dung).post(f"{page_of(cast.lan)}/trang-thai", data=change)
    assert answer.status_code == 422
    assert "Chỉ bí thư sửa được" in answer.text


def test_an_office_is_granted_once_and_ended(cast, as_, scope_of):
    client, office = as_(cast.lan), {"role": "committee", "from_on": "2026-11-16"}
    address = f"{page_of(cast.mai)}/chuc-vu"
    for _ in range(2):
        answer = client.post(address, data={**office, "idempotency_key": "one form"})
        assert answer.status_code == 303
    assert events() == [AuditEvent.ROLE_GRANTED]
    grant = roster.grants_of(scope_of(cast.lan), cast.mai.member_id)[0]
    assert client.post(f"{address}/{grant.id}/thoi-giu", data=office).status_code == 303
    assert events()[-1] == AuditEvent.ROLE_ENDED


def test_the_last_chair_is_not_ended(cast, as_, scope_of):
    grant = roster.grants_of(scope_of(cast.lan), cast.lan.member_id)[0]
    address = f"{page_of(cast.lan)}/chuc-vu/{grant.id}/thoi-giu"
    answer = as_(cast.lan).post(address, data={"from_on": "2026-11-16"})
    assert answer.status_code == 422
    assert "ít nhất một bí thư" in answer.text
    assert Role.CHAIR in roster.roles_held(scope_of(cast.lan), cast.lan.member_id, NOW.date())


def test_offices_are_the_chair_s_to_give(cast, as_, scope_of):
    grant = roster.grants_of(scope_of(cast.lan), cast.hung.member_id)[0]
    for who in (cast.dung, cast.hung, cast.mai):
        client, day = as_(who), {"role": "chair", "from_on": "2026-11-16"}
        assert client.post(f"{page_of(cast.mai)}/chuc-vu", data=day).status_code == 404
        ending = f"{page_of(cast.hung)}/chuc-vu/{grant.id}/thoi-giu"
        assert client.post(ending, data=day).status_code == 404


def test_a_grant_of_another_member_is_not_found_under_this_one(cast, as_, scope_of):
    grant = roster.grants_of(scope_of(cast.lan), cast.hung.member_id)[0]
    address = f"{page_of(cast.mai)}/chuc-vu/{grant.id}/thoi-giu"
    assert as_(cast.lan).post(address, data={"from_on": "2026-11-16"}).status_code == 404


def invite(client, page, **more):
    return client.post(f"{page}/moi-tham-gia", data={"email": "son@example.vn", **more})


def link_in(page):
    return re.search(r"http://localhost(/moi/[\w-]+)", page.text)[1]


def test_the_link_is_shown_once_with_a_drawing(cast, as_, son):
    client = as_(cast.lan)
    page = invite(client, son, idempotency_key="one form")
    assert page.status_code == 200
    assert link_in(page)
    assert "<svg" in page.text
    assert invite(client, son, idempotency_key="one form").status_code == 303
    assert "/moi/" not in client.get(son).text
    assert len(db.session.scalars(select(Invitation)).all()) == 1
    assert link_in(page) not in str(db.session.scalars(select(AuditEntry.facts)).all())


@pytest.mark.parametrize("email", ["", "khong phai", "mai@example.vn"])
def test_an_invitation_needs_an_address_of_its_own(cast, as_, son, email):
    answer = as_(cast.lan).post(f"{son}/moi-tham-gia", data={"email": email})
    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text


@pytest.mark.parametrize("who", ["hung", "mai"])
def test_only_those_who_lead_invite(cast, as_, son, who):
    assert invite(as_(getattr(cast, who)), son).status_code == 404


def test_looking_at_the_link_uses_nothing_up(cast, as_, son):
    link = link_in(invite(as_(cast.lan), son))
    for _ in range(3):
        page = as_(None).get(link)
        assert page.status_code == 200
    assert "Nguyễn Thị Lan" in page.text
    assert "Chi bộ Khoa Khám bệnh" in page.text


def test_somebody_new_sets_a_password_and_is_in(cast, as_, son):
    link, client = link_in(invite(as_(cast.lan), son)), as_(None)
    answer = client.post(link, data={"password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/o/k1/")
    assert client.get("/o/k1/bao-cao").status_code == 200
    assert events() == [AuditEvent.MEMBER_INVITED, AuditEvent.INVITATION_ACCEPTED]
    for again in (as_(None).get(link), as_(None).post(link, data={"password": PASSWORD})):
        assert again.status_code == 404
        assert "Liên kết mời không dùng được" in again.text


def test_somebody_with_an_account_signs_in_and_joins(cast, as_, son):
    page = as_(cast.lan).post(f"{son}/moi-tham-gia", data={"email": cast.kien.email})
    link = link_in(page)
    refused = as_(None).post(link, data={"password": PASSWORD})
    assert refused.status_code == 422
    assert "đã có tài khoản" in refused.text
    kien = as_(cast.kien)
    kien.post(f"{link}/tiep-tuc")
    assert "Tham gia" in kien.get(link).text
    assert kien.post(link).status_code == 303
    assert kien.get("/o/k1/bao-cao").status_code == 200
    joined = select(Membership.account_id).where(Membership.full_name == "Đặng Văn Sơn")
    assert db.session.scalar(joined) == cast.kien.account_id


def test_the_link_is_for_one_address(cast, as_, son):
    link = link_in(invite(as_(cast.lan), son))
    answer = as_(cast.khanh).post(link)
    assert answer.status_code == 422
    assert "một địa chỉ e-mail khác" in answer.text
    assert as_(cast.khanh).get("/o/k1/bao-cao").status_code == 404


def test_a_weak_password_is_said_beside_its_box(cast, as_, son):
    link = link_in(invite(as_(cast.lan), son))
    for weak in ("", "ngan", "matkhau123456"):
        answer = as_(None).post(link, data={"password": weak})
        assert answer.status_code == 422
        assert 'id="password-error"' in answer.text


def test_links_of_other_organizations_and_nonsense_are_not_found(cast, as_, son):
    link = link_in(invite(as_(cast.lan), son))
    secret = link.partition("-")[2]
    foreign = f"/moi/{inviting.token_of(cast.k2.id, secret)}"
    for path in (foreign, "/moi/x", "/moi/1-", f"/moi/{'z' * 12}-abc", "/moi/2-abc"):
        assert as_(None).get(path).status_code == 404
        assert as_(None).post(path, data={"password": PASSWORD}).status_code == 404
