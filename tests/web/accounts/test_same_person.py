"""Who may be here already, and a second chair, are questions that are answered once."""

import pytest
from sqlalchemy import func, select

from tests.web.accounts.test_members import LIST, SON
from webapp.accounts.models import Membership, RoleGrant
from webapp.accounts.rules import Role
from webapp.audit.models import AuditEntry
from webapp.core.db import db


def stored(model):
    return db.session.scalar(select(func.count()).select_from(model))


@pytest.mark.parametrize("name", ["phạm thị mai", "PHẠM THỊ MAI", "Pham Thi Mai"])
def test_somebody_who_may_be_here_is_asked_about(as_, cast, name):
    lan, before, told = as_(cast.lan), stored(Membership), stored(AuditEntry)
    asked = lan.post(f"{LIST}/them", data={**SON, "full_name": name})
    assert asked.status_code == 422
    assert "Trong danh sách đã có Phạm Thị Mai (về đơn vị ngày" in asked.text
    assert 'name="is_other"' in asked.text
    assert (stored(Membership), stored(AuditEntry)) == (before, told)
    answered = lan.post(f"{LIST}/them", data={**SON, "full_name": name, "is_other": "y"})
    assert answered.status_code == 303
    assert stored(Membership) == before + 1


def test_nobody_is_asked_about_a_new_name(as_, cast):
    assert 'name="is_other"' not in as_(cast.lan).get(f"{LIST}/them").text
    assert as_(cast.lan).post(f"{LIST}/them", data=SON).status_code == 303


def test_a_name_corrected_into_that_of_another_member_is_asked_about(as_, cast):
    lan, page = as_(cast.lan), f"{LIST}/{cast.binh.member_id}/sua"
    was = db.session.get_one(Membership, (cast.k1.id, cast.binh.member_id))
    typed = {
        "full_name": "Phạm Thị Mai",
        "email": was.email or "",
        "phone": "",
        "joined_on": was.joined_on.isoformat(),
        "was_full_name": was.full_name,
        "was_email": was.email or "",
        "was_phone": was.phone or "",
        "was_joined_on": was.joined_on.isoformat(),
    }
    assert "đã có Phạm Thị Mai" in lan.post(page, data=typed).text
    assert lan.post(page, data=typed | {"is_other": "y"}).status_code == 303
    assert stored(Membership) > 0


def test_a_second_chair_is_asked_about(as_, cast):
    lan, before = as_(cast.lan), stored(RoleGrant)
    page = f"{LIST}/{cast.hung.member_id}/chuc-vu"
    typed = {"role": Role.CHAIR.value, "from_on": "16/11/2026", "until_on": ""}
    asked = lan.post(page, data=typed)
    assert asked.status_code == 422
    assert "Đang có bí thư: " in asked.text
    assert stored(RoleGrant) == before
    new = {**SON, "role": Role.CHAIR.value}
    assert lan.post(f"{LIST}/them", data=new).status_code == 422
    assert lan.post(page, data=typed | {"beside_chair": "y"}).status_code == 303
    assert stored(RoleGrant) == before + 1


@pytest.mark.parametrize("typed", ["hhen", "h'hen", "H’Hen", "HHEN"])
def test_a_search_finds_a_name_with_an_apostrophe(as_, cast, typed):
    lan = as_(cast.lan)
    assert lan.post(f"{LIST}/them", data={**SON, "full_name": "H'Hen Niê"}).status_code == 303
    assert "H&#39;Hen Niê" in lan.get(LIST, query_string={"tim": typed}).text
