"""An address that an invitation replaces learns of the invitation, and of what is made with it."""

import pytest
from sqlalchemy import select

from tests.cast import NOW, join
from webapp.accounts.invitations import accepting, inviting, opened_link, slips
from webapp.accounts.members import queries as roster
from webapp.accounts.members import service
from webapp.accounts.members.particulars import Particulars, particulars_of
from webapp.core import tenancy
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import NoticeKind

HERS, HIS = "hoa.that@example.vn", "dung.khac@example.vn"


@pytest.fixture
def dung(cast, scope_of):
    return scope_of(cast.dung)


@pytest.fixture
def hoa(cast, dung):
    key = join(cast.k1, "Hoàng Thị Hoa", HERS, None)
    tenancy.bind(cast.k1.id)
    return roster.get_member(dung, key)


def write_down(scope, member, email):
    before = particulars_of(member)
    wanted = Particulars(before.full_name, email, before.phone, before.joined_on)
    service.change_member(scope, member, wanted, based_on=before, now=NOW)


def by_invitation(scope, member):
    return inviting.invite(scope, member, email=HIS, now=NOW)


def by_two_invitations(scope, member):
    inviting.invite(scope, member, email=HIS, now=NOW)
    return inviting.invite(scope, member, email=HIS, now=NOW)


def by_the_list(scope, member):
    write_down(scope, member, HIS)
    return inviting.invite(scope, member, email=HIS, now=NOW)


def by_a_slip_without_address(scope, member):
    write_down(scope, member, None)
    return slips.make_slips(scope, [member.id], now=NOW)[0].token


WAYS = (by_invitation, by_two_invitations, by_the_list, by_a_slip_without_address)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_replaced_address_learns_of_invitation_and_account(dung, hoa, way):
    key, token = hoa.id, way(dung, hoa)
    db.session.commit()
    found = opened_link.find(token, NOW)
    accepting.accept_as_new(found, "mot mat khau that dai 99", sign_in_name=HIS, now=NOW)
    db.session.commit()
    told = select(Notice.kind).where(Notice.recipient_id == key, Notice.address == HERS)
    assert {NoticeKind.INVITATION_MADE, NoticeKind.ACCOUNT_OPENED} <= set(db.session.scalars(told))
