"""Notices for the inbox of the cast."""

from datetime import date

import pytest

from tests import cast as people
from webapp.core import clock, tenancy
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.notices import service
from webapp.notices.rules import NoticeKind


@pytest.fixture
def tell(cast, scope_of):
    """Announce something to somebody of the cast in the own organization."""

    def announce(person, kind=NoticeKind.REPORT_RETURNED, **changes):
        facts = {
            "subject": "report:1",
            "due_on": date(2026, 11, 16),
            "now": clock.now(),
            "link": Address("reports.show", {"report_id": 1}),
            "month": people.MONTH,
        }
        with tenancy.tenant(person.organization.id):
            scope = scope_of(person)
            service.announce(scope, kind, to=person.member_id, **{**facts, **changes})
            db.session.commit()

    return announce
