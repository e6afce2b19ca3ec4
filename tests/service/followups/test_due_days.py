"""The agreed day stands until the committee agrees to another; no act makes anybody late."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.cast import NOW
from tests.service.followups.test_helping import recipients
from tests.service.followups.test_threads import history, trail
from tests.service.followups.threads import point_out
from webapp.audit.events import AuditEvent
from webapp.core.errors import RuleBroken
from webapp.followups import lists, service
from webapp.followups.lists import Wanted
from webapp.followups.rules import ListKind, WeaknessStep
from webapp.notices.rules import NoticeKind

TODAY = NOW.date()
AGREED, WISHED = date(2027, 6, 30), date(2031, 12, 31)
LATER = NOW + timedelta(days=300)


def listed(scope, kind, today=TODAY):
    return [row.id for row in lists.threads(scope, Wanted(kind), today=today)]


@pytest.fixture
def asked(cast, who):
    """Mai asks for a day years after the agreed one."""
    weakness = point_out(who.lan, cast.mai, due_on=AGREED)
    service.promise(who.mai, weakness, "Xin lùi hạn.", due_on=WISHED, now=NOW)
    return weakness


def test_a_promise_is_a_request_and_the_agreed_day_counts(who, asked):
    assert (asked.due_on, asked.asked_due_on) == (AGREED, WISHED)
    assert listed(who.lan, ListKind.OVERDUE, LATER.date()) == [asked.id]
    assert listed(who.lan, ListKind.ASKED) == [asked.id]
    last = history(who.lan, asked)[-1]
    assert (last.step, last.due_on, last.note) == (WeaknessStep.ASK_DAY, WISHED, "Xin lùi hạn.")
    assert trail()[-1].event is AuditEvent.WEAKNESS_CHANGED


def test_the_committee_agrees_and_the_member_is_told(cast, who, asked):
    service.accept_day(who.hung, asked, WISHED, now=NOW)
    assert (asked.due_on, asked.asked_due_on) == (WISHED, None)
    assert listed(who.lan, ListKind.OVERDUE, LATER.date()) == []
    assert recipients(NoticeKind.WEAKNESS_DAY_ANSWERED) == [cast.mai.member_id]
    assert history(who.lan, asked)[-1].step is WeaknessStep.ACCEPT_DAY


def test_the_committee_keeps_the_day_and_the_member_is_told(cast, who, asked):
    service.keep_day(who.hung, asked, "Đã đủ thời gian.", now=NOW)
    assert (asked.due_on, asked.asked_due_on) == (AGREED, None)
    assert recipients(NoticeKind.WEAKNESS_DAY_ANSWERED) == [cast.mai.member_id]
    with pytest.raises(RuleBroken) as broken:
        service.keep_day(who.hung, asked, now=NOW)
    assert broken.value.code == "weakness.no_day_asked"


def test_what_was_shown_is_agreed_to_and_nothing_else(who, asked):
    service.promise(who.mai, asked, "Lùi ít thôi.", due_on=date(2027, 9, 1), now=NOW)
    with pytest.raises(RuleBroken) as broken:
        service.accept_day(who.hung, asked, WISHED, now=NOW)
    assert broken.value.code == "weakness.other_day_asked"


@pytest.mark.parametrize(
    ("act", "given"),
    [
        (service.accept_day, {"due_on": WISHED}),
        (service.arrange, {"due_on": WISHED, "helper_id": None}),
    ],
)
def test_nobody_of_the_committee_changes_their_own_day(cast, who, act, given):
    own = point_out(who.lan, cast.hung, due_on=AGREED)
    service.promise(who.hung, own, "Xin lùi hạn.", due_on=WISHED, now=NOW)
    with pytest.raises(RuleBroken) as broken:
        act(who.hung, own, now=NOW, **given)
    assert broken.value.code == "weakness.step_not_yours"
    act(who.lan, own, now=NOW, **given)
    assert own.due_on == WISHED


def test_the_first_day_stands_at_once_and_the_same_one_takes_a_request_back(cast, who):
    weakness = point_out(who.lan, cast.mai, due_on=None)
    service.promise(who.mai, weakness, "Xong trước Tết.", due_on=AGREED, now=NOW)
    assert (weakness.due_on, weakness.asked_due_on) == (AGREED, None)
    service.promise(who.mai, weakness, "Xin lùi hạn.", due_on=WISHED, now=NOW)
    service.promise(who.mai, weakness, "Không cần lùi.", due_on=AGREED, now=NOW)
    assert (weakness.due_on, weakness.asked_due_on) == (AGREED, None)


def test_a_chair_who_enters_a_first_day_for_a_member_leaves_time(cast, who):
    weakness = point_out(who.lan, cast.mai, due_on=None)
    with pytest.raises(RuleBroken) as broken:
        service.promise(who.lan, weakness, "Sẽ xong ngay.", due_on=TODAY, now=NOW)
    assert (broken.value.code, broken.value.field) == ("weakness.day_too_soon", "due_on")


def test_a_day_moved_earlier_leaves_three_days_and_settles_a_request(who, asked):
    with pytest.raises(RuleBroken) as broken:
        service.arrange(who.lan, asked, helper_id=None, due_on=TODAY + timedelta(days=2), now=NOW)
    assert broken.value.code == "weakness.day_too_soon"
    soon = TODAY + timedelta(days=3)
    service.arrange(who.lan, asked, helper_id=None, due_on=soon, now=NOW)
    assert (asked.due_on, asked.asked_due_on) == (soon, None)


def test_a_unit_that_leaves_a_week_leaves_it_here_too(who, asked):
    of_k1 = who.lan.organization
    settings = replace(of_k1.settings, notice_days=7)
    lan = replace(who.lan, organization=replace(of_k1, settings=settings))
    with pytest.raises(RuleBroken) as broken:
        service.arrange(lan, asked, helper_id=None, due_on=TODAY + timedelta(days=6), now=NOW)
    assert (broken.value.code, broken.value.facts["count"]) == ("weakness.day_too_soon", 7)
    service.arrange(lan, asked, helper_id=None, due_on=TODAY + timedelta(days=7), now=NOW)
    assert asked.due_on == TODAY + timedelta(days=7)


def test_nothing_is_pointed_out_with_a_day_that_has_passed(cast, who):
    with pytest.raises(RuleBroken) as broken:
        point_out(who.lan, cast.mai, now=NOW, due_on=TODAY - timedelta(days=1))
    assert (broken.value.code, broken.value.field) == ("weakness.due_day_past", "due_on")


def test_a_thread_carried_on_takes_a_later_day_and_none_too_soon(cast, who):
    weakness = point_out(who.lan, cast.mai)
    service.carry(who.lan, weakness, due_on=AGREED, now=NOW)
    assert weakness.due_on == AGREED
    with pytest.raises(RuleBroken) as broken:
        service.carry(who.lan, weakness, due_on=TODAY, now=NOW)
    assert broken.value.code == "weakness.day_too_soon"


def test_a_remedy_taken_back_by_the_chair_makes_nobody_late(cast, who):
    weakness = point_out(who.lan, cast.mai)
    service.report_remedy(who.mai, weakness, "Đã xong.", now=NOW - timedelta(days=7))
    with pytest.raises(RuleBroken) as broken:
        service.take_back(who.lan, weakness, now=NOW)
    assert broken.value.code == "weakness.back_and_late"
