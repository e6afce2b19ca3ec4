"""Whom a row means, and what it changes."""

from datetime import date

import pytest

from webapp.accounts.rules import MemberStatus, Role
from webapp.imports.cell_values import Wanted
from webapp.imports.matching import Known, Members, Terms, compare
from webapp.imports.rules import Column, Fault, RowOutcome

TODAY = date(2026, 11, 16)
JOINED = date(2020, 1, 1)
ADMITTED = date(1999, 2, 3)
OFFICES = (Role.DEPUTY, Role.COMMITTEE)


def known(number, name, *, email=None, phone=None, admitted=None, **more):
    facts = {"status": MemberStatus.OFFICIAL, "since": JOINED, "roles": frozenset(), **more}
    return Known(number, name, email, phone, JOINED, admitted, *facts.values())


def verdicts(rows, members, *, chair=True, asker=99):
    terms = Terms(TODAY, chair, asker, OFFICES if chair else ())
    return compare(rows, Members(members), terms)


def only(wanted, *members, **terms):
    return verdicts([wanted], members, **terms)[0]


def fault_of(verdict):
    assert verdict.outcome is RowOutcome.FAULTY
    return verdict.faults[0].fault


LAN = known(1, "Nguyễn Thị Lan", email="lan@x.vn", phone="0912345678", admitted=ADMITTED)


def test_a_member_is_found_by_address_then_number_then_name_and_day():
    assert only(Wanted(2, "Nguyễn Thị Lan", email="lan@x.vn"), LAN).member_id == 1
    assert only(Wanted(2, "Nguyễn Thị Lan", phone="0912345678"), LAN).member_id == 1
    assert only(Wanted(2, "NGUYỄN THỊ LAN", admitted_on=ADMITTED), LAN).member_id == 1
    assert only(Wanted(2, "Nguyễn Thị Lan", joined_on=JOINED), LAN).member_id == 1
    assert only(Wanted(2, "Nguyễn Thị Lan"), LAN).member_id == 1


def test_the_same_name_with_other_days_is_somebody_else():
    other = Wanted(2, "Nguyễn Thị Lan", joined_on=date(2021, 5, 5), admitted_on=date(2010, 1, 1))
    assert only(other, LAN).outcome is RowOutcome.NEW


def test_couples_share_a_phone_and_stay_two_people():
    husband = Wanted(2, "Trần Văn Minh", phone="0912345678")
    assert only(husband, LAN).outcome is RowOutcome.NEW


def test_an_address_that_is_somebody_elses_is_told():
    verdict = only(Wanted(2, "Trần Văn Minh", email="lan@x.vn"), LAN)
    assert fault_of(verdict) is Fault.OTHER_PERSON
    assert verdict.faults[0].facts == {"name": "Nguyễn Thị Lan"}


def test_two_namesakes_are_not_guessed_between():
    twin = known(2, "Nguyễn Thị Lan")
    assert fault_of(only(Wanted(5, "Nguyễn Thị Lan"), LAN, twin)) is Fault.AMBIGUOUS
    assert fault_of(only(Wanted(5, "Nguyễn Thị Lan", joined_on=JOINED), LAN, twin)) is (
        Fault.AMBIGUOUS
    )
    newcomer = Wanted(5, "Nguyễn Thị Lan", email="lan2@x.vn")
    assert fault_of(only(newcomer, LAN)) is Fault.AMBIGUOUS


def test_a_second_row_for_one_person_is_a_fault_that_names_the_first():
    rows = [
        Wanted(2, "Nguyễn Thị Lan", email="lan@x.vn"),
        Wanted(3, "Nguyễn Thị Lan", phone="0912345678"),
        Wanted(4, "Trần Văn Minh"),
        Wanted(5, "trần văn minh"),
        Wanted(6, "Lê An", email="an@x.vn"),
        Wanted(7, "Lê An", email="an2@x.vn"),
    ]
    found = verdicts(rows, [LAN])
    twice = {v.wanted.number: v.faults[0].facts["first"] for v in found if v.faults}
    assert twice == {3: 2, 5: 4}


def test_changes_are_told_field_by_field_and_empty_cells_change_nothing():
    wanted = Wanted(2, "Nguyễn Thị Lan", email="lan@x.vn", phone="0987654321")
    verdict = only(wanted, LAN)
    assert verdict.outcome is RowOutcome.CHANGED
    assert verdict.changes == {Column.PHONE: ("0912345678", "0987654321")}
    assert only(Wanted(2, "Nguyễn Thị Lan"), LAN).outcome is RowOutcome.UNCHANGED


def test_a_name_without_marks_does_not_replace_the_one_with_them():
    assert only(Wanted(2, "Nguyen Thi Lan", email="lan@x.vn"), LAN).outcome is RowOutcome.UNCHANGED
    verdict = only(Wanted(2, "Nguyễn Thị Ngọc Lan", email="lan@x.vn"), LAN)
    assert list(verdict.changes) == [Column.FULL_NAME]


def test_offices_are_added_and_the_head_is_never_given_by_a_list():
    wanted = Wanted(2, "Nguyễn Thị Lan", role=Role.COMMITTEE)
    assert only(wanted, LAN).changes == {Column.ROLE: (None, Role.COMMITTEE)}
    chair = known(1, "Nguyễn Thị Lan", roles=frozenset({Role.CHAIR}))
    assert only(Wanted(2, "Nguyễn Thị Lan", role=Role.CHAIR), chair).outcome is RowOutcome.UNCHANGED
    assert fault_of(only(Wanted(2, "Lê An", role=Role.CHAIR))) is Fault.ROLE_CHAIR
    assert fault_of(only(Wanted(2, "Lê An", role=Role.VIEWER))) is Fault.ROLE_NOT_HERE


def test_a_deputy_changes_nobody_who_leads_but_themselves():
    head = known(1, "Nguyễn Thị Lan", roles=frozenset({Role.CHAIR}))
    wanted = Wanted(2, "Nguyễn Thị Lan", phone="0987654321")
    assert fault_of(only(wanted, head, chair=False)) is Fault.CHAIR_ONLY
    assert only(wanted, head, chair=False, asker=1).outcome is RowOutcome.CHANGED
    assert only(Wanted(2, "Nguyễn Thị Lan"), head, chair=False).outcome is RowOutcome.UNCHANGED


@pytest.mark.parametrize("status", [MemberStatus.LEFT, MemberStatus.SUSPENDED])
def test_a_status_that_needs_a_reason_is_not_given_by_a_list(status):
    assert fault_of(only(Wanted(2, "Lê An", status=status))) is Fault.STATUS_ENDS
    assert fault_of(only(Wanted(2, "Nguyễn Thị Lan", status=status), LAN)) is Fault.STATUS_ENDS


def test_who_has_left_does_not_come_back_by_a_list():
    gone = known(1, "Nguyễn Thị Lan", status=MemberStatus.LEFT)
    assert fault_of(only(Wanted(2, "Nguyễn Thị Lan"), gone)) is Fault.HAS_LEFT


def test_a_status_follows_the_one_before_it():
    wanted = Wanted(2, "Nguyễn Thị Lan", status=MemberStatus.EXEMPT)
    assert Column.STATUS in only(wanted, LAN).changes
    ahead = known(1, "Nguyễn Thị Lan", since=date(2026, 12, 1))
    assert fault_of(only(wanted, ahead)) is Fault.STATUS_AHEAD


def test_who_is_suspended_receives_no_office():
    away = known(1, "Nguyễn Thị Lan", status=MemberStatus.SUSPENDED)
    wanted = Wanted(2, "Nguyễn Thị Lan", role=Role.COMMITTEE)
    assert fault_of(only(wanted, away)) is Fault.ROLE_NOT_ACTIVE
