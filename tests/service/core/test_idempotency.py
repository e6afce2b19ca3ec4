"""A form sent twice acts once."""

from webapp.core import idempotency, tenancy
from webapp.core.db import db


def test_a_key_is_spent_once(cast, scope_of):
    lan = scope_of(cast.lan)
    assert idempotency.spend(lan, "abc") is True
    db.session.commit()
    assert idempotency.spend(lan, "abc") is False


def test_an_empty_key_is_always_new(cast, scope_of):
    lan = scope_of(cast.lan)
    assert idempotency.spend(lan, "") is True
    assert idempotency.spend(lan, "") is True


def test_another_organization_knows_nothing_of_a_key(cast, scope_of):
    idempotency.spend(scope_of(cast.lan), "abc")
    db.session.commit()
    khanh = scope_of(cast.khanh)
    with tenancy.tenant(cast.k2.id):
        assert idempotency.spend(khanh, "abc") is True
        db.session.commit()
