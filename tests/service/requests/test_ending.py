"""Requests end: answered, refused, taken back, lapsed; of two who act at once one succeeds."""

import pytest

from tests.service.meetings.room import make_ready
from tests.service.requests.conftest import DECEMBER, NOVEMBER, Acts
from tests.service.side_by_side import Play, how_each_ended, side_by_side
from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import NotVisible, RuleBroken
from webapp.plans import service as planning
from webapp.plans.models import Turn, TurnRequest
from webapp.reports import requests as turn_requests
from webapp.reports import service


def test_a_member_who_does_not_agree_leaves_everything_as_it_was(
    mai, binh, cast, november, december, state, told, ahead
):
    request = mai.ask(november, "swap", other_turn_id=december)
    binh.disagree(request, "Cũng bận.")
    assert state(request) == "refused"
    assert told("turn_request_disagreed") == [cast.mai.member_id]
    assert ahead(NOVEMBER) == [("mai", "standing", "assigned")]


def test_somebody_may_think_better_of_it_until_it_is_granted(mai, binh, november, december, state):
    request = mai.ask(november, "swap", other_turn_id=december)
    binh.agree(request)
    binh.disagree(request)
    assert state(request) == "refused"


def test_only_who_is_asked_answers_and_only_who_leads_decides(
    mai, hung, binh, lan, november, december
):
    request = mai.ask(november, "swap", other_turn_id=december)
    for act in (lambda: mai.agree(request), lambda: hung.agree(request)):
        with pytest.raises(RuleBroken) as broken:
            act()
        assert broken.value.code == "request.step_not_yours"
    binh.agree(request)
    for person in (mai, binh, hung):
        with pytest.raises(NotVisible):
            person.grant(request)
        with pytest.raises(RuleBroken):
            person.refuse(request, "Không được.")


def test_a_refusal_has_a_reason_and_is_told(mai, lan, cast, november, state, told):
    request = mai.ask(november, "decline")
    with pytest.raises(RuleBroken) as broken:
        lan.refuse(request, " ")
    assert (broken.value.code, broken.value.field) == ("request.reason_missing", "reason")
    lan.refuse(request, "Đã in tài liệu.")
    assert state(request) == "refused"
    assert told("turn_request_refused") == [cast.mai.member_id]


def test_requests_lapse_when_the_meeting_is_held(
    mai, lan, cast, november, december, state, told, events
):
    request = mai.ask(november, "swap", other_turn_id=december)
    planning.mark_held(lan.scope, NOVEMBER)
    assert state(request) == "lapsed"
    assert told("turn_request_closed") == sorted([cast.mai.member_id, cast.binh.member_id])
    assert events()[-1] == "turn_request_lapsed"


def test_requests_lapse_when_the_report_is_presented(mai, lan, cast, november, state):
    make_ready(cast.report)
    db.session.add(cast.report)
    request = mai.ask(november, "decline")
    service.present(lan.scope, cast.report, now=clock.now())
    assert state(request) == "lapsed"


@pytest.mark.parametrize("gone", ["turn", "other"])
def test_requests_lapse_with_either_turn(mai, lan, november, december, state, gone):
    request = mai.ask(november, "swap", other_turn_id=december)
    turn_id = november if gone == "turn" else december
    planning.drop_turn(lan.scope, turn_id, "withdrawn")
    assert state(request) == "lapsed"
    with pytest.raises(RuleBroken):
        lan.agree(request)


def test_when_two_members_ask_each_other_one_grant_ends_both(
    mai, binh, lan, november, december, state, ahead
):
    first = mai.ask(november, "swap", other_turn_id=december)
    second = binh.ask(december, "swap", other_turn_id=november)
    binh.agree(first)
    mai.agree(second)
    lan.grant(first)
    assert (state(first), state(second)) == ("granted", "lapsed")
    assert len(ahead(NOVEMBER)) == len(ahead(DECEMBER)) == 1


@pytest.fixture
def together(app):
    """Run acts side by side over connections of their own; returns how each ended."""

    def run(*acts):
        def look_as(scope, request_id):
            return lambda: Acts(scope).request(request_id)

        plays = [Play(scope, look_as(scope, asked), act) for scope, asked, act in acts]
        return how_each_ended(side_by_side(app, *plays))

    return run


def grants(scope, request):
    turn_requests.grant(scope, request, now=clock.now())


def takes_back(scope, request):
    turn_requests.take_back(scope, request, now=clock.now())


def refuses(scope, request):
    turn_requests.refuse(scope, request, "Không được.", now=clock.now())


@pytest.mark.parametrize("other", [grants, refuses, takes_back])
def test_of_two_who_act_at_once_exactly_one_succeeds(
    together, acts, cast, mai, binh, lan, november, december, other
):
    request = mai.ask(november, "swap", other_turn_id=december)
    binh.agree(request)
    second = mai.scope if other is takes_back else acts(cast.dung).scope
    ends = together((lan.scope, request, grants), (second, request, other))
    assert sorted(ends, key=str) == [409, "done"]
    granted = db.session.get_one(TurnRequest, (cast.k1.id, request)).state.value == "granted"
    new = db.session.query(Turn).filter_by(month=NOVEMBER, member_id=cast.binh.member_id).count()
    assert new == int(granted)


def test_two_swaps_across_each_other_granted_at_once_end_without_a_deadlock(
    together, acts, cast, mai, binh, lan, november, december, ahead
):
    first = mai.ask(november, "swap", other_turn_id=december)
    second = binh.ask(december, "swap", other_turn_id=november)
    binh.agree(first)
    mai.agree(second)
    dung = acts(cast.dung).scope
    ends = together((lan.scope, first, grants), (dung, second, grants))
    assert ends.count("done") == 1
    assert ends[0] in ("done", 409, 422)
    assert len(ahead(NOVEMBER)) == len(ahead(DECEMBER)) == 1
