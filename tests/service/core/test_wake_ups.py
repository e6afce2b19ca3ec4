"""Each application wakes the workers of its own broker."""

from tests.conftest import settings_for_tests
from webapp import create_app
from webapp.core import queue


def test_an_application_made_later_leaves_the_wake_ups_of_the_first_alone(app, databases):
    sender = app.extensions[queue.SENDER]
    elsewhere = "redis://127.0.0.1:9/0"
    other = create_app(settings_for_tests(databases.app_url, elsewhere))
    assert other.extensions[queue.SENDER].conf.broker_url == elsewhere
    assert app.extensions[queue.SENDER] is sender
    assert sender.conf.broker_url == databases.redis_url
