"""A weakness pointed out as the tests of this folder need it."""

from datetime import date, timedelta

from tests.cast import NOW
from webapp.followups import service
from webapp.followups.rules import WeaknessSource

WORDING = "Chưa mạnh dạn góp ý cho đồng nghiệp."


#: Before the agreed day, which has passed since.
WRITTEN = NOW - timedelta(days=15)


def point_out(scope, person, now=WRITTEN, **given):
    given = {
        "source": WeaknessSource.YEARLY_REVIEW,
        "wording": WORDING,
        "pointed_out_on": date(2026, 10, 2),
        "due_on": date(2026, 11, 10),
    } | given
    return service.point_out(scope, person.member_id, now=now, **given)
