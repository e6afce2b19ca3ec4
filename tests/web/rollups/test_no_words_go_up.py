"""Whatever members wrote, no figure and no page of figures can carry a word of it."""

import pytest
from sqlalchemy import String

from tests.canary import mark as canary
from tests.cast import NOW
from tests.service.rollups.test_refresh import mark
from tests.tenancy.planted import plant
from webapp.core import tenancy
from webapp.core.db import db
from webapp.organizations.models import Organization
from webapp.plans.models import PlanMonth
from webapp.rollups import service
from webapp.rollups.models import MonthlyFact

PAGES = [
    ("oanh", "/o/db/tong-hop/cap-duoi"),
    ("oanh", "/o/db/tong-hop/cap-duoi?don-vi=k1"),
    ("oanh", "/o/db/tong-hop/cap-duoi/han-che"),
    ("oanh", "/o/db/tong-hop/cap-duoi/han-che?don-vi=k1"),
    ("lan", "/o/k1/tong-hop"),
    ("lan", "/o/k1/tong-hop/cap-tren-thay-gi"),
]


@pytest.fixture
def full_of_words(cast):
    """K1 with a marked text in every place that takes one, counted."""
    plant(cast)
    with tenancy.tenant(cast.organizations["k1"].id):
        db.session.query(PlanMonth).update({PlanMonth.topic: canary("k1")})
        db.session.commit()
    mark(cast, "k1")
    service.refresh_stale(now=NOW)
    return cast


@pytest.mark.parametrize(("name", "address"), PAGES)
def test_no_page_of_figures_carries_a_text(as_, full_of_words, name, address):
    answer = as_(full_of_words.people[name]).get(address)
    assert answer.status_code == 200
    assert b"canary" not in answer.data


def test_figures_have_no_column_for_words():
    wordy = {c.name for c in MonthlyFact.__table__.columns if isinstance(c.type, String)}
    assert wordy == {"measure", "path"}
    assert MonthlyFact.__table__.c.measure.type.enums


def test_a_superior_reads_figures_and_the_tree_and_nothing_else(as_, full_of_words, statements):
    oanh = as_(full_of_words.oanh)
    oanh.get("/o/db/tong-hop/cap-duoi?don-vi=k1")
    with statements() as sent:
        oanh.get("/o/db/tong-hop/cap-duoi?don-vi=k1")
    own = {"accounts", "account_sessions", "memberships", "role_grants", "membership_statuses"}
    # Of notices and unsent forms a page counts the visitor's own, of nominations those of the
    # superior itself; of invitations it is asked whether a slip opened the visitor's account.
    allowed = own | {
        "invitations",
        "nominations",
        "notices",
        "unsent_forms",
        MonthlyFact.__tablename__,
        Organization.__tablename__,
    }
    tables = {
        name
        for statement in sent.sent
        for name in db.metadata.tables
        if f"FROM {name}" in statement or f"JOIN {name}" in statement
    }
    assert tables <= allowed
