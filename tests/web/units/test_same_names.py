"""Two units of one name under one superior are a question that is answered once."""

import pytest
from sqlalchemy import func, select

from tests.cast import found
from tests.web.units.test_unit import stored
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.organizations.rules import OrganizationKind as Kind

NAME = "Chi bộ Khoa Nhi"
NEW = {
    "kind": "party_branch",
    "chair_name": "Lê Thị Thu",
    "chair_email": "thu@example.vn",
    "code": "",
    "under": "db",
}


@pytest.fixture
def nhi(cast):
    """A branch of that name below DB."""
    cast.organizations["nhi"] = found(stored(cast, "db"), Kind.PARTY_BRANCH, "nhi", NAME)
    return cast.organizations["nhi"]


def count():
    return db.session.scalar(select(func.count()).select_from(Organization))


@pytest.mark.parametrize("typed", ["chi bộ khoa nhi ", "CHI BỘ KHOA NHI"])
@pytest.mark.usefixtures("nhi")
def test_a_new_unit_of_that_name_is_asked_about(as_, cast, typed):
    duc, before = as_(cast.duc), count()
    asked = duc.post("/o/db/mo-don-vi", data={**NEW, "name": typed})
    assert asked.status_code == 422
    assert "đã có Chi bộ Khoa Nhi (mã nhi)" in asked.text
    assert 'name="is_other"' in asked.text
    assert count() == before
    answered = {**NEW, "name": typed, "is_other": "y"}
    assert duc.post("/o/db/mo-don-vi", data=answered).status_code == 303
    assert count() == before + 1


@pytest.mark.usefixtures("nhi")
def test_another_name_that_is_taken_is_asked_about(as_, cast):
    duc, page = as_(cast.duc), "/o/db/don-vi/k1/doi-ten"
    asked = duc.post(page, data={"name": "chi bộ khoa nhi"})
    assert asked.status_code == 422
    assert "đã có Chi bộ Khoa Nhi (mã nhi)" in asked.text
    assert stored(cast).name != "chi bộ khoa nhi"
    assert duc.post(page, data={"name": "chi bộ khoa nhi", "is_other": "y"}).status_code == 303
    assert stored(cast).name == "chi bộ khoa nhi"


def test_the_unit_itself_is_asked_too(as_, cast, nhi):
    lan = as_(cast.lan)
    assert lan.post("/o/k1/thiet-lap/doi-ten", data={"name": NAME.upper()}).status_code == 422
    assert stored(cast).name != NAME.upper()


def test_a_unit_moved_beside_one_of_its_name_is_asked_about(as_, cast, nhi):
    inner = found(stored(cast, "db"), Kind.COMMITTEE, "a", "Đảng bộ bộ phận")
    found(inner, Kind.PARTY_BRANCH, "nhi2", "Chi bộ khoa Nhi")
    duc, page = as_(cast.duc), "/o/db/don-vi/nhi/chuyen"
    assert "đã có Chi bộ khoa Nhi (mã nhi2)" in duc.post(page, data={"under": "a"}).text
    assert duc.post(page, data={"under": "a", "is_other": "y"}).status_code == 303
