"""Whoever was named to help learns of that thread, writes notes in it, and sees nothing else."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.cast import NOW
from tests.service.followups.test_threads import history, trail
from tests.service.followups.threads import point_out
from webapp.accounts.permissions import Permission
from webapp.audit.events import AuditEvent
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.followups import lists, queries, service
from webapp.followups.lists import Wanted
from webapp.followups.rules import ListKind, WeaknessState, WeaknessStep
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind

TODAY = NOW.date()


@pytest.fixture
def thread(cast, who):
    """Something Mai is to put right, with Bình's help."""
    return point_out(who.lan, cast.mai, helper_id=cast.binh.member_id)


def told(kind):
    query = select(Notice).where(Notice.kind == kind, Notice.channel == Channel.APP)
    return list(db.session.scalars(query.order_by(Notice.id)))


def recipients(kind):
    return [notice.recipient_id for notice in told(kind)]


def test_the_helper_is_told_whom_to_help_and_by_when_without_the_words(cast, thread):
    [notice] = told(NoticeKind.WEAKNESS_HELPER_NAMED)
    assert notice.recipient_id == cast.binh.member_id
    assert notice.facts == {"by": "2026-11-10", "member": "Phạm Thị Mai"}
    assert notice.leads_to == Address("followups.show", {"weakness_id": thread.id})


def test_the_helper_sees_this_thread_and_no_other_of_the_member(cast, who, thread):
    binh = who.binh
    other = point_out(who.lan, cast.mai, wording="Hay đi muộn.")

    assert queries.get_weakness(binh, thread.id, Permission.WEAKNESS_SEE).id == thread.id
    with pytest.raises(NotVisible):
        queries.get_weakness(binh, other.id, Permission.WEAKNESS_SEE)
    assert queries.open_of(binh, [cast.mai.member_id]) == {}
    helping = lists.threads(binh, Wanted(ListKind.HELPING), today=TODAY)
    assert [row.id for row in helping] == [thread.id]
    assert lists.threads(binh, Wanted(ListKind.ALL), today=TODAY) == []


@pytest.mark.parametrize("name", ["mai", "binh", "hung", "lan"])
def test_member_helper_and_committee_note_what_was_done_or_seen(cast, who, thread, name):
    scope, seen_on = getattr(who, name), TODAY - timedelta(days=2)
    service.note(scope, thread, "Đã góp ý hai lần.", seen_on=seen_on, now=NOW)

    last = history(who.lan, thread)[-1]
    assert (last.step, last.seen_on) == (WeaknessStep.NOTE, seen_on)
    assert (last.note, last.actor_name) == ("Đã góp ý hai lần.", scope.full_name)
    assert not last.entered_for
    concerned = {cast.mai.member_id, cast.binh.member_id} - {scope.member_id}
    assert set(recipients(NoticeKind.WEAKNESS_NOTED)) == concerned
    assert trail()[-1].event is AuditEvent.WEAKNESS_NOTED
    assert thread.state is WeaknessState.OPEN


def test_a_note_without_a_day_is_of_today(cast, who, thread):
    service.note(who.binh, thread, "Đã trao đổi.", now=NOW)
    assert history(who.lan, thread)[-1].seen_on == TODAY


@pytest.mark.parametrize(
    ("words", "seen_on", "field"),
    [(" ", None, "note"), ("Đã trao đổi.", TODAY + timedelta(days=1), "seen_on")],
)
def test_a_note_says_something_and_of_no_day_to_come(cast, who, thread, words, seen_on, field):
    with pytest.raises(RuleBroken) as broken:
        service.note(who.binh, thread, words, seen_on=seen_on, now=NOW)
    assert broken.value.field == field


def test_others_write_no_note(cast, who):
    thread = point_out(who.lan, cast.mai)
    for stranger in (who.binh, who.khanh):
        with pytest.raises(NotVisible):
            service.note(stranger, thread, "Đã trao đổi.", now=NOW)


@pytest.mark.parametrize("act", [service.promise, service.report_remedy, service.confirm])
def test_the_helper_takes_no_step_of_member_or_committee(cast, who, thread, act):
    with pytest.raises(NotVisible):
        act(who.binh, thread, "Đã xong.", now=NOW)
    assert thread.state is WeaknessState.OPEN


def test_once_it_is_put_right_the_helper_no_longer_sees_it(cast, who, thread):
    service.confirm(who.lan, thread, now=NOW)
    with pytest.raises(NotVisible):
        queries.get_weakness(who.binh, thread.id, Permission.WEAKNESS_SEE)
    assert lists.threads(who.binh, Wanted(ListKind.HELPING), today=TODAY) == []
    assert recipients(NoticeKind.REMEDY_CONFIRMED) == [cast.mai.member_id]


def test_another_helper_is_told_and_the_one_before_sees_it_no_longer(cast, who, thread):
    hung = who.hung
    day = date(2026, 12, 20)
    service.arrange(hung, thread, helper_id=cast.dung.member_id, due_on=day, now=NOW)

    named = recipients(NoticeKind.WEAKNESS_HELPER_NAMED)
    assert named == [cast.binh.member_id, cast.dung.member_id]
    assert recipients(NoticeKind.WEAKNESS_ARRANGED) == [cast.mai.member_id]
    assert history(hung, thread)[-1].helper_name == "Trần Tiến Dũng"
    with pytest.raises(NotVisible):
        queries.get_weakness(who.binh, thread.id, Permission.WEAKNESS_SEE)


def test_the_same_helper_is_not_told_again_when_only_the_day_changes(cast, who, thread):
    day = date(2026, 12, 20)
    helper = cast.binh.member_id
    service.arrange(who.hung, thread, helper_id=helper, due_on=day, now=NOW)
    assert recipients(NoticeKind.WEAKNESS_HELPER_NAMED) == [helper]


def test_a_step_that_is_refused_changes_neither_day_nor_helper(cast, who, thread):
    service.confirm(who.lan, thread, now=NOW)
    with pytest.raises(RuleBroken):
        service.arrange(who.hung, thread, helper_id=None, due_on=date(2026, 12, 20), now=NOW)
    assert (thread.helper_id, thread.due_on) == (cast.binh.member_id, date(2026, 11, 10))
