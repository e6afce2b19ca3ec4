"""An account knows the devices it was signed in on; its person is told of any other."""

from sqlalchemy import select

from tests.cast import NOW
from webapp.accounts import known_devices
from webapp.accounts.models import Account
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind

PC = "Mozilla/5.0 (Windows NT 10.0) Firefox/130.0"
PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Safari/537.36"
HOME, OFFICE = "203.0.113.7", "198.51.100.4"


def sign_in(person, agent=PC, address=HOME):
    account = db.session.get_one(Account, person.account_id)
    known_devices.signed_in(account, agent=agent, address=address, now=NOW)
    db.session.flush()


def told(channel=Channel.APP):
    query = select(Notice).where(Notice.kind == NoticeKind.NEW_DEVICE, Notice.channel == channel)
    return db.session.scalars(query.order_by(Notice.id)).all()


def test_the_first_device_and_a_known_one_are_told_to_nobody(cast):
    for _ in range(3):
        sign_in(cast.binh)
    assert told() == []


def test_another_kind_of_device_or_another_network_is_told_once(cast):
    sign_in(cast.binh)
    for _ in range(2):
        sign_in(cast.binh, agent=PHONE)
    sign_in(cast.binh, address=OFFICE)
    assert [one.facts["device"] for one in told()] == [
        "Chrome trên Android",
        "Firefox trên Windows",
    ]
    assert [one.address for one in told(Channel.EMAIL)] == ["binh@example.vn"] * 2


def test_it_is_told_in_the_first_organization_and_the_trail_keeps_no_device(cast):
    sign_in(cast.mai)
    sign_in(cast.mai, agent=PHONE)
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
    sign_in(cast.van, agent=PHONE)
    assert told() == []
    assert len(db.session.get_one(Account, cast.van.account_id).known_devices) == 2


def test_no_more_than_thirty_are_kept(cast):
    for number in range(40):
        sign_in(cast.van, address=f"203.0.113.{number}")
    kept = db.session.get_one(Account, cast.van.account_id).known_devices
    assert len(kept) == known_devices.MOST_KNOWN
    assert not any("203.0.113" in mark for mark in kept)
