"""Whatever a superior and the operator do one after the other, nobody new reads what K1 wrote."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests.cast import NOW, found
from tests.service.transfers.moving import arrivals_in, receive
from webapp.accounts.invitations import accepting, inviting, mailed_links, opened_link
from webapp.accounts.models import Membership
from webapp.accounts.signing_in import own_organizations
from webapp.admin import seats
from webapp.audit.actors import ActorKind, Outside
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.notices.models import Notice
from webapp.notices.rules import Channel
from webapp.organizations import service as organizations
from webapp.organizations.rules import OrganizationKind as Kind
from webapp.units import service
from webapp.units.service import NewUnit

KEY = "only for the tests, and long enough for them"
NEW = NewUnit("Chi bộ mới", Kind.PARTY_BRANCH, "Vũ Thị Hoa", "hoa@example.vn")
TODAY = date(2026, 11, 16)
VAN = Outside(ActorKind.OPERATOR, "Cao Thị Vân")


def open_with_a_helper(duc, unit, cast, name="Chi bộ mới"):
    """A unit whose chair comes in through the link of the letter."""
    wanted = replace(NEW, name=name)
    opened = service.open_unit(duc, unit(cast.db), wanted, mail_key=KEY, now=NOW)
    code, here = opened.unit.code, opened.unit.id
    db.session.commit()
    with tenancy.tenant(here):
        letter = select(Notice.facts["nonce"].astext).where(Notice.channel == Channel.EMAIL)
        secret = mailed_links.secret_of(KEY, db.session.scalars(letter).one())
    token = inviting.token_of(here, secret)
    found_link = opened_link.find(token, NOW)
    account = accepting.accept_as_new(found_link, "mat khau dai cua toi", now=NOW)
    account_id = account.id
    db.session.commit()
    db.session.close()
    tenancy.bind(cast.db.id)
    return code, account_id


def by_code(duc, code):
    from webapp.units import queries

    return queries.get_below(duc, code)


def moves(duc, unit, cast):
    under = found(cast.db, Kind.COMMITTEE, "b1", "Đảng bộ bộ phận")
    tenancy.bind(cast.db.id)
    service.move(duc, unit(cast.k1), unit(under), now=NOW)


def renames(duc, unit, cast):
    service.rename(duc, unit(cast.k1), "Chi bộ Khoa Khám", now=NOW)


def closes_and_reopens(duc, unit, cast):
    service.close(duc, unit(cast.k1), TODAY, "Quyết định 15", now=NOW)
    db.session.commit()
    service.reopen(duc, unit(cast.k1), now=NOW)


def merges(duc, unit, cast):
    service.merge(duc, unit(cast.k2), unit(cast.k1), "Quyết định 15", now=NOW)


def opens_and_merges(duc, unit, cast):
    code, _account_id = open_with_a_helper(duc, unit, cast)
    service.merge(duc, by_code(duc, code), unit(cast.k1), "Quyết định 15", now=NOW)


def invites_the_chair_again(duc, unit, cast):
    with pytest.raises(RuleBroken):
        service.invite_again(duc, unit(cast.k1), email="hoa@example.vn", mail_key=KEY, now=NOW)


def appoints_another_chair(duc, unit, cast):
    with pytest.raises(RuleBroken):
        seats.appoint_first(
            unit(cast.k1), "Vũ Thị Hoa", "hoa@example.vn", by=VAN, mail_key=KEY, now=NOW
        )


def suspends_and_resumes(duc, unit, cast):
    k1 = unit(cast.k1)
    organizations.suspend(k1, now=NOW)
    organizations.resume(k1)


ACTS = (
    moves,
    renames,
    closes_and_reopens,
    merges,
    opens_and_merges,
    invites_the_chair_again,
    appoints_another_chair,
    suspends_and_resumes,
)


def who_reads(cast):
    """The accounts that open K1, and from when on each sees."""
    db.session.rollback()
    with tenancy.tenant(cast.k1.id):
        query = select(Membership.account_id, Membership.sees_since)
        return {tuple(row) for row in db.session.execute(query)}


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_no_act_from_outside_lets_anybody_in(duc, unit, cast, act):
    before = who_reads(cast)
    tenancy.bind(cast.db.id)
    act(duc, unit, cast)
    db.session.commit()
    assert who_reads(cast) == before
    for person in (cast.duc, cast.oanh, cast.van):
        own = own_organizations.organizations_of_account(person.account_id, TODAY, closed_too=True)
        assert "k1" not in {place.code for place in own}


def test_who_came_by_opening_and_merging_sees_nothing_older_though_received(
    duc, unit, cast, scope_of
):
    code, account_id = open_with_a_helper(duc, unit, cast)
    service.merge(duc, by_code(duc, code), unit(cast.k1), "Quyết định 15", now=NOW)
    db.session.commit()
    lan = scope_of(cast.lan)
    (arrival,) = arrivals_in(cast.k1)
    member = receive(lan, arrival)
    assert (member.account_id, member.sees_since) == (account_id, TODAY)


def test_not_either_over_a_unit_between(duc, unit, cast, scope_of):
    first, account_id = open_with_a_helper(duc, unit, cast)
    second = found(cast.db, Kind.PARTY_BRANCH, "moi-2", "Chi bộ mới khác")
    tenancy.bind(cast.db.id)
    service.merge(duc, by_code(duc, first), unit(second), "Quyết định 15", now=NOW)
    db.session.commit()
    service.merge(duc, unit(second), unit(cast.k1), "Quyết định 16", now=NOW)
    db.session.commit()
    assert account_id not in {account for account, _since in who_reads(cast)}
    (arrival,) = arrivals_in(cast.k1)
    assert receive(scope_of(cast.lan), arrival).sees_since == TODAY
