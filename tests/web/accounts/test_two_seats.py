"""A member's page: agreeing to an office above beside the chair's seat, and a link made openly."""

import pytest
from sqlalchemy import func, select

from tests.cast import join
from webapp.accounts.models import Invitation, Membership
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind


def page_of(person):
    return f"/o/k1/thanh-vien/{person.member_id}"


def agreed(person):
    query = select(Membership.two_seats_by).where(Membership.id == person.member_id)
    told = select(func.count()).where(
        Notice.kind == NoticeKind.TWO_SEATS_AGREED, Notice.channel == Channel.APP
    )
    event = AuditEntry.event == AuditEvent.TWO_SEATS_AGREED
    entries = select(func.count()).where(event)
    return tuple(db.session.scalar(one) for one in (query, told, entries))


def test_the_rest_of_the_committee_agrees_and_everybody_is_told(cast, as_):
    client = as_(cast.hung)
    assert "Đồng ý để giữ cả chức vụ ở cấp trên" in client.get(page_of(cast.lan)).text
    answer = client.post(f"{page_of(cast.lan)}/dong-y-hai-chuc-vu")
    assert (answer.status_code, answer.location) == (303, page_of(cast.lan))
    assert agreed(cast.lan) == (cast.hung.member_id, 5, 1)


@pytest.mark.parametrize("who", ["lan", "binh", "khanh", "duc"])
def test_nobody_else_does(cast, as_, who):
    client = as_(getattr(cast, who))
    assert "Đồng ý để giữ cả chức vụ" not in client.get(page_of(cast.lan)).text
    assert client.post(f"{page_of(cast.lan)}/dong-y-hai-chuc-vu").status_code == 404
    assert agreed(cast.lan) == (None, 0, 0)


def test_it_is_asked_about_nobody_without_either_seat(cast, as_):
    assert "Đồng ý để giữ cả chức vụ" not in as_(cast.hung).get(page_of(cast.binh)).text


@pytest.mark.parametrize(("who", "status", "openly"), [("lan", 200, True), ("dung", 422, None)])
def test_only_the_chair_makes_a_link_for_somebody_from_above(cast, as_, who, status, openly):
    key = join(cast.k1, "Ngô Kiều Oanh", None, None)
    tenancy.bind(cast.k1.id)
    form = {"email": cast.oanh.email, "openly": "y"}
    answer = as_(getattr(cast, who)).post(f"/o/k1/thanh-vien/{key}/moi-tham-gia", data=form)
    assert answer.status_code == status
    link = select(Invitation.admits_office_holder).where(Invitation.member_id == key)
    assert db.session.scalar(link) is openly
