"""Somebody is received as a member written down before: the address of that row learns of it."""

from sqlalchemy import select

from tests.cast import NOW, join
from tests.service.transfers.moving import arrivals_in, depart, receive, to
from webapp.accounts.invitations import inviting
from webapp.accounts.members import queries as roster
from webapp.core import tenancy
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import NoticeKind

HIS = "kien.that@example.vn"


def told(member_id):
    """Where it was told that somebody moved to this row."""
    query = select(Notice.address).where(
        Notice.recipient_id == member_id,
        Notice.kind == NoticeKind.MOVE_WRITTEN,
        Notice.address.is_not(None),
    )
    return set(db.session.scalars(query))


def comes(cast, scope_of, row):
    tenancy.bind(cast.k2.id)
    depart(scope_of(cast.khanh), cast.kien, to(cast.k1))
    (arrival,) = arrivals_in(cast.k1)
    member = receive(scope_of(cast.dung), arrival, member_id=row)
    assert (member.id, member.account_id) == (row, cast.kien.account_id)


def test_the_address_of_the_row_learns_whose_account_it_became(cast, scope_of):
    row = join(cast.k1, cast.kien.full_name, HIS, None)
    comes(cast, scope_of, row)
    assert told(row) == {HIS, cast.kien.email}


def test_so_does_one_that_an_invitation_replaced_before(cast, scope_of):
    row = join(cast.k1, cast.kien.full_name, HIS, None)
    tenancy.bind(cast.k1.id)
    dung = scope_of(cast.dung)
    member = roster.get_member(dung, row)
    inviting.invite(dung, member, email="khac@example.vn", now=NOW)
    db.session.commit()
    comes(cast, scope_of, row)
    assert told(row) == {HIS, "khac@example.vn", cast.kien.email}


def test_a_row_in_another_spelling_may_be_theirs(cast, scope_of):
    comes(cast, scope_of, join(cast.k1, cast.kien.full_name.upper(), HIS, None))
