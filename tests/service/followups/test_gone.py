"""Who leaves the unit is shown as gone, is late in nothing, and the committee is asked to act."""

from datetime import date

import pytest

from tests.cast import NOW
from tests.service.followups.test_threads import history, trail
from tests.service.followups.threads import point_out
from webapp.accounts.members import service as roster
from webapp.accounts.members.queries import get_member
from webapp.accounts.rules import MemberStatus
from webapp.audit.events import AuditEvent
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.followups import lists, service
from webapp.followups.lists import Wanted
from webapp.followups.rules import ListKind, WeaknessState
from webapp.home import queries as home
from webapp.reminders import queries as reminders

TODAY = NOW.date()


def listed(scope, kind):
    return lists.threads(scope, Wanted(kind), today=TODAY)


def leave(scope, person):
    member = get_member(scope, person.member_id)
    roster.change_status(
        scope, member, MemberStatus.LEFT, from_on=TODAY, reason="Chuyển công tác.", now=NOW
    )
    db.session.flush()


@pytest.fixture
def thread(cast, who):
    """Something Mai was to put right with Bình's help, overdue."""
    return point_out(who.lan, cast.mai, helper_id=cast.binh.member_id)


def test_a_helper_who_left_is_shown_as_gone_until_somebody_else_is_named(cast, who, thread):
    assert listed(who.lan, ListKind.GONE) == []
    leave(who.lan, cast.binh)
    [row] = listed(who.lan, ListKind.GONE)
    assert (row.helper_left, row.member_left, row.is_overdue) == (True, False, True)
    # Another day, while nobody else is found.
    day = date(2026, 12, 20)
    service.arrange(who.lan, thread, helper_id=cast.binh.member_id, due_on=day, now=NOW)
    service.arrange(who.lan, thread, helper_id=cast.dung.member_id, due_on=day, now=NOW)
    assert listed(who.lan, ListKind.GONE) == []


def test_a_thread_of_who_left_is_not_overdue_and_reminds_nobody(cast, who, thread):
    assert [one.id for one in reminders.under_way(who.lan, TODAY).facts.weaknesses] == [thread.id]
    leave(who.lan, cast.mai)
    assert listed(who.lan, ListKind.OVERDUE) == []
    [row] = listed(who.lan, ListKind.GONE)
    assert (row.member_left, row.is_overdue, row.waits_until) == (True, False, None)
    assert reminders.under_way(who.lan, TODAY).facts.weaknesses == []
    assert home.facts_of(who.binh, TODAY).helped == []


def test_it_is_ended_with_a_reason_and_only_then(cast, who, thread):
    with pytest.raises(RuleBroken) as broken:
        service.end(who.lan, thread, "Đã chuyển đi.", now=NOW)
    assert broken.value.code == "weakness.member_is_here"
    db.session.rollback()


def test_ended_it_is_closed_and_not_put_right(cast, who, thread):
    leave(who.lan, cast.mai)
    with pytest.raises(RuleBroken) as broken:
        service.end(who.lan, thread, " ", now=NOW)
    assert broken.value.field == "note"
    thread.state = WeaknessState.OPEN
    service.end(who.lan, thread, "Đã chuyển đi.", now=NOW)
    assert (thread.state, thread.closed_on) == (WeaknessState.ENDED, TODAY)
    assert [row.id for row in listed(who.lan, ListKind.CLOSED)] == [thread.id]
    assert listed(who.lan, ListKind.OPEN) == []
    assert trail()[-1].event is AuditEvent.WEAKNESS_ENDED
    assert history(who.lan, thread)[-1].note == "Đã chuyển đi."


def test_the_helper_has_it_among_what_is_to_be_done(cast, who, thread):
    [fact] = home.facts_of(who.binh, TODAY).helped
    assert (fact.id, fact.name, fact.due_on) == (
        thread.id,
        "Phạm Thị Mai",
        date(2026, 11, 10),
    )
    assert home.facts_of(who.hung, TODAY).helped == []
