"""What becomes of turns and reports once a request is granted."""

import pytest

from tests.service.requests.conftest import DECEMBER, FEBRUARY, MARCH, NOVEMBER
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import RuleBroken
from webapp.notices.rules import NoticeKind
from webapp.plans.models import PlanMonth, Turn
from webapp.plans.rules import MonthKind
from webapp.reports import queries, readable_report
from webapp.reports.models import SelfReport
from webapp.reports.requests import options
from webapp.reports.rules import ReportState


def turn_state(turn_id):
    return db.session.query(Turn.state).filter_by(id=turn_id).scalar().value


class TestDecline:
    """Xin thôi lượt."""

    def test_a_member_asks_with_a_reason_and_the_chair_grants(
        self, mai, lan, cast, november, reports, told, events
    ):
        request = mai.ask(november, "decline")
        assert told(NoticeKind.TURN_REQUEST_WAITING) == sorted(
            [cast.lan.member_id, cast.dung.member_id]
        )
        lan.grant(request)
        assert turn_state(november) == "declined"
        assert reports(cast.mai) == [(11, "withdrawn")]
        assert told(NoticeKind.TURN_REQUEST_GRANTED) == [cast.mai.member_id]
        assert events() == ["turn_requested", "turn_request_granted", "report_withdrawn"]

    def test_the_report_keeps_the_reason(self, mai, lan, november, cast):
        lan.grant(mai.ask(november, "decline", "Nghỉ ốm dài ngày."))
        assert readable_report.read(mai.scope, cast.report).closing_reason == "Nghỉ ốm dài ngày."

    def test_a_replacement_is_named_in_the_same_step(
        self, mai, lan, cast, november, ahead, reports, told
    ):
        lan.grant(mai.ask(november, "decline"), replacement_id=cast.binh.member_id)
        assert ahead(NOVEMBER) == [("binh", "standing", "assigned")]
        assert reports(cast.binh) == [(11, "assigned")]
        assert told(NoticeKind.TURN_ASSIGNED) == [cast.binh.member_id]

    def test_a_planned_turn_is_declined_without_any_report(
        self, hung, lan, cast, march, ahead, reports
    ):
        lan.grant(hung.ask(march, "decline"), replacement_id=cast.binh.member_id)
        assert ahead(MARCH) == [("binh", "planned", "assigned")]
        assert reports(cast.binh) == reports(cast.hung) == []

    def test_who_may_not_report_replaces_nobody(self, mai, lan, cast, november):
        request = mai.ask(november, "decline")
        with pytest.raises(RuleBroken) as broken:
            lan.grant(request, replacement_id=cast.phuc.member_id)
        assert broken.value.code == "turn.member_may_not"


class TestSwap:
    """Xin đổi lượt."""

    def test_both_turns_are_exchanged_and_keep_how_they_came_about(
        self, mai, binh, lan, november, december, ahead, state
    ):
        request = mai.ask(november, "swap", other_turn_id=december)
        binh.agree(request)
        lan.grant(request)
        assert (turn_state(november), turn_state(december)) == ("exchanged", "exchanged")
        assert ahead(NOVEMBER) == [("binh", "standing", "volunteered")]
        assert ahead(DECEMBER) == [("mai", "standing", "assigned")]
        assert state(request) == "granted"

    def test_what_is_being_written_follows_its_author_with_every_word(
        self, mai, binh, lan, cast, november, december, reports, events
    ):
        before = queries.latest_version(lan.scope, cast.report.id).text_id
        request = mai.ask(november, "swap", other_turn_id=december)
        binh.agree(request)
        lan.grant(request)
        assert reports(cast.mai) == [(12, "drafting")]
        assert queries.latest_version(lan.scope, cast.report.id).text_id == before
        assert reports(cast.binh) == [(11, "assigned"), (12, "postponed")]
        assert "report_moved" in events()

    def test_each_is_told_the_old_and_the_new_month(
        self, mai, binh, lan, cast, november, december, told
    ):
        request = mai.ask(november, "swap", other_turn_id=december)
        assert told(NoticeKind.TURN_REQUESTED) == [cast.binh.member_id]
        binh.agree(request)
        assert told(NoticeKind.TURN_REQUEST_AGREED) == [cast.mai.member_id]
        lan.grant(request)
        both = sorted([cast.mai.member_id, cast.binh.member_id])
        assert told(NoticeKind.TURN_REQUEST_GRANTED) == both

    def test_a_planned_turn_swaps_with_an_assigned_one(
        self, lan, cast, december, march, ahead, reports
    ):
        lan.arrange(december, "swap", other_turn_id=march)
        assert ahead(DECEMBER) == [("hung", "standing", "volunteered")]
        assert ahead(MARCH) == [("binh", "planned", "volunteered")]
        assert reports(cast.hung) == [(12, "assigned")]
        assert reports(cast.binh) == [(12, "postponed")]

    def test_a_report_being_written_makes_a_planned_place_stand(
        self, lan, cast, november, march, ahead, reports
    ):
        lan.arrange(november, "swap", other_turn_id=march)
        assert ahead(MARCH) == [("mai", "standing", "assigned")]
        assert reports(cast.mai) == [(3, "drafting")]

    @pytest.mark.parametrize("step", [ReportState.SUBMITTED, ReportState.ACCEPTED])
    def test_what_the_committee_has_in_hand_is_not_swapped(
        self, mai, binh, lan, cast, november, december, step
    ):
        request = mai.ask(november, "swap", other_turn_id=december)
        binh.agree(request)
        db.session.get(SelfReport, (cast.k1.id, cast.report.id)).state = step
        db.session.commit()
        for act in (
            lambda: lan.grant(request),
            lambda: lan.arrange(december, "swap", other_turn_id=november),
        ):
            with pytest.raises(RuleBroken) as broken:
                act()
            assert broken.value.code == "request.report_handed_in"
            db.session.rollback()
        assert turn_state(november) == "standing"


class TestPostpone:
    """Xin hoãn sang tháng còn chỗ."""

    def test_the_turn_goes_to_a_month_with_a_free_place(
        self, mai, lan, cast, november, ahead, reports
    ):
        lan.grant(mai.ask(november, "postpone", month=FEBRUARY))
        assert turn_state(november) == "postponed"
        assert ahead(FEBRUARY) == [("mai", "standing", "assigned")]
        assert reports(cast.mai) == [(2, "drafting")]

    def test_a_report_handed_in_is_closed_and_a_new_one_begins(
        self, mai, lan, cast, november, reports
    ):
        cast.report.state = ReportState.SUBMITTED
        db.session.commit()
        lan.grant(mai.ask(november, "postpone", month=DECEMBER))
        assert reports(cast.mai) == [(11, "postponed"), (12, "drafting")]

    def test_a_planned_turn_stays_planned(self, hung, lan, march, ahead):
        lan.grant(hung.ask(march, "postpone", month=MARCH.replace(month=5)))
        assert ahead(MARCH.replace(month=5)) == [("hung", "planned", "volunteered")]

    def test_planned_turns_take_a_place_too(self, mai, place, cast, november):
        place(cast.binh, DECEMBER)
        place(cast.hung, DECEMBER, "planned")
        with pytest.raises(RuleBroken) as broken:
            mai.ask(november, "postpone", month=DECEMBER)
        assert (broken.value.code, broken.value.field) == ("turn.too_many", "month")

    def test_a_month_with_fewer_turns_of_its_own_takes_no_more(
        self, mai, lan, cast, november, place
    ):
        place(cast.binh, DECEMBER)
        key = {"organization_id": cast.k1.id, "month": DECEMBER}
        db.session.add(PlanMonth(kind=MonthKind.REPORTS, own_turns=1, **key))
        db.session.commit()
        assert DECEMBER not in options.months(mai.scope, mai.turn(november), clock.today())
        with pytest.raises(RuleBroken) as broken:
            mai.ask(november, "postpone", month=DECEMBER)
        assert (broken.value.code, broken.value.facts["allowed"]) == ("turn.too_many", 1)

    def test_a_place_taken_in_between_refuses_the_grant(self, mai, lan, place, cast, november):
        request = mai.ask(november, "postpone", month=DECEMBER)
        place(cast.binh, DECEMBER)
        place(cast.hung, DECEMBER)
        with pytest.raises(RuleBroken) as broken:
            lan.grant(request)
        assert broken.value.code == "turn.too_many"


class TestReplace:
    """Thay người."""

    def test_who_is_named_consents_and_takes_the_place(
        self, mai, binh, lan, cast, november, ahead, reports
    ):
        request = mai.ask(november, "replace", other_member_id=cast.binh.member_id)
        binh.agree(request)
        lan.grant(request)
        assert turn_state(november) == "replaced"
        assert ahead(NOVEMBER) == [("binh", "standing", "assigned")]
        assert reports(cast.mai) == [(11, "withdrawn")]
        assert reports(cast.binh) == [(11, "assigned")]

    def test_the_consent_of_somebody_without_a_telephone_is_entered_for_them(
        self, lan, cast, november, ahead, told
    ):
        request = lan.ask(november, "replace", other_member_id=cast.binh.member_id)
        # Whose turn it is learns what others ask about it.
        assert told(NoticeKind.TURN_REQUEST_ENTERED) == [cast.mai.member_id]
        lan.agree(request)
        both = sorted([cast.mai.member_id, cast.binh.member_id])
        assert told(NoticeKind.TURN_REQUEST_ENTERED) == both
        lan.grant(request)
        assert ahead(NOVEMBER) == [("binh", "standing", "assigned")]

    def test_everything_in_one_step(self, lan, cast, november, ahead, events, told):
        lan.arrange(november, "replace", other_member_id=cast.binh.member_id)
        assert ahead(NOVEMBER) == [("binh", "standing", "assigned")]
        assert events()[:3] == ["turn_requested", "turn_request_agreed", "turn_request_granted"]
        assert told(NoticeKind.TURN_REQUEST_ENTERED) == [cast.binh.member_id]
        # She did not ask for it, so nothing was granted to her.
        assert told(NoticeKind.TURN_REPLACED) == [cast.mai.member_id]
        assert told(NoticeKind.TURN_REQUEST_GRANTED) == []

    def test_what_is_written_down_and_decided_at_once_is_told_as_both(
        self, lan, cast, november, december, told
    ):
        lan.arrange(november, "swap", other_turn_id=december)
        both = sorted([cast.mai.member_id, cast.binh.member_id])
        assert told(NoticeKind.TURN_REQUEST_ENTERED) == both
        assert told(NoticeKind.TURN_REQUEST_GRANTED) == both
