"""Every button of the first screen and every reminder leads to a page that is there."""

from datetime import date

import pytest

from webapp.core.addresses import Address
from webapp.core.paths import path_of
from webapp.duties.stages import DutyKind
from webapp.duties.table import TABLE
from webapp.duties.words import WORDS

pytestmark = pytest.mark.usefixtures("cast")

#: What the matters of each page carry.
VALUES = {"report_id": 7, "meeting_id": 8, "weakness_id": 9, "month": f"{date(2026, 11, 1):%Y-%m}"}
PAGES = sorted({row.page for owed in TABLE.values() for row in owed.reminders if row.page})
#: The value that the address of a reminder takes of its matter.
TAKES = {
    "reports.show": "report_id",
    "meetings.show": "meeting_id",
    "followups.show": "weakness_id",
    "assigning.show": "month",
}


@pytest.mark.parametrize("kind", DutyKind)
def test_the_button_of_a_duty_leads_somewhere(kind):
    assert path_of(WORDS[kind].address(VALUES), "k1").startswith("/o/k1/")


@pytest.mark.parametrize("page", PAGES)
def test_a_reminder_leads_somewhere(page):
    values = {name: VALUES[name] for name in [TAKES.get(page)] if name}
    path = path_of(Address(page, values), "k1")
    assert path.startswith("/o/k1/")
    assert "?" not in path
