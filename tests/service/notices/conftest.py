"""Scopes and a mail server for the tests of notices."""

from datetime import date

import pytest

from tests import cast as people
from tests.service.notices.mail_sink import listening
from webapp.core import clock
from webapp.core.addresses import Address
from webapp.notices import service
from webapp.notices.rules import NoticeKind


@pytest.fixture
def k1(cast, scope_of):
    """Branch K1 as a task sees it, with its settings."""
    return scope_of(cast.lan)


@pytest.fixture
def tell(k1):
    """Announce something to somebody of the cast; returns whether it was new."""

    def announce(person, kind=NoticeKind.REPORT_RETURNED, **changes):
        facts = {
            "subject": "report:7",
            "due_on": date(2026, 11, 16),
            "now": clock.now(),
            "link": Address("reports.show", {"report_id": 7}),
            "month": people.MONTH,
        }
        return service.announce(k1, kind, to=person.member_id, **{**facts, **changes})

    return announce


@pytest.fixture
def sink():
    """A mail server that keeps what it gets."""
    with listening() as listener:
        yield listener
