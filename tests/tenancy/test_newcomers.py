"""Whoever comes to a unit finds on none of its pages what was written before, in any office."""

import re
from datetime import date, datetime

import pytest
from sqlalchemy import select, update

from tests.canary import mark
from tests.cast import NOW, account, join
from tests.conftest import browser_of
from tests.tenancy.addresses import inside, parts, requests_to
from tests.tenancy.planted import plant
from tests.tenancy.test_outsiders import words_in
from webapp.accounts.models import Membership
from webapp.accounts.rules import Role
from webapp.core import clock, tenancy
from webapp.core.db import db
from webapp.meetings.models import Meeting
from webapp.meetings.rules import MeetingState
from webapp.reports.models import ReportVersion, SelfReport
from webapp.reports.rules import FrozenAs, ReportState

#: Everything was planted in November.
LATER = datetime(2027, 1, 15, 2, 0, tzinfo=clock.UTC)
#: Everything planted that stands in `texts`, what is typed and not sent besides.
OLDER = re.compile(
    f"{mark('k1')} (?:remark|opinion|conclusion|commendation|weakness|commitment|reason|thematic)"
    f"|của tôi. {mark('k1')}"
)
ASKED = ("", "?nam=2026", "?nam=2026&xem=da-xong&trang-thai=da-dong&danh-sach=tat-ca&loai=closed")
OFFICES = {
    "member": (),
    "committee": (Role.COMMITTEE,),
    "deputy": (Role.DEPUTY,),
    "chair": (Role.CHAIR,),
}


def found_by(app, ids, account_id):
    """Where in the unit somebody finds older words: the address and the words."""
    client, found = browser_of(app, type("P", (), {"account_id": account_id})()), set()
    for rule in inside(app):
        for method, address in requests_to(rule, "k1", parts(rule, ids)):
            if method != "GET":
                continue
            for asked in ASKED:
                said = OLDER.findall(words_in(client.get(address + asked)))
                found |= {(rule.rule, words) for words in said}
    return found


@pytest.fixture
def planted(cast, moment):
    ids = plant(cast)
    report, at = SelfReport.id == ids["self_reports"], {"state": ReportState.FILED}
    at |= {f"{step}_at": NOW for step in ("submitted", "released", "presented", "concluded")}
    db.session.execute(update(SelfReport).where(report).values(**at))
    of_it = ReportVersion.report_id == ids["self_reports"]
    db.session.execute(update(ReportVersion).where(of_it).values(frozen_as=FrozenAs.SUBMITTED))
    # The conclusion that was planted is about the report of October.
    held = update(Meeting).where(Meeting.id == ids["meetings"])
    db.session.execute(held.values(month=date(2026, 10, 1), state=MeetingState.CLOSED))
    db.session.commit()
    moment(LATER)
    return ids


@pytest.mark.parametrize("office", OFFICES)
def test_a_newcomer_finds_nothing_older(app, cast, planted, office):
    account_id = account("Đào Mới Về", "moi@example.vn")
    key = join(cast.k1, "Đào Mới Về", "moi@example.vn", account_id, *OFFICES[office])
    tenancy.bind(cast.k1.id)
    here = update(Membership).where(Membership.id == key)
    db.session.execute(here.values(sees_since=clock.in_hanoi(LATER).date()))
    db.session.commit()
    assert found_by(app, planted, account_id) == set()


def test_who_was_there_finds_it_all_so_that_the_walk_can_fail(app, cast, planted):
    found = {words for _rule, words in found_by(app, planted, cast.lan.account_id)}
    kinds = {words.rsplit(" ", 1)[-1] for words in found}
    assert kinds >= {"remark", "opinion", "conclusion", "weakness", "commitment", "thematic"}
    assert f"của tôi. {mark('k1')}" in found
    assert db.session.scalar(select(Membership.sees_since).where(Membership.id == 1)) is None
