"""An account knows the devices it was signed in on; its person is told of any other."""

from sqlalchemy import select

from tests.cast import NOW
from webapp.accounts.models import Account
from webapp.accounts.signing_in import known_devices
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind

PC, PHONE = "Firefox trên Windows", "Chrome trên Android"


def sign_in(person, tokens=(), device=PC):
    """Signing in with what the browser is known by; returns what it is known by from then on."""
    account = db.session.get_one(Account, person.account_id)
    known_devices.tell_of_new(account, tokens, device=device, now=NOW)
    return known_devices.remember(person.account_id, tokens, NOW)


def told(channel=Channel.APP):
    query = select(Notice).where(Notice.kind == NoticeKind.NEW_DEVICE, Notice.channel == channel)
    return db.session.scalars(query.order_by(Notice.id)).all()


def test_the_first_device_and_a_known_one_are_told_to_nobody(cast):
    browser = sign_in(cast.binh)
    for _ in range(2):
        browser = sign_in(cast.binh, browser)
    assert told() == []


def test_each_further_browser_is_told_once(cast):
    sign_in(cast.binh)
    phone = sign_in(cast.binh, device=PHONE)
    sign_in(cast.binh, phone, device=PHONE)
    sign_in(cast.binh)
    assert [one.facts["device"] for one in told()] == [PHONE, PC]
    assert [one.address for one in told(Channel.EMAIL)] == ["binh@example.vn"] * 2


def test_a_browser_that_another_account_is_known_on_is_new(cast):
    sign_in(cast.binh)
    shared = sign_in(cast.hung)
    sign_in(cast.binh, shared)
    assert len(told()) == 1


def test_it_is_told_in_the_first_organization_and_the_trail_keeps_no_device(cast):
    sign_in(cast.mai)
    sign_in(cast.mai, device=PHONE)
    here = tenancy.bound()
    assert here == cast.k1.id
    seen = []
    for unit in (cast.k1, cast.cd):
        tenancy.enter(unit.id)
        seen += [(one.organization_id, one.recipient_id) for one in told()]
        assert "Android" not in str(db.session.scalars(select(AuditEntry.facts)).all())
    assert seen in (
        [(cast.k1.id, cast.mai.member_id)],
        [(cast.cd.id, cast.mai_in_union.member_id)],
    )


def test_whoever_belongs_nowhere_is_known_and_told_nothing(cast):
    sign_in(cast.van)
    sign_in(cast.van, device=PHONE)
    assert told() == []
    assert known_devices.is_new(cast.van.account_id, [], NOW)
