"""A link lives an hour once somebody goes on from it; looking at it spends nothing."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.as_owner import from_outside
from tests.cast import join
from tests.web.accounts.test_slips import by_phone
from webapp.accounts.models import Invitation, Membership
from webapp.core import clock, tenancy
from webapp.core.db import db

PASSWORD = "con duong xua em di"


@pytest.fixture
def link(cast, as_):
    """The link of Sơn's invitation."""
    son = join(cast.k1, "Đặng Văn Sơn", None, None)
    tenancy.bind(cast.k1.id)
    sent = {"email": "son@example.vn"}
    page = as_(cast.lan).post(f"/o/k1/thanh-vien/{son}/moi-tham-gia", data=sent)
    return re.search(r"http://localhost(/moi/[\w-]+)", page.text)[1]


@pytest.fixture
def reset_link(cast, as_):
    """The link of Bình's slip for a new password, whose account has no address."""
    by_phone(cast.binh)
    page = as_(cast.lan).post(f"/o/k1/thanh-vien/{cast.binh.member_id}/dat-lai-mat-khau")
    return re.search(r"http://localhost(/moi/[\w-]+)", page.text)[1]


def stored():
    return db.session.scalars(select(Invitation)).one()


def go_on(client, link):
    return client.post(f"{link}/tiep-tuc")


def test_looking_shows_one_button_and_shortens_nothing(cast, as_, link, moment):
    until = stored().expires_at
    for headers in ({}, {"User-Agent": "facebookexternalhit/1.1"}, {"Purpose": "prefetch"}):
        page = as_(None).get(link, headers=headers)
        assert "Tiếp tục" in page.text
        assert "trong 1 giờ" in page.text
        assert 'name="password"' not in page.text
    as_(None).head(link)
    assert (stored().expires_at, stored().opened_at) == (until, None)
    moment(clock.now() + timedelta(hours=71))
    assert as_(None).get(link).status_code == 200


def test_going_on_leaves_an_hour_and_shows_the_way_in(cast, as_, link, moment):
    client = as_(None)
    answer = go_on(client, link)
    assert (answer.status_code, answer.location) == (303, link)
    page = client.get(link)
    assert 'name="password"' in page.text
    assert stored().expires_at == clock.now() + timedelta(hours=1)
    assert "Có hiệu lực đến" in page.text
    moment(clock.now() + timedelta(minutes=59))
    assert client.get(link).status_code == 200
    assert as_(None).post(link, data={"password": PASSWORD}).status_code == 303


@pytest.mark.parametrize("which", ["link", "reset_link"])
def test_after_the_hour_it_is_dead_for_everybody(cast, as_, request, moment, which):
    link = request.getfixturevalue(which)
    client = as_(None)
    go_on(client, link)
    moment(clock.now() + timedelta(minutes=61))
    for visitor in (client, as_(None)):
        for answer in (visitor.get(link), go_on(visitor, link)):
            assert answer.status_code == 404
            assert "Liên kết mời không dùng được" in answer.text
        assert visitor.post(link, data={"password": PASSWORD}).status_code == 404


def test_a_second_press_gives_no_second_hour(cast, as_, link, moment):
    go_on(as_(None), link)
    until = stored().expires_at
    moment(clock.now() + timedelta(minutes=50))
    assert go_on(as_(None), link).status_code == 303
    assert stored().expires_at == until


def test_the_last_hour_of_three_days_is_not_made_longer(cast, as_, link, moment):
    until = stored().expires_at
    moment(until - timedelta(minutes=10))
    go_on(as_(None), link)
    assert stored().expires_at == until


def test_a_link_left_in_the_history_of_a_shared_computer_is_dead_once_it_was_used(
    cast, as_, link, reset_link
):
    for used in (link, reset_link):
        client = as_(None)
        go_on(client, used)
        assert client.post(used, data={"password": PASSWORD}).status_code == 303
        for visitor in (client, as_(None)):
            assert visitor.get(used).status_code == 404
            assert go_on(visitor, used).status_code == 404


def test_going_on_from_nonsense_or_from_another_site_does_nothing(cast, as_, link):
    assert go_on(as_(None), "/moi/1-abc").status_code == 404
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert as_(None).post(f"{link}/tiep-tuc", headers=foreign).status_code == 403
    assert stored().opened_at is None


def test_whoever_goes_on_may_sign_in_to_an_account_and_come_back(cast, as_, link):
    from_outside(update(Invitation).values(email=cast.kien.email))
    go_on(as_(None), link)
    kien = as_(cast.kien)
    assert "Tham gia bằng tài khoản đang đăng nhập" in kien.get(link).text
    assert kien.post(link).status_code == 303
    joined = select(Membership.account_id).where(Membership.full_name == "Đặng Văn Sơn")
    assert db.session.scalar(joined) == cast.kien.account_id
