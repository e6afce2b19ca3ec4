"""Who leaves says where to and for how long; an answer is given once and not too early."""

from datetime import date

import pytest

from webapp.core.errors import RuleBroken
from webapp.transfers import rules
from webapp.transfers.rules import ArrivalState, DepartureState, TransferKind

DAY = date(2026, 11, 16)


def code_of(act, *args):
    with pytest.raises(RuleBroken) as broken:
        act(*args)
    return broken.value.code


@pytest.mark.parametrize(
    ("kind", "until_on", "code"),
    [
        (TransferKind.TEMPORARY, None, "transfer.end_missing"),
        (TransferKind.TEMPORARY, DAY, "transfer.end_wrong"),
        (TransferKind.TEMPORARY, date(2031, 12, 1), "transfer.end_wrong"),
        (TransferKind.PERMANENT, date(2027, 1, 1), "transfer.end_of_lasting"),
    ],
)
def test_an_end_belongs_to_a_while_and_lies_within_five_years(kind, until_on, code):
    assert code_of(rules.refuse_end, kind, DAY, until_on) == code


def test_a_while_with_an_end_and_a_lasting_one_without_are_fine():
    rules.refuse_end(TransferKind.TEMPORARY, DAY, date(2027, 5, 16))
    rules.refuse_end(TransferKind.PERMANENT, DAY, None)


@pytest.mark.parametrize(("has_unit", "name"), [(False, ""), (True, "Nơi khác")])
def test_there_is_one_destination(has_unit, name):
    assert code_of(rules.refuse_destination, has_unit, name) == "transfer.destination"


@pytest.mark.parametrize("state", [s for s in ArrivalState if s is not ArrivalState.WAITING])
def test_an_arrival_is_answered_once(state):
    assert code_of(rules.refuse_answered, state) == "transfer.answered"


def test_nobody_is_received_before_the_day_nor_joins_before_it():
    assert code_of(rules.refuse_too_early, date(2026, 11, 17), DAY) == "transfer.too_early"
    rules.refuse_too_early(DAY, DAY)
    earlier = date(2026, 11, 15)
    assert code_of(rules.refuse_joined_on, earlier, DAY) == "transfer.before_leaving"


@pytest.mark.parametrize("state", [DepartureState.ACCEPTED, DepartureState.TAKEN_BACK])
def test_who_was_received_elsewhere_is_not_taken_back(state):
    for kind in rules.CHOSEN:
        assert code_of(rules.refuse_taking_back, kind, state) == "transfer.answered"


@pytest.mark.parametrize("state", list(DepartureState))
def test_nobody_takes_a_merger_back(state):
    code = code_of(rules.refuse_taking_back, rules.TransferKind.MERGED, state)
    assert code == "transfer.answered"
