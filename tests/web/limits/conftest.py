"""The application with its limits in force, over an empty store of counts."""

import pytest
import redis
from limits import parse

from tests.conftest import CastClient, browser_of, settings_for_tests
from webapp import create_app
from webapp.core.db import db


@pytest.fixture(scope="module")
def limited_app(databases):
    settings = settings_for_tests(databases.app_url, databases.redis_url)
    made = create_app({**settings, "RATELIMIT_ENABLED": True})
    made.test_client_class = CastClient
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def visit(cast, limited_app, databases):
    """A browser of somebody, where the limits hold and nothing has been counted yet."""
    redis.Redis.from_url(databases.redis_url).flushdb()
    return lambda person: browser_of(limited_app, person)


@pytest.fixture
def use_up(limited_app):
    """Count as much for somebody as is allowed, but for some."""

    def count(allowed, whose, group, *, but=0):
        item = parse(allowed)
        limiter = limited_app.extensions["limits"].limiter
        limiter.hit(item, "limits", whose, group.name, cost=item.amount - but)

    return count
