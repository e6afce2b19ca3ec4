"""An account whose only unit is closed: its person reads there, and needs a password for it."""

import pytest
from sqlalchemy import select

from tests.as_owner import password_kept
from tests.cast import NOW, PASSWORD
from webapp.accounts.invitations import accepting, inviting, mailed_links, opened_link
from webapp.accounts.members import queries as roster
from webapp.accounts.queries import task_scope
from webapp.accounts.rules import InvitationKind
from webapp.accounts.signing_in import forgotten_password, passwords
from webapp.accounts.signing_in import service as signing_in
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind
from webapp.organizations import service as organizations
from webapp.organizations.models import Organization
from webapp.units.queries import get_below
from webapp.units.service import close, merge

KEY = "a key of the service"
NEW = "con duong xua em di"


@pytest.fixture(params=["closed", "merged"])
def over(request, cast, scope_of):
    """The only unit of Khánh is closed, or merged into another one that has received nobody."""
    duc = scope_of(cast.duc)
    tenancy.bind(duc.organization_id)
    unit = get_below(duc, "k2")
    if request.param == "closed":
        close(duc, unit, clock.today(), "Quyết định 15", now=NOW)
    else:
        merge(duc, unit, get_below(duc, "k1"), "Quyết định 15", now=NOW)
    db.session.commit()
    tenancy.bind(None)


def letters(cast, kind):
    tenancy.bind(cast.k2.id)
    query = select(Notice).where(Notice.kind == kind, Notice.channel == Channel.EMAIL)
    return db.session.scalars(query.order_by(Notice.id)).all()


def ask_and_find(cast):
    forgotten_password.ask(cast.khanh.email, address="203.0.113.9", mail_key=KEY, now=NOW)
    db.session.commit()
    (letter,) = letters(cast, NoticeKind.RESET_STARTED)
    secret = mailed_links.secret_of(KEY, letter.facts["nonce"])
    token = inviting.token_of(letter.organization_id, secret)
    db.session.commit()
    tenancy.bind(None)
    return token


def test_a_forgotten_password_is_reset(over, cast):
    invited = opened_link.find(ask_and_find(cast), NOW)
    accepting.reset_password(invited, NEW, now=NOW, device="Chrome trên Android")
    db.session.commit()
    assert passwords.matches(password_kept(cast.khanh.account_id), NEW)
    told = letters(cast, NoticeKind.PASSWORD_CHANGED)
    assert [letter.address for letter in told] == [cast.khanh.email]


def test_what_happens_to_the_account_is_told(over, cast):
    signing_in.change_password(cast.khanh.account_id, PASSWORD, NEW, address="203.0.113.9", now=NOW)
    db.session.commit()
    told = letters(cast, NoticeKind.PASSWORD_CHANGED)
    assert [letter.address for letter in told] == [cast.khanh.email]


def test_nobody_joins_it(over, cast):
    tenancy.bind(cast.k2.id)
    scope = task_scope(cast.k2.id)
    member = roster.get_member(scope, cast.khanh.member_id)
    kind = InvitationKind.JOIN
    inviting.keep_link(scope, member, kind, "secret", email=cast.khanh.email, now=NOW)
    db.session.commit()
    tenancy.bind(None)
    with pytest.raises(NotVisible):
        opened_link.find(inviting.token_of(cast.k2.id, "secret"), NOW)


def test_a_suspended_unit_opens_nothing(over, cast):
    token = ask_and_find(cast)
    organizations.suspend(db.session.get_one(Organization, cast.k2.id), now=NOW)
    db.session.commit()
    tenancy.bind(None)
    with pytest.raises(NotVisible):
        opened_link.find(token, NOW)
