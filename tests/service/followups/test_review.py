"""The yearly review of the unit is entered in one act: all of it, or none."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.cast import NOW
from tests.service.followups.test_helping import recipients, told
from tests.service.followups.test_threads import history, trail
from webapp.audit.events import AuditEvent
from webapp.core.addresses import Address
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.core.stale_months import StaleMonth
from webapp.followups import service
from webapp.followups.models import Weakness
from webapp.followups.rules import MOST_ROWS, WeaknessSource
from webapp.followups.service import Finding
from webapp.notices.rules import NoticeKind

REVIEWED_ON = date(2026, 10, 30)


def enter(scope, *findings, reviewed_on=REVIEWED_ON):
    return service.point_out_all(scope, list(findings), reviewed_on=reviewed_on, now=NOW)


def stored():
    return db.session.scalars(select(Weakness).order_by(Weakness.id)).all()


def test_every_row_becomes_a_thread_of_the_review(cast, who):
    lan, due = who.lan, date(2026, 12, 31)
    opened = enter(
        lan,
        Finding(cast.mai.member_id, "Ít phát biểu.", due, cast.binh.member_id),
        Finding(cast.hung.member_id, " Chậm báo cáo. "),
    )

    assert [w.id for w in opened] == [w.id for w in stored()]
    first, second = stored()
    assert {w.source for w in stored()} == {WeaknessSource.YEARLY_REVIEW}
    assert (first.due_on, first.helper_id) == (due, cast.binh.member_id)
    assert (second.member_id, second.pointed_out_on) == (cast.hung.member_id, REVIEWED_ON)
    assert history(lan, first)[0].helper_name == "Hoàng Thanh Bình"
    assert [e.event for e in trail()] == [AuditEvent.WEAKNESS_POINTED_OUT] * 2


def test_every_member_is_told_once_however_much_was_found(cast, who):
    mai, hung = cast.mai.member_id, cast.hung.member_id
    enter(
        who.lan,
        Finding(mai, "Ít phát biểu."),
        Finding(mai, "Hay đi muộn.", helper_id=hung),
        Finding(hung, "Chậm báo cáo."),
        Finding(cast.lan.member_id, "Họp còn dài."),
    )

    of_mai, of_hung = told(NoticeKind.WEAKNESS_POINTED_OUT)
    assert (of_mai.recipient_id, of_mai.leads_to) == (mai, Address("followups.index"))
    page = Address("followups.show", {"weakness_id": stored()[2].id})
    assert (of_hung.recipient_id, of_hung.leads_to) == (hung, page)
    assert recipients(NoticeKind.WEAKNESS_HELPER_NAMED) == [hung]
    months = set(db.session.scalars(select(StaleMonth.month)))
    assert months == {date(2026, 10, 1), date(2026, 11, 1)}


def test_one_wrong_row_keeps_everything_out_and_every_fault_is_named(cast, who):
    mai = cast.mai.member_id
    with pytest.raises(RuleBroken) as broken:
        enter(
            who.lan,
            Finding(mai, "Ít phát biểu.", row=0),
            Finding(mai, " ", REVIEWED_ON - timedelta(days=1), row=3),
            Finding(987_654, "Ai đó.", row=5),
            Finding(mai, "Hay đi muộn.", None, mai, row=7),
        )

    named = [(fault.code, fault.field) for fault in broken.value.facts["faults"]]
    assert named == [
        ("weakness.wording_missing", "wording-3"),
        ("weakness.bad_due_day", "due_on-3"),
        ("weakness.member_unknown", "member_id-5"),
        ("weakness.helper_unknown", "helper_id-7"),
    ]
    assert broken.value.facts["count"] == 4
    assert stored() == []
    assert told(NoticeKind.WEAKNESS_POINTED_OUT) == []


def test_a_review_is_of_a_day_that_has_come(cast, who):
    finding = Finding(cast.mai.member_id, "Ít phát biểu.")
    with pytest.raises(RuleBroken) as broken:
        enter(who.lan, finding, reviewed_on=NOW.date() + timedelta(days=1))
    assert broken.value.field == "reviewed_on"


def test_nothing_at_all_and_too_much_at_once_are_refused(cast, who):
    lan, finding = who.lan, Finding(cast.mai.member_id, "Ít phát biểu.")
    for findings in ([], [finding] * (MOST_ROWS + 1)):
        with pytest.raises(RuleBroken):
            enter(lan, *findings)


def test_members_of_the_unit_and_strangers_enter_no_review(cast, who):
    finding = Finding(cast.mai.member_id, "Ít phát biểu.")
    for person in (who.mai, who.binh):
        with pytest.raises(NotVisible):
            enter(person, finding)
    with pytest.raises(RuleBroken):
        enter(who.khanh, finding)
