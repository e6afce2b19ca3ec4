"""A sign-in opens nothing any more from the next click on, whatever ended it."""

from datetime import timedelta

import pytest

from tests.as_owner import change_account
from tests.cast import NOW
from webapp.accounts.members import queries as roster
from webapp.core.db import db
from webapp.organizations.models import Organization

LIST = "/o/k1/thanh-vien"


@pytest.fixture
def hung(cast, as_):
    """Hùng of the committee, who sees the list."""
    client = as_(cast.hung)
    assert client.get(LIST).status_code == 200
    return client


def test_removal_acts_on_the_next_click(cast, as_, hung):
    change = {"status": "left", "from_on": "2026-11-16", "reason": "Chuyển công tác"}
    answer = as_(cast.lan).post(f"{LIST}/{cast.hung.member_id}/trang-thai", data=change)
    assert answer.status_code == 303
    assert hung.get(LIST).status_code == 303
    assert hung.get("/toi").status_code == 303


def test_suspension_of_a_member_acts_on_the_next_click(cast, as_, hung):
    change = {"status": "suspended", "from_on": "2026-11-16", "reason": "Theo quyết định"}
    as_(cast.lan).post(f"{LIST}/{cast.hung.member_id}/trang-thai", data=change)
    assert hung.get(LIST).status_code == 303


def test_the_end_of_an_office_acts_on_the_next_click(cast, as_, hung, scope_of):
    grant = roster.grants_of(scope_of(cast.lan), cast.hung.member_id)[0]
    address = f"{LIST}/{cast.hung.member_id}/chuc-vu/{grant.id}/thoi-giu"
    assert as_(cast.lan).post(address, data={"from_on": "2026-11-16"}).status_code == 303
    assert hung.get(LIST).status_code == 303
    assert as_(cast.hung).get(LIST).status_code == 404


def test_a_new_office_asks_to_sign_in_again(cast, as_):
    binh = as_(cast.binh)
    assert binh.get(LIST).status_code == 404
    office = {"role": "committee", "from_on": "2026-11-16", "until_on": ""}
    as_(cast.lan).post(f"{LIST}/{cast.binh.member_id}/chuc-vu", data=office)
    assert binh.get(LIST).status_code == 303
    assert as_(cast.binh).get(LIST).status_code == 200


def test_the_end_of_a_term_needs_nobody(cast, as_, hung, scope_of, moment):
    grant = roster.grants_of(scope_of(cast.lan), cast.hung.member_id)[0]
    grant = db.session.merge(grant)
    grant.until_on = NOW.date()
    db.session.commit()
    assert hung.get(LIST).status_code == 200
    moment(NOW + timedelta(hours=24))
    assert as_(cast.hung).get(LIST).status_code == 404


@pytest.mark.parametrize("path", ["/dang-xuat", "/toi/thoat-moi-noi"])
def test_signing_out_acts_on_the_next_click(cast, as_, hung, path):
    elsewhere = as_(cast.hung)
    assert hung.post(path).status_code == 303
    assert hung.get(LIST).status_code == 303
    assert elsewhere.get(LIST).status_code == (303 if "moi-noi" in path else 200)


def test_a_stolen_cookie_opens_nothing_after_signing_out(cast, as_, app, hung):
    with hung.session_transaction() as cookie:
        stolen = dict(cookie)
    hung.post("/dang-xuat")
    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie.update(stolen)
    assert thief.get(LIST).status_code == 303


def test_a_suspended_organization_shows_nothing(cast, hung):
    db.session.get_one(Organization, cast.k1.id).suspended_at = NOW
    assert hung.get(LIST).status_code == 404


def test_a_disabled_account_opens_nothing(cast, hung):
    change_account(cast.hung.account_id, disabled_at=NOW)
    assert hung.get(LIST).status_code == 303


@pytest.mark.parametrize(
    ("who", "minutes", "status"),
    [("hung", 14, 200), ("hung", 16, 303), ("mai", 29, 200), ("mai", 31, 303)],
)
def test_idle_sign_ins_end_sooner_for_those_with_an_office(cast, as_, moment, who, minutes, status):
    client = as_(getattr(cast, who))
    moment(NOW + timedelta(minutes=minutes))
    assert client.get("/o/k1/bao-cao").status_code == status


def test_no_sign_in_lasts_longer_than_twelve_hours(cast, as_, moment):
    client = as_(cast.mai)
    for minutes in range(20, 12 * 60, 20):
        moment(NOW + timedelta(minutes=minutes))
        assert client.get("/toi").status_code == 200
    moment(NOW + timedelta(hours=12, seconds=1))
    assert client.get("/toi").status_code == 303
