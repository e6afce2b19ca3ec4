"""Asking: who may, what is refused, who is told."""

from datetime import date, timedelta

import pytest

from tests.cast import NOW, join
from tests.service.requests.conftest import DECEMBER, FEBRUARY, NOVEMBER
from webapp.accounts.rules import MemberStatus
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.plans import service as planning
from webapp.plans.models import TurnRequest
from webapp.plans.requests import queries as request_queries
from webapp.plans.rules import MonthKind
from webapp.reports.rules import ReportState


def refused(act, *given, **more):
    """The code and field of a refusal, with everything undone."""
    with pytest.raises(RuleBroken) as broken:
        act(*given, **more)
    db.session.rollback()
    return broken.value.code, broken.value.field


def test_a_reason_is_needed_and_not_a_book(mai, november):
    assert refused(mai.ask, november, "decline", "  ") == ("request.reason_missing", "reason")
    assert refused(mai.ask, november, "decline", "x" * 5001)[0] == "report.note_too_long"


def test_only_the_member_and_who_leads_ask(acts, cast, hung, binh, november):
    for person in (hung, binh):
        with pytest.raises(NotVisible):
            person.ask(november, "decline")
    assert acts(cast.dung).ask(november, "decline")


@pytest.mark.parametrize("kind", ["decline", "postpone", "replace"])
def test_what_was_presented_is_over(mai, cast, november, kind):
    cast.report.state = ReportState.PRESENTED
    db.session.commit()
    more = {"month": DECEMBER, "other_member_id": cast.binh.member_id}
    assert refused(mai.ask, november, kind, **more)[0] == "report.step_not_open"


def test_a_turn_that_is_gone_is_not_asked_about(mai, lan, november):
    lan.arrange(november, "decline")
    assert refused(mai.ask, november, "postpone", month=DECEMBER)[0] == "request.turn_over"


def test_a_month_that_is_over_is_left_as_it_was(mai, november, moment):
    moment(NOW + timedelta(days=40))
    assert refused(mai.ask, november, "decline")[0] == "plan.month_past"


def test_one_open_request_a_turn(mai, lan, november):
    first = mai.ask(november, "decline")
    assert refused(lan.ask, november, "decline")[0] == "request.one_is_open"
    mai.take_back(first)
    assert mai.ask(november, "decline") != first


def test_a_swap_needs_a_turn_of_somebody_else_in_another_month(mai, cast, november, place):
    code = "request.nothing_to_swap"
    assert refused(mai.ask, november, "swap", other_turn_id=november)[0] == code
    same_month = place(cast.binh, NOVEMBER)
    assert refused(mai.ask, november, "swap", other_turn_id=same_month)[0] == code
    unknown = refused(mai.ask, november, "swap", other_turn_id=987_654)
    assert unknown == ("request.nobody_named", "other_turn_id")


def test_nobody_reports_twice_in_a_month_by_a_swap(mai, cast, november, december, place):
    place(cast.mai, DECEMBER)
    code, _field = refused(mai.ask, november, "swap", other_turn_id=december)
    assert code == "request.has_turn_there"


def test_a_turn_is_postponed_to_a_later_month_that_carries_reports(mai, lan, november):
    planning.change_month(lan.scope, DECEMBER, MonthKind.THEMATIC, "")
    db.session.commit()
    for month, code in (
        (None, "request.month_missing"),
        (NOVEMBER, "request.month_missing"),
        (date(2026, 10, 1), "request.month_missing"),
        (DECEMBER, "plan.month_without_reports"),
    ):
        assert refused(mai.ask, november, "postpone", month=month)[0] == code


def test_who_may_not_report_is_not_named_instead(mai, cast, november):
    away = join(cast.k1, "Vũ Đình Phong", None, None, status=MemberStatus.EXEMPT)
    for member_id in (away, cast.phuc.member_id, cast.kien.member_id):
        code, field = refused(mai.ask, november, "replace", other_member_id=member_id)
        assert (code, field) == ("request.member_may_not", "other_member_id")
    for member_id in (None, cast.mai.member_id):
        code, _field = refused(mai.ask, november, "replace", other_member_id=member_id)
        assert code == "request.nobody_named"


def test_what_the_chair_writes_down_is_marked_and_the_member_told(mai, lan, cast, november, told):
    request = lan.ask(november, "decline")
    assert lan.request(request).entered_for
    assert told("turn_request_entered") == [cast.mai.member_id]
    mai.take_back(request)


def test_what_the_chair_arranges_alone_is_not_the_members_to_take_back(mai, lan, november, cast):
    request = lan.ask(november, "postpone", month=FEBRUARY)
    assert not lan.request(request).entered_for
    assert refused(mai.take_back, request)[0] == "request.step_not_yours"


def test_reasons_are_read_by_those_concerned_and_the_committee_only(
    acts, cast, mai, binh, hung, november, december
):
    request = mai.ask(november, "swap", "Trùng lịch trực đêm.", other_turn_id=december)
    for person in (mai, binh, hung):
        history = request_queries.history_of_request(person.scope, person.request(request))
        assert history.reason == "Trùng lịch trực đêm."
    stranger = join(cast.k1, "Vũ Đình Phong", None, None)
    other = cast.binh.__class__("Vũ Đình Phong", cast.k1, 0, stranger, "")
    with pytest.raises(NotVisible):
        acts(other).request(request)
    assert request_queries.history_of_month(acts(other).scope, NOVEMBER) == []


def test_postponing_by_the_chair_from_the_report_stands_in_the_same_history(lan, cast):
    from webapp.reports import service

    service.postpone(lan.scope, cast.report, "Nghỉ ốm.", now=NOW, again_in=DECEMBER)
    [row] = db.session.query(TurnRequest)
    assert (row.kind, row.state, row.other_month) == ("postpone", "granted", DECEMBER)
    assert request_queries.history_of_request(lan.scope, row).reason == "Nghỉ ốm."
