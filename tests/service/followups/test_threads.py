"""A weakness is pointed out, answered and confirmed; everybody concerned learns it once."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.cast import NOW
from tests.service.followups.threads import point_out
from webapp.accounts.permissions import Permission
from webapp.audit.events import AuditEvent
from webapp.audit.models import AuditEntry
from webapp.core import tenancy
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.core.stale_months import StaleMonth
from webapp.followups import queries, service
from webapp.followups.rules import WeaknessSource, WeaknessState, WeaknessStep
from webapp.notices.models import Notice
from webapp.notices.rules import Channel, NoticeKind

TODAY = NOW.date()
NEW_DAY = date(2026, 12, 20)


def told():
    query = select(Notice.recipient_id).where(
        Notice.kind == NoticeKind.WEAKNESS_POINTED_OUT, Notice.channel == Channel.APP
    )
    return db.session.scalars(query).all()


def history(scope, weakness):
    loaded = queries.get_weakness(scope, weakness.id, Permission.WEAKNESS_READ)
    return queries.thread(scope, loaded, TODAY)[1]


def trail():
    return list(db.session.scalars(select(AuditEntry).order_by(AuditEntry.position)))


def test_the_committee_points_out_and_the_member_is_told_without_the_words(cast, scope_of):
    weakness = point_out(scope_of(cast.hung), cast.mai, helper_id=cast.lan.member_id)

    assert weakness.state is WeaknessState.OPEN
    assert told() == [cast.mai.member_id]
    [entry] = trail()
    assert (entry.event, entry.member_id) == (
        AuditEvent.WEAKNESS_POINTED_OUT,
        cast.mai.member_id,
    )
    assert entry.facts["source"] == "yearly_review"
    months = set(db.session.scalars(select(StaleMonth.month)))
    assert months == {date(2026, 10, 1), date(2026, 11, 1)}


def test_a_member_names_an_own_weakness_without_being_told_of_it(cast, scope_of):
    point_out(scope_of(cast.mai), cast.mai, source=WeaknessSource.SELF)
    assert told() == []


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"source": WeaknessSource.SELF}, "source"),
        ({"wording": "  "}, "wording"),
        ({"pointed_out_on": TODAY + timedelta(days=1), "due_on": None}, "pointed_out_on"),
        ({"due_on": date(2026, 10, 1)}, "due_on"),
        ({"helper_id": 987_654}, "helper_id"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(cast, scope_of, given, field):
    with pytest.raises(RuleBroken) as broken:
        point_out(scope_of(cast.lan), cast.mai, **given)
    assert broken.value.field == field


def test_nobody_helps_themselves(cast, scope_of):
    with pytest.raises(RuleBroken) as broken:
        point_out(scope_of(cast.lan), cast.mai, helper_id=cast.mai.member_id)
    assert broken.value.code == "weakness.helper_unknown"


def test_strangers_and_plain_members_point_nothing_out_to_others(cast, scope_of):
    with pytest.raises(NotVisible):
        point_out(scope_of(cast.binh), cast.mai)
    with pytest.raises(RuleBroken) as broken:
        point_out(scope_of(cast.lan), cast.kien)
    assert broken.value.code == "weakness.member_unknown"


def test_a_thread_from_promise_to_confirmation(cast, scope_of):
    lan, mai, hung = scope_of(cast.lan), scope_of(cast.mai), scope_of(cast.hung)
    weakness = point_out(lan, cast.mai, due_on=None)
    service.promise(mai, weakness, "Mỗi buổi một ý kiến.", due_on=date(2026, 12, 1), now=NOW)
    service.report_remedy(mai, weakness, "Đã phát biểu ba lần.", now=NOW)
    service.confirm(hung, weakness, now=NOW)

    assert (weakness.state, weakness.closed_on) == (WeaknessState.CONFIRMED, TODAY)
    happened = history(lan, weakness)
    assert [happening.step for happening in happened] == [
        WeaknessStep.POINT_OUT,
        WeaknessStep.PROMISE,
        WeaknessStep.REPORT_REMEDY,
        WeaknessStep.CONFIRM,
    ]
    assert happened[1].due_on == date(2026, 12, 1)
    assert happened[2].note == "Đã phát biểu ba lần."


def test_a_chair_enters_for_the_member_and_it_is_marked(cast, scope_of):
    lan = scope_of(cast.lan)
    weakness = point_out(lan, cast.mai)
    service.report_remedy(lan, weakness, "Đã phát biểu.", now=NOW)
    assert history(lan, weakness)[-1].entered_for
    assert trail()[-1].facts["entered_for"] == "yes"


def test_committee_members_do_not_answer_for_others(cast, scope_of):
    hung = scope_of(cast.hung)
    weakness = point_out(hung, cast.mai)
    with pytest.raises(RuleBroken) as broken:
        service.report_remedy(hung, weakness, "Đã phát biểu.", now=NOW)
    assert broken.value.code == "weakness.step_not_yours"


def test_the_member_concerned_does_not_confirm(cast, scope_of):
    lan, hung = scope_of(cast.lan), scope_of(cast.hung)
    weakness = point_out(lan, cast.hung)
    service.report_remedy(hung, weakness, "Đã giải quyết xong đơn.", now=NOW)
    with pytest.raises(RuleBroken) as broken:
        service.confirm(hung, weakness, now=NOW)
    assert broken.value.code == "weakness.step_not_yours"


def test_where_nobody_else_could_the_chair_confirms_and_it_is_recorded(cast, scope_of):
    chi = scope_of(cast.chi)
    with tenancy.tenant(chi.organization_id):
        weakness = point_out(chi, cast.chi)
        service.confirm(chi, weakness, now=NOW)
        assert trail()[-1].facts["nobody_else"] == "yes"
        assert history(chi, weakness)[-1].own_confirmation


def test_a_thread_is_opened_again_with_a_reason(cast, scope_of):
    lan = scope_of(cast.lan)
    weakness = point_out(lan, cast.mai)
    service.confirm(lan, weakness, now=NOW)
    with pytest.raises(RuleBroken) as broken:
        service.reopen(lan, weakness, " ", due_on=NEW_DAY, now=NOW)
    assert broken.value.field == "note"
    db.session.rollback()


def test_a_reopened_thread_is_open_without_a_closing_day(cast, scope_of):
    lan = scope_of(cast.lan)
    weakness = point_out(lan, cast.mai)
    service.confirm(lan, weakness, now=NOW)
    service.reopen(lan, weakness, "Buổi tháng 11 vẫn không phát biểu.", due_on=NEW_DAY, now=NOW)
    assert (weakness.state, weakness.closed_on) == (WeaknessState.OPEN, None)
    assert weakness.due_on == NEW_DAY
    assert trail()[-1].event is AuditEvent.WEAKNESS_REOPENED


def test_a_reported_remedy_that_does_not_hold_goes_back_to_the_member(cast, scope_of):
    lan, hung = scope_of(cast.lan), scope_of(cast.hung)
    weakness = point_out(lan, cast.hung)
    service.report_remedy(hung, weakness, "Đã xong.", now=NOW)
    before = len(told())
    with pytest.raises(RuleBroken) as broken:
        service.reopen(hung, weakness, "Chưa xong.", due_on=NEW_DAY, now=NOW)
    assert broken.value.code == "weakness.step_not_yours"
    service.reopen(lan, weakness, "Chưa xong.", due_on=NEW_DAY, now=NOW)
    assert weakness.state is WeaknessState.OPEN
    assert len(told()) == before + 1


def test_two_who_confirm_at_once_confirm_once(cast, scope_of):
    lan, hung = scope_of(cast.lan), scope_of(cast.hung)
    weakness = point_out(lan, cast.mai)
    service.confirm(lan, weakness, now=NOW)
    with pytest.raises(RuleBroken) as broken:
        service.confirm(hung, weakness, now=NOW)
    assert broken.value.code == "weakness.step_not_open"


def test_carrying_keeps_a_thread_where_it_is(cast, scope_of):
    lan, mai = scope_of(cast.lan), scope_of(cast.mai)
    weakness = point_out(lan, cast.mai)
    service.carry(lan, weakness, now=NOW)
    assert weakness.state is WeaknessState.OPEN
    service.report_remedy(mai, weakness, "Đã phát biểu.", now=NOW)
    service.carry(lan, weakness, "Xem thêm một tháng.", now=NOW)
    assert weakness.state is WeaknessState.REMEDY_REPORTED


def test_the_committee_names_a_helper_and_a_day(cast, scope_of):
    hung = scope_of(cast.hung)
    weakness = point_out(hung, cast.mai, due_on=None)
    helper, day = cast.binh.member_id, date(2026, 12, 20)
    service.arrange(hung, weakness, helper_id=helper, due_on=day, now=NOW)
    assert (weakness.helper_id, weakness.due_on) == (helper, day)
    with pytest.raises(RuleBroken):
        service.arrange(hung, weakness, helper_id=helper, due_on=date(2020, 1, 1), now=NOW)
