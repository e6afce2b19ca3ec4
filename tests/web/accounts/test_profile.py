"""GET /toi and what can be done there."""

import pytest
from sqlalchemy import select

from tests.as_owner import password_kept
from tests.cast import PASSWORD
from webapp.accounts.models import AccountSession, Membership
from webapp.accounts.signing_in import passwords
from webapp.core import tenancy
from webapp.core.db import db

NEW = "con đường xưa em đi"


def test_the_page_shows_one_s_own_organizations_and_no_other(cast, as_):
    page = as_(cast.mai).get("/toi").text
    assert "Chi bộ Khoa Khám bệnh" in page
    assert "Đoàn viên công đoàn" in page
    assert "Chi bộ Khoa Nội" not in page
    assert "thiết bị này" in page


def test_a_visitor_signs_in_first(as_):
    assert as_(None).get("/toi").location == "/dang-nhap?next=%2Ftoi"


def test_one_account_in_two_organizations_sees_each_alone(cast, as_):
    mai = as_(cast.mai)
    assert "Tổ công đoàn" not in mai.get("/o/k1/bao-cao").text
    assert "Khoa Khám bệnh" not in mai.get("/o/cd/bao-cao").text
    assert mai.get("/o/k2/bao-cao").status_code == 404


def test_a_new_password_ends_the_other_sign_ins_and_goes_on_here(cast, as_):
    here, elsewhere = as_(cast.mai), as_(cast.mai)
    sent = {"old_password": PASSWORD, "new_password": NEW}
    answer = here.post("/toi/mat-khau", data=sent)
    assert (answer.status_code, answer.location) == (303, "/toi")
    assert here.get("/toi").status_code == 200
    assert elsewhere.get("/toi").status_code == 303
    kept = password_kept(cast.mai.account_id)
    assert passwords.matches(kept, NEW)
    inboxes = [here.get(f"/o/{unit}/thong-bao").text for unit in ("k1", "cd")]
    assert sum("Mật khẩu của tài khoản này đã được đổi" in page for page in inboxes) == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("wrong wrong wrong", NEW, "Mật khẩu đang dùng không đúng."),
        (PASSWORD, "ngắn quá", "ít nhất 12 ký tự"),
        (PASSWORD, "matkhau123456", "dễ đoán"),
        (PASSWORD, "mai@example.vn", "dễ đoán"),
        (PASSWORD, PASSWORD, "khác mật khẩu đang dùng"),
        ("", NEW, "Cần điền mục này."),
    ],
)
def test_a_password_that_won_t_do_is_said_beside_its_box(cast, as_, old, new, said):
    client = as_(cast.mai)
    answer = client.post("/toi/mat-khau", data={"old_password": old, "new_password": new})
    assert answer.status_code == 422
    assert said in answer.text
    assert NEW not in answer.text
    assert client.get("/toi").status_code == 200
    kept = password_kept(cast.mai.account_id)
    assert passwords.matches(kept, PASSWORD)


def test_guessing_the_old_password_is_slowed_down(cast, as_):
    client = as_(cast.mai)
    sent = {"old_password": "wrong wrong wrong", "new_password": NEW}
    answers = [client.post("/toi/mat-khau", data=sent).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_signing_out_everywhere_leaves_no_sign_in(cast, as_):
    here, _elsewhere, other = as_(cast.mai), as_(cast.mai), as_(cast.lan)
    answer = here.post("/toi/thoat-moi-noi")
    assert (answer.status_code, answer.location) == (303, "/dang-nhap")
    assert "Clear-Site-Data" in answer.headers
    left = db.session.scalars(select(AccountSession.account_id)).all()
    assert left == [cast.lan.account_id]
    assert other.get("/toi").status_code == 200


def wishes(cast):
    kept = {}
    for person in (cast.mai, cast.mai_in_union):
        with tenancy.tenant(person.organization.id):
            kept[person.organization.code] = db.session.scalar(
                select(Membership.wants_email).where(Membership.id == person.member_id)
            )
    return kept


def test_e_mails_stop_from_one_organization_alone(cast, as_):
    client = as_(cast.mai)
    sent = {"organization_id": cast.cd.id, "wants_email": "0"}
    assert client.post("/toi/thu", data=sent).status_code == 303
    assert wishes(cast) == {"k1": True, "cd": False}
    client.post("/toi/thu", data={**sent, "wants_email": "1"})
    assert wishes(cast) == {"k1": True, "cd": True}


@pytest.mark.parametrize("wanted", ["k2", "unknown", "nonsense", "huge"])
def test_wishes_about_foreign_organizations_find_nothing(cast, as_, wanted):
    ids = {"k2": cast.k2.id, "unknown": 987654, "nonsense": "1 OR 1=1", "huge": "9" * 30}
    sent = {"organization_id": ids[wanted], "wants_email": "0"}
    assert as_(cast.mai).post("/toi/thu", data=sent).status_code == 404
    assert wishes(cast) == {"k1": True, "cd": True}


@pytest.mark.parametrize("path", ["/tro-giup", "/tro-giup/luan-phien", "/quyen-rieng-tu"])
def test_help_and_privacy_are_open_to_everybody(cast, as_, path):
    assert as_(None).get(path).status_code == 200
    assert as_(cast.mai).get(path).status_code == 200


def test_the_name_in_the_top_bar_leads_there_with_the_way_back(as_, cast):
    assert 'href="/toi?tu=k1"' in as_(cast.mai).get("/o/k1/").text
    back = '<a href="/o/{}/">Việc cần làm, {}</a>'
    of_k1, of_cd = back.format("k1", cast.k1.name), back.format("cd", cast.cd.name)
    client = as_(cast.mai)
    assert of_k1 in client.get("/toi?tu=k1").text
    assert of_cd in client.get("/toi?tu=cd").text
    for elsewhere in ("/toi", "/toi?tu=k2", "/toi?tu="):
        page = client.get(elsewhere).text
        assert of_k1 not in page
        assert "Chi bộ Khoa Nội" not in page
    # Who belongs to one organization alone comes back to it in any case.
    assert of_k1 in as_(cast.lan).get("/toi").text
